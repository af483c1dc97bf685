import { utimesSync } from 'node:fs'
import { TOPICS, type TraderStatusEvent } from '@trustlane/contracts'
import { openEmbeddedLog } from '@trustlane/event-log'
import { serveControl } from '@trustlane/service-kit'
import { openEmbeddedStatusStore, type StatusChange } from '@trustlane/trader-status'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../failure.ts'
import { jsonOf, recordsOfTopic } from '../records.ts'
import { aFolder, fakeIo } from '../testing/fake-io.ts'
import { openWorkspace } from '../workspace.ts'
import { statusLoad } from './status-load.ts'
import { statusShow } from './status-show.ts'

const HEAD = 'member_id,name,street,city,country,status,types,valid_to'
const csv = (...rows: readonly string[]): string => [HEAD, ...rows, ''].join('\n')
const good = csv(
  'JP-0001,Aoba Precision KK,1-2-3 Shibaura,Tokyo,JP,certified,exporter,2027-03-31',
  'JP-0002,青葉精機株式会社,,Osaka,JP,suspended,manufacturer,',
)
const broken = csv(
  'JP-0001,Aoba Precision KK,,Tokyo,JP,certified,exporter,20260231',
  'JP-0002,Kestrel KK,,Osaka,JP,certified,exporter,',
)

async function events(folder: string): Promise<TraderStatusEvent[]> {
  await using workspace = await openWorkspace({ folder, create: true })
  const records = await Array.fromAsync(recordsOfTopic(workspace, TOPICS.traderStatus))
  return records.map(({ value }) => jsonOf(value) as TraderStatusEvent)
}

/** A process that owns the folder and applies what is appended, as the registry does. */
async function applying(folder: string) {
  const log = await openEmbeddedLog({ folder })
  const store = await openEmbeddedStatusStore({ folder })
  const control = await serveControl({ folder, log, store })
  const running = await log.follow([TOPICS.traderStatus], await store.marks(), async (batch) => {
    await store.apply(
      batch.map(({ topic, partition, offset, value }): StatusChange => ({
        topic,
        partition,
        offset,
        event: { kind: 'status', value: jsonOf(value) as TraderStatusEvent },
      })),
    )
  })
  return {
    async [Symbol.asyncDispose]() {
      await control.close()
      await running.stop()
      await store.close()
      await log.close()
    },
  }
}

const complete = { programme: 'JP-AEO', kind: 'complete', asOf: '2026-05-31T00:00:00Z' }

describe('status load', () => {
  test('publishes a list between its begin and its end', async () => {
    using folder = aFolder()
    const io = fakeIo()
    const file = folder.file('jp.csv', good)
    expect(await statusLoad({ file, data: folder.path, ...complete, programme: 'jp-aeo' }, io)).toBe(0)
    const published = await events(folder.path)
    expect(published.map(({ kind }) => kind)).toEqual(['load-begin', 'member', 'member', 'load-end'])
    expect(published[0]).toMatchObject({
      programme: 'JP-AEO',
      list: 'complete',
      asOf: '2026-05-31T00:00:00.000Z',
      rejected: 0,
    })
    expect(io.out()).toBe(
      'loaded 2 members of JP-AEO, complete, as of 2026-05-31T00:00:00.000Z; no process is running on this folder: the next "npm start" applies it\n',
    )
    expect(io.err()).toBe('')
  })

  test('refuses a list with a broken row whole, and names line and column', async () => {
    using folder = aFolder()
    const io = fakeIo()
    const file = folder.file('jp.csv', broken)
    await expect(statusLoad({ file, data: folder.path, ...complete }, io)).rejects.toThrow(
      '1 row is broken, and nothing was published',
    )
    expect(io.err()).toMatch(/jp\.csv: line 2, column valid_to: found "20260231", expected /)
    expect(await events(folder.path)).toEqual([])
  })

  test('loads the rest with --allow-rejects, and says that the list is partial', async () => {
    using folder = aFolder()
    const io = fakeIo()
    const file = folder.file('jp.csv', broken)
    expect(await statusLoad({ file, data: folder.path, ...complete, allowRejects: true }, io)).toBe(0)
    expect((await events(folder.path))[0]).toMatchObject({ kind: 'load-begin', rejected: 1 })
    expect(io.err().match(/line 2/g)).toHaveLength(1)
    expect(io.out()).toContain(
      'loaded 1 member of JP-AEO, complete, as of 2026-05-31T00:00:00.000Z, 1 rejected',
    )
  })

  test('believes a JSON file what it says of itself', async () => {
    using folder = aFolder()
    const member = {
      memberId: 'US-1',
      names: ['Redwood Supply Inc'],
      status: 'certified',
      types: ['importer'],
    }
    const list = { programme: 'US-CTPAT', kind: 'published', asOf: '2026-05-01T00:00:00Z', members: [member] }
    const file = folder.file('us.json', JSON.stringify(list))
    expect(await statusLoad({ file, data: folder.path }, fakeIo())).toBe(0)
    expect((await events(folder.path))[0]).toMatchObject({
      programme: 'US-CTPAT',
      list: 'published',
      asOf: '2026-05-01T00:00:00.000Z',
    })
  })

  test('takes a list that does not say how old it is for as old as its file', async () => {
    using folder = aFolder()
    const file = folder.file('jp.csv', good)
    utimesSync(file, new Date('2026-04-01T00:00:00Z'), new Date('2026-04-01T00:00:00Z'))
    await statusLoad({ file, data: folder.path, programme: 'JP-AEO', kind: 'published' }, fakeIo())
    expect((await events(folder.path))[0]).toMatchObject({ asOf: '2026-04-01T00:00:00.000Z' })
  })

  test.each([
    { args: { kind: 'complete' }, code: 64, message: /does not say whose list it is|column programme/ },
    { args: { programme: 'JP-AEO' }, code: 64, message: /does not say what it is: name it with --kind/ },
    {
      args: { ...complete, programme: 'JP-AOE' },
      code: 64,
      message: /--programme "JP-AOE" is no programme: expected one of AD-AEO/,
    },
    {
      args: { ...complete, kind: 'whole' },
      code: 64,
      message: /--kind "whole": expected one of complete, published/,
    },
    {
      args: { ...complete, asOf: '20260231' },
      code: 64,
      message: /--as-of "20260231": there is no 2026-02-31/,
    },
    { args: { ...complete, asOf: '2027-01-01' }, code: 2, message: /which is still to come/ },
  ])('refuses $args', async ({ args, code, message }) => {
    using folder = aFolder()
    const file = folder.file('jp.csv', good)
    const loading = statusLoad({ file, data: folder.path, ...args }, fakeIo())
    const refusal: unknown = await loading.catch((error: unknown) => error)
    expect(failureOf(refusal)).toEqual({ exitCode: code, message: expect.stringMatching(message) })
    expect(await events(folder.path)).toEqual([])
  })

  test('shows progress of a long load, a bar on a terminal', async () => {
    using folder = aFolder()
    const rows = Array.from(
      { length: 2500 },
      (_, index) => `M${index},Firm ${index} KK,,Tokyo,JP,certified,exporter,`,
    )
    const file = folder.file('long.csv', csv(...rows))
    let ms = Date.parse('2026-06-01T00:00:00Z')
    const written: string[] = []
    const io = fakeIo({
      now: () => new Date((ms += 200)),
      stderr: { isTTY: true, write: (text) => written.push(text) },
    })
    await statusLoad({ file, data: folder.path, ...complete }, io)
    const text = written.join('')
    expect(text).toMatch(/\rJP-AEO checking {2}2,500 .*\n/)
    expect(text).toMatch(/\rJP-AEO publishing {2}█+░* {2}2,500 of 2,500/)
    expect(await events(folder.path)).toHaveLength(2502)
  })
})

describe('status load through a running process', () => {
  test('says that an older list does not take the place of a newer one', async () => {
    using folder = aFolder()
    await using running = await applying(folder.path)
    const file = folder.file('jp.csv', good)
    await statusLoad({ file, data: folder.path, ...complete }, fakeIo())
    const [older, newer] = [fakeIo(), fakeIo()]
    await statusLoad({ file, data: folder.path, ...complete, asOf: '2026-05-01' }, older)
    expect(older.out()).toMatch(/; the list in force stays, it is of 2026-05-31T00:00:00\.000Z\n$/)
    await statusLoad({ file, data: folder.path, ...complete, asOf: '2026-06-01' }, newer)
    expect(newer.out()).toMatch(/; in force now\n$/)
    expect(running).toBeDefined()
  })
})

describe('status load of changes through a running process', () => {
  const row = (id: string, status: string): string => `${id},Aoba Precision KK,,Tokyo,JP,${status},exporter,`
  test.each([
    { asOf: '2026-05-01', rows: ['JP-0002'], says: 'older than what is in force, it changes nothing' },
    { asOf: '2026-05-30', rows: ['JP-0002'], says: 'in force now' },
    {
      asOf: '2026-05-22',
      rows: ['JP-0001', 'JP-0002'],
      says: 'in force now, except 1 older than what is in force, which changes nothing',
    },
    // Says the same as what is in force, and so no less than that.
    { asOf: '2026-05-01', rows: ['JP-0001'], says: 'in force now' },
  ])('says "$says" of $rows as of $asOf', async ({ asOf, rows, says }) => {
    using folder = aFolder()
    await using running = await applying(folder.path)
    const load = async (
      what: { kind: string; asOf: string },
      ...lines: readonly string[]
    ): Promise<string> => {
      const io = fakeIo()
      const file = folder.file('jp.csv', csv(...lines))
      await statusLoad({ file, data: folder.path, programme: 'JP-AEO', ...what }, io)
      return io.out()
    }
    await load({ ...complete, asOf: '2026-05-20' }, row('JP-0001', 'certified'), row('JP-0002', 'certified'))
    await load({ kind: 'changes', asOf: '2026-05-25' }, row('JP-0002', 'suspended'))
    const told = await load({ kind: 'changes', asOf }, ...rows.map((id) => row(id, 'certified')))
    expect(told.slice(told.indexOf('; ') + 2)).toBe(`${says}\n`)
    expect(running).toBeDefined()
  })
})

describe('status show', () => {
  test('shows a member after the running process has applied the list', async () => {
    using folder = aFolder()
    await using running = await applying(folder.path)
    const load = fakeIo()
    await statusLoad(
      { file: folder.file('jp.csv', good), data: folder.path, ...complete, name: 'test list' },
      load,
    )
    expect(load.out()).toContain('; in force now')
    const io = fakeIo()
    expect(await statusShow({ id: 'JP-0001', data: folder.path }, io)).toBe(0)
    for (const part of [
      'JP-AEO JP-0001\n',
      'status    certified',
      'kind      exporter',
      'valid     until before 2027-03-31T15:00:00',
      'name      Aoba Precision KK',
      'address   1-2-3 Shibaura, Tokyo, JP',
      'source    complete, test list, as of 2026-05-31',
      'list      complete, 2 members',
    ]) {
      expect(io.out()).toContain(part)
    }
    expect(running).toBeDefined()
  })

  test('ends with an error that names the lists, when nobody is known under the id', async () => {
    using folder = aFolder()
    await using running = await applying(folder.path)
    await statusLoad({ file: folder.file('jp.csv', good), data: folder.path, ...complete }, fakeIo())
    await expect(statusShow({ id: 'JP-9', data: folder.path }, fakeIo())).rejects.toThrow(
      'no member is known under "JP-9"; lists in force: JP-AEO (complete, 2)',
    )
    expect(running).toBeDefined()
  })

  test('says that records wait, where no process applies them', async () => {
    using folder = aFolder()
    await statusLoad({ file: folder.file('jp.csv', good), data: folder.path, ...complete }, fakeIo())
    const io = fakeIo()
    await expect(statusShow({ id: 'JP-0001', data: folder.path }, io)).rejects.toThrow('no list is loaded')
    expect(io.err()).toBe('4 status records wait to be applied by the next "npm start"\n')
  })
})
