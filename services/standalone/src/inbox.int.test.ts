import { mkdir, mkdtemp, readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { headerText, TOPICS, uuidOf } from '@trustlane/contracts'
import { type EventLog, LogError, openEmbeddedLog, type Outgoing, submission } from '@trustlane/event-log'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Inbox } from './inbox.ts'

const NOW = Date.parse('2026-06-01T12:00:00Z')
const ID = uuidOf('a file that a killed process had taken')

let folder: string
let path: string
let log: EventLog
let inbox: Inbox

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trustlane-inbox-'))
  path = join(folder, 'inbox')
  await mkdir(path)
  log = await openEmbeddedLog({ folder })
  inbox = new Inbox(path, log, () => NOW)
})

afterEach(async () => {
  await log.close()
  await rm(folder, { recursive: true, force: true })
})

async function drop(name: string, text: string, ageMs = 60_000): Promise<void> {
  await writeFile(join(path, name), text)
  await utimes(join(path, name), new Date(NOW - ageMs), new Date(NOW - ageMs))
}

async function submitted(): Promise<string[]> {
  const { records } = await log.read(TOPICS.manifestSubmitted, 0, 0, 100)
  return records.map(({ value }) => Buffer.from(value!).toString())
}

describe('takeAll', () => {
  test('publishes files in the order of their names and moves them to done', async () => {
    await inbox.open()
    await drop('b.json', 'second')
    await drop('a.json', 'first')
    expect(await inbox.takeAll(1000)).toEqual([
      { kind: 'published', name: 'a.json', messages: 1 },
      { kind: 'published', name: 'b.json', messages: 1 },
    ])
    expect(await submitted()).toEqual(['first', 'second'])
    expect((await readdir(join(path, 'done'))).map((name) => name.replace(/^.*-/, ''))).toEqual([
      'a.json',
      'b.json',
    ])
    expect(await readdir(join(path, '.taken'))).toEqual([])
  })

  test('leaves a file alone that is still being written', async () => {
    await inbox.open()
    await drop('a.json', 'half', 999)
    expect(await inbox.takeAll(1000)).toEqual([])
    expect(await submitted()).toEqual([])
  })

  test.each(['長い名前'.repeat(20) + '.json', 'two\nlines.json', `${'x'.repeat(250)}.json`])(
    'takes a file whatever its name: %j',
    async (name) => {
      await inbox.open()
      await drop(name, 'x')
      expect(await inbox.takeAll(0)).toEqual([{ kind: 'published', name, messages: 1 }])
      expect(await submitted()).toEqual(['x'])
      expect(await readdir(join(path, '.taken'))).toEqual([])
    },
  )

  test('passes over a file whose name is not UTF-8, says so once, and goes on', async () => {
    await inbox.open()
    await writeFile(Buffer.concat([Buffer.from(`${path}/a`), Buffer.of(0xff), Buffer.from('.json')]), 'x')
    await drop('b.json', 'second')
    const [bad, good] = await inbox.takeAll(0)
    expect(bad).toMatchObject({ kind: 'postponed', why: expect.stringContaining('not UTF-8') as string })
    expect(good).toMatchObject({ kind: 'published', name: 'b.json' })
    expect(await inbox.takeAll(0)).toEqual([])
  })

  test('takes a file that another clock has dated into the future once two looks see the same', async () => {
    await inbox.open()
    await drop('a.json', 'half', -86_400_000)
    expect(await inbox.takeAll(1000)).toEqual([])
    await drop('a.json', 'whole', -86_400_000)
    expect(await inbox.takeAll(1000)).toEqual([])
    expect(await inbox.takeAll(1000)).toMatchObject([{ kind: 'published' }])
    expect(await submitted()).toEqual(['whole'])
  })

  test('keeps files while the log is full, and their order, and says so once', async () => {
    await inbox.open()
    await drop('a.json', 'first')
    await drop('b.json', 'second')
    let isFull = true
    const full = Object.assign(Object.create(log) as EventLog, {
      append: async (records: readonly Outgoing[]) => {
        if (isFull) throw new LogError('LOG_FULL', 'No room left', { retriable: true })
        return log.append(records)
      },
    })
    const other = new Inbox(path, full, () => NOW)
    expect(await other.takeAll(0)).toEqual([
      { kind: 'postponed', name: 'a.json', why: 'a.json: No room left' },
    ])
    expect(await other.takeAll(0)).toEqual([])
    isFull = false
    expect(await other.takeAll(0)).toMatchObject([{ name: 'a.json' }, { name: 'b.json' }])
    expect(await submitted()).toEqual(['first', 'second'])
  })

  test.each(['.hidden', 'upload.part', 'upload.tmp'])('leaves %s alone', async (name) => {
    await inbox.open()
    await drop(name, 'x')
    expect(await inbox.takeAll(0)).toEqual([])
    expect(await readdir(path)).toContain(name)
  })

  test('takes the same name twice: a sender may send a corrected file', async () => {
    await inbox.open()
    await drop('a.json', 'first')
    await inbox.takeAll(0)
    await drop('a.json', 'second')
    await inbox.takeAll(0)
    expect(await submitted()).toEqual(['first', 'second'])
    expect(await readdir(join(path, 'done'))).toHaveLength(2)
  })

  test('keeps a file of 100 MB that is one message, says why, and goes on', async () => {
    await inbox.open()
    await drop('big.json', '{')
    await truncate(join(path, 'big.json'), 100 * 1_048_576)
    await utimes(join(path, 'big.json'), new Date(NOW - 60_000), new Date(NOW - 60_000))
    await drop('small.json', 'small')
    const [big, small] = await inbox.takeAll(0)
    expect(big).toMatchObject({ kind: 'refused', name: 'big.json' })
    expect(big?.kind === 'refused' && big.why).toContain('over the limit of 16777216')
    expect(small).toEqual({ kind: 'published', name: 'small.json', messages: 1 })
    expect(await submitted()).toEqual(['small'])
    expect(await readdir(join(path, 'refused'))).toHaveLength(1)
  })

  test('refuses a file that is too large to be opened at all', async () => {
    await inbox.open()
    await drop('huge.json', '{')
    await truncate(join(path, 'huge.json'), 257 * 1_048_576)
    await utimes(join(path, 'huge.json'), new Date(NOW - 60_000), new Date(NOW - 60_000))
    expect(await inbox.takeAll(0)).toMatchObject([{ kind: 'refused', name: 'huge.json' }])
  })
})

describe('open, after a kill', () => {
  async function leave(name: string, text: string): Promise<void> {
    await mkdir(join(path, '.taken'), { recursive: true })
    await writeFile(join(path, '.taken', name), text)
  }
  const record = submission({
    bytes: Buffer.from('m'),
    source: 'trustlane/inbox',
    id: ID,
    time: '2026-06-01T12:00:00Z',
  })

  test('publishes a file that was taken and not appended', async () => {
    await leave(`0-${ID}-a.json`, 'm')
    expect(await inbox.open()).toEqual([{ kind: 'published', name: 'a.json', messages: 1 }])
    const { records } = await log.read(TOPICS.manifestSubmitted, 0, 0, 10)
    expect(records.map(({ headers }) => headerText(headers, 'ce_id'))).toEqual([ID])
  })

  test('publishes a file with a line end in its name', async () => {
    await leave(`0-${ID}-a\nb.json`, 'm')
    expect(await inbox.open()).toEqual([{ kind: 'published', name: 'a\nb.json', messages: 1 }])
  })

  test('does not publish again a file that was appended and not moved', async () => {
    await log.append([{ ...record, headers: { ...record.headers, ce_id: Buffer.from('another') } }, record])
    await leave(`1-${ID}-a.json`, 'm')
    await inbox.open()
    expect(await submitted()).toHaveLength(2)
    expect(await readdir(join(path, 'done'))).toHaveLength(1)
    expect(await readdir(join(path, '.taken'))).toEqual([])
  })

  test('looks for the id beyond the first page of the log', async () => {
    const others = Array.from({ length: 1500 }, (_, index) => ({
      ...record,
      headers: { ...record.headers, ce_id: Buffer.from(`other ${index}`) },
    }))
    await log.append([...others, record])
    await leave(`0-${ID}-a.json`, 'm')
    await inbox.open()
    expect((await log.read(TOPICS.manifestSubmitted, 0, 0, 1)).end).toBe(1501)
  })

  test('leaves a file in .taken alone that it did not put there', async () => {
    await leave('notes.txt', 'x')
    expect(await inbox.open()).toEqual([])
    expect(await readdir(join(path, '.taken'))).toEqual(['notes.txt'])
  })
})
