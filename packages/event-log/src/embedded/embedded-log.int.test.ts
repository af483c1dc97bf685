import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { deadLetterTopic } from '@trustlane/contracts'
import type { Outgoing, Stage, Trouble } from '../port.ts'
import { countedIn, countedOnce, finishCounting } from '../testing/counting.ts'
import { countingStage } from '../testing/counting-stage.ts'
import { INPUT, numbered, OUTPUT, readAll, STATE, testTopic } from '../testing/topics.ts'
import { openEmbeddedLog } from './embedded-log.ts'

const MIB = 1_048_576
const DAY = 86_400_000
const backOff = { first: 1, longest: 4 }
let folder = ''
let file = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trustlane-log-'))
  file = join(folder, 'log.sqlite')
})
afterEach(() => rm(folder, { recursive: true }))

const heavy = (count: number): Outgoing[] =>
  numbered(count, 1).map((record) => ({ ...record, headers: { weight: Buffer.alloc(MIB / 4) } }))

describe('one process', () => {
  test('it refuses a second log on the folder, naming folder and process, until the first is closed', async () => {
    const log = await openEmbeddedLog({ folder })
    await expect(openEmbeddedLog({ folder })).rejects.toMatchObject({
      code: 'LOG_IN_USE',
      message: `The log in ${folder} is in use by process ${process.pid}; a log has one process at a time`,
    })
    await log.append(numbered(1, 1))
    await log.close()
    await using again = await openEmbeddedLog({ folder })
    expect(await readAll(again, INPUT)).toHaveLength(1)
  })

  test('it refuses another process too', async () => {
    await using log = await openEmbeddedLog({ folder })
    const worker = fileURLToPath(new URL('crash-worker.ts', import.meta.url))
    const child = spawn(process.execPath, [worker, file, 'never', '1'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    expect(code).toBe(1)
    expect(said).toContain(`is in use by process ${process.pid}`)
    expect(await log.append(numbered(1, 1))).toHaveLength(1)
  })

  test('it makes the folder, and the topics that it is told of', async () => {
    const deep = join(folder, 'not', 'there')
    await using log = await openEmbeddedLog({ folder: deep, partitions: 3, topics: [INPUT] })
    expect(log.partitions(INPUT)).toBe(3)
    expect(log.partitions(testTopic('single.v1', { partitions: 1 }))).toBe(1)
  })

  test('it keeps the partition count of the file', async () => {
    await (await openEmbeddedLog({ folder, partitions: 3 })).close()
    await expect(openEmbeddedLog({ folder, partitions: 2 })).rejects.toMatchObject({ code: 'LOG_MISMATCH' })
    await using log = await openEmbeddedLog({ folder })
    expect(log.partitions(INPUT)).toBe(3)
  })
})

describe('a broken file', () => {
  test.each([
    { what: 'no database', make: () => writeFileSync(file, 'x'.repeat(5000)), said: 'cannot be read' },
    {
      what: "another program's database",
      make: () => sql('CREATE TABLE notes (text TEXT)'),
      said: "another program's database",
    },
    {
      what: 'of a newer version',
      make: () => sql('PRAGMA user_version = 99'),
      said: 'newer version (format 99',
    },
  ])('it refuses a file that is $what, naming it', async ({ make, said }) => {
    make()
    const opening = openEmbeddedLog({ folder })
    await expect(opening).rejects.toMatchObject({ code: 'LOG_BROKEN', retriable: false })
    await expect(opening).rejects.toThrow(file)
    await expect(opening).rejects.toThrow(said)
  })

  test('it ends a stage on damaged pages instead of skipping what was on them', async () => {
    const log = await openEmbeddedLog({ folder })
    await log.append(numbered(10_000, 1))
    await log.close()
    const bytes = readFileSync(file)
    const page = 8192
    const middle = Math.floor(bytes.length / page / 2) * page + page
    bytes.fill(0xff, middle, middle + page)
    writeFileSync(file, bytes)
    await using damaged = await openEmbeddedLog({ folder })
    const running = await damaged.run(countingStage())
    await expect(running.done).rejects.toMatchObject({
      code: 'LOG_BROKEN',
      message: expect.stringContaining(file),
    })
    const [position] = await damaged.positions(countingStage().name, INPUT)
    expect(position!.next).toBeLessThan(10_000)
    expect(position!.next % 500).toBe(0)
  })

  const sql = (statement: string): void => {
    const db = new DatabaseSync(file)
    db.exec(statement)
    db.close()
  }
})

describe('a full disk', () => {
  test('it refuses an append whole and says that it may be tried again', async () => {
    await using log = await openEmbeddedLog({ folder, maxFileBytes: 2 * MIB })
    await log.append(numbered(10, 1))
    await expect(log.append([...numbered(10, 1), ...heavy(10)])).rejects.toMatchObject({
      code: 'LOG_FULL',
      retriable: true,
      message: expect.stringContaining(file),
    })
    expect(await readAll(log, INPUT)).toHaveLength(10)
    await log.append(numbered(10, 1))
    expect(await readAll(log, INPUT)).toHaveLength(20)
  })

  test('it commits what fits beside what does not', async () => {
    await using log = await openEmbeddedLog({ folder, maxFileBytes: 2 * MIB })
    const settled = await Promise.allSettled([
      log.append(numbered(5, 1)),
      log.append(heavy(10)),
      log.append(numbered(5, 1)),
    ])
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect((await readAll(log, INPUT)).map(({ offset }) => offset)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  test('it pauses a stage, and goes on when there is room again, with nothing lost or repeated', async () => {
    let now = 0
    const old = testTopic('old.v1', { retentionMs: DAY })
    await using log = await openEmbeddedLog({ folder, maxFileBytes: 3 * MIB, now: () => now, backOff })
    await log.append(heavy(8).map((record) => ({ ...record, topic: old })))
    await log.append(numbered(20, 3))
    const paused = Promise.withResolvers<Trouble>()
    const growing: Stage<number> = {
      ...countingStage(),
      async process(batch, context) {
        const outputs = await countingStage().process(batch, context)
        return [...outputs, ...heavy(6).map((record) => ({ ...record, topic: testTopic('heavy.v1') }))]
      },
    }
    const running = await log.run(growing, { onTrouble: paused.resolve })
    expect(await paused.promise).toMatchObject({ kind: 'retry', error: { code: 'LOG_FULL' } })
    expect(await readAll(log, OUTPUT)).toEqual([])
    now = 2 * DAY
    await running.caughtUp()
    await running.stop()
    expect(await countedIn(log)).toEqual(countedOnce(20, 3))
    expect(await readAll(log, old)).toEqual([])
    expect(await readAll(log, deadLetterTopic(INPUT))).toEqual([])
  })
})

describe('records', () => {
  test('it keeps one record per key of a compacted topic, however often it is written', async () => {
    await using log = await openEmbeddedLog({ folder })
    await log.append(numbered(300, 2))
    await finishCounting(log, 10)
    const kept = await readAll(log, STATE)
    expect(kept.map(({ key, value }) => [key, String(Buffer.from(value!))])).toEqual([
      ['key-0', '150'],
      ['key-1', '150'],
    ])
  })

  test('it never lets the timestamps of a partition go back, whatever the clock does', async () => {
    let now = 100
    const append = async (at: number): Promise<void> => {
      now = at
      await using log = await openEmbeddedLog({ folder, now: () => now })
      await log.append(numbered(1, 1))
    }
    for (const at of [100, 50, 200]) await append(at)
    await using log = await openEmbeddedLog({ folder })
    expect((await readAll(log, INPUT)).map(({ timestamp }) => timestamp)).toEqual([100, 100, 200])
  })

  test('it prunes what is read and too old when it is opened, and reports positions behind it', async () => {
    let now = 0
    const first = await openEmbeddedLog({ folder, now: () => now })
    await first.append(numbered(10, 1))
    await finishCounting(first, 10)
    await first.append(numbered(10, 1))
    await first.close()
    now = 2 * DAY
    await using log = await openEmbeddedLog({ folder, now: () => now })
    expect((await readAll(log, INPUT)).map(({ offset }) => offset)).toEqual([
      10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
    ])
    expect(await readAll(log, OUTPUT)).toHaveLength(10)
    expect(await log.positions('another', INPUT)).toEqual([{ partition: 0, next: 10, end: 20 }])
    await finishCounting(log, 10)
    expect(await log.positions(countingStage().name, INPUT)).toEqual([{ partition: 0, next: 20, end: 20 }])
  })
})
