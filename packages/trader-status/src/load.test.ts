import { TraderStatusEvent } from '@trustlane/contracts'
import { aMembership } from '@trustlane/contracts/testing'
import { describe, expect, test } from 'vitest'
import { openEmbeddedStatusStore } from './embedded/open.ts'
import type { ListItem, ListMember } from './list-file/list-item.ts'
import { loadInto } from './load-into.ts'
import { ListRefusedError, loadEvents, type LoadOptions, type LoadRecord } from './load.ts'

const options: LoadOptions = {
  programme: 'JP-AEO',
  kind: 'complete',
  asOf: '2026-06-01T00:00:00Z',
  loadId: 'L1',
  partitions: 2,
  partitionOf: (key) => Number(key.at(-1)) % 2,
}
const member = (memberId: string, row = 1): ListMember => ({ row, membership: aMembership({ memberId }) })
const fault = (row: number, isFatal = false): ListItem => ({
  row,
  line: row + 1,
  problem: { column: 'tier', found: 'IX', expected: 'one of I, II, III', isFatal },
})

/** A file that can be read again and again. */
const fileOf = (...items: readonly ListItem[]) =>
  async function* (): AsyncIterable<ListItem> {
    yield* items
  }
const load = (file: () => AsyncIterable<ListItem>, over: Partial<LoadOptions> = {}): Promise<LoadRecord[]> =>
  Array.fromAsync(loadEvents(file, { ...options, ...over }))

/** Why a list was refused; fails when a record was published before. */
async function refusal(
  file: () => AsyncIterable<ListItem>,
  over: Partial<LoadOptions> = {},
): Promise<ListRefusedError> {
  const first = loadEvents(file, { ...options, ...over })[Symbol.asyncIterator]()
  const error: unknown = await first.next().catch((thrown: unknown) => thrown)
  if (error instanceof ListRefusedError) return error
  throw new Error('the list was not refused before its first record', { cause: error })
}

describe('loadEvents', () => {
  test('encloses a list in its begin and its counted end on every partition', async () => {
    const records = await load(fileOf(member('1'), member('3', 2), member('5', 3)))
    expect(records.map(({ key, partition, event }) => [event.kind, key, partition])).toEqual([
      ['load-begin', 'JP-AEO', 0],
      ['load-begin', 'JP-AEO', 1],
      ['member', 'JP-AEO:1', 1],
      ['member', 'JP-AEO:3', 1],
      ['member', 'JP-AEO:5', 1],
      ['load-end', 'JP-AEO', 0],
      ['load-end', 'JP-AEO', 1],
    ])
    expect(records.slice(-2).map(({ event }) => event)).toEqual([
      { kind: 'load-end', programme: 'JP-AEO', loadId: 'L1', partition: 0, count: 0 },
      { kind: 'load-end', programme: 'JP-AEO', loadId: 'L1', partition: 1, count: 3 },
    ])
    for (const { event } of records) expect(TraderStatusEvent.parse(event)).toEqual(event)
  })

  test('gives rows their own sequence, or the date of the list', async () => {
    const records = await load(fileOf(member('1'), { ...member('2', 2), sequence: 9 }))
    expect(records.flatMap(({ event }) => (event.kind === 'member' ? event.sequence : []))).toEqual([
      Date.parse(options.asOf),
      9,
    ])
  })

  test('publishes changes as single records, ordered by their date', async () => {
    const removal: ListItem = { row: 2, removed: { programme: 'JP-AEO', memberId: '2' } }
    const records = await load(fileOf(member('1'), removal), { kind: 'changes', name: 'feed of 1 June' })
    const source = { kind: 'feed', asOf: options.asOf, name: 'feed of 1 June' }
    const sequence = Date.parse(options.asOf)
    expect(records).toEqual([
      {
        key: 'JP-AEO:1',
        partition: 1,
        event: {
          kind: 'member',
          programme: 'JP-AEO',
          sequence,
          membership: aMembership({ memberId: '1' }),
          source,
        },
      },
      {
        key: 'JP-AEO:2',
        partition: 0,
        event: { kind: 'removed', programme: 'JP-AEO', memberId: '2', sequence, source },
      },
    ])
  })

  test('publishes evidence with its document', async () => {
    const evidence = { reference: 'mail 7', checkedBy: 'ben', expires: '2026-09-01T00:00:00Z' }
    const [record] = await load(fileOf({ ...member('1'), evidence }), { kind: 'evidence' })
    expect(record?.event).toMatchObject({ source: { kind: 'evidence', asOf: options.asOf, ...evidence } })
    expect(record?.event).not.toHaveProperty('loadId')
  })

  test.each(['complete', 'published', 'evidence', 'changes'] as const)(
    'publishes nothing of %s with a broken row',
    async (kind) => {
      const error = await refusal(fileOf(member('1'), fault(2), fault(2), fault(3)), { kind })
      expect(error).toMatchObject({ code: 'LIST_REFUSED', retriable: false, rejected: 2 })
      expect(error.message).toBe('2 rows are broken, and nothing was published')
      expect(error.faults).toHaveLength(3)
    },
  )

  test('counts the rows that it was allowed to leave out', async () => {
    const records = await load(fileOf(member('1'), fault(2), fault(2)), { allowRejects: true })
    expect(records[0]?.event).toMatchObject({ kind: 'load-begin', rejected: 1 })
    expect(records.filter(({ event }) => event.kind === 'member')).toHaveLength(1)
  })

  test.each([
    {
      when: 'the file cannot be read, rejects or not',
      file: fileOf(member('1'), fault(0, true)),
      over: { allowRejects: true },
      message: /^the list cannot be read: line 1, column tier/,
    },
    { when: 'no member is in it', file: fileOf(), over: {}, message: /holds no member/ },
    {
      when: 'no row is left',
      file: fileOf(fault(1)),
      over: { allowRejects: true },
      message: /holds no member/,
    },
    {
      when: 'a member is of another programme',
      file: fileOf(member('1')),
      over: { programme: 'US-CTPAT' },
      message: /member 1 is of JP-AEO, the list of US-CTPAT/,
    },
    {
      when: 'it comes from the future',
      file: fileOf(member('1')),
      over: { now: new Date('2026-05-31T23:59:59Z') },
      message: /still to come/,
    },
  ])('refuses when $when', async ({ file, over, message }) => {
    expect((await refusal(file, over)).message).toMatch(message)
  })

  test('never ends a load whose file changed between the readings', async () => {
    let reading = 0
    const file = (): AsyncIterable<ListItem> => {
      reading += 1
      return reading === 1 ? fileOf(member('1'), member('2', 2))() : fileOf(member('1'))()
    }
    const published: string[] = []
    await expect(async () => {
      for await (const { event } of loadEvents(file, options)) published.push(event.kind)
    }).rejects.toThrow('the file has changed while it was read: 2 rows, then 1')
    expect(published).not.toContain('load-end')
  })

  test('reports its progress in both readings', async () => {
    const seen: string[] = []
    const rows = Array.from({ length: 1500 }, (_, row) => member(`${row}`, row + 1))
    await load(fileOf(...rows), { onProgress: ({ phase, rows }) => seen.push(`${phase} ${rows}`) })
    expect(seen).toEqual(['checking 1000', 'checking 1500', 'publishing 1000', 'publishing 1500'])
  })
})

describe('loadInto', () => {
  test('applies a list to a store that has no log, and the next one after it', async () => {
    await using store = await openEmbeddedStatusStore({ file: ':memory:' })
    const progress: number[] = []
    expect(
      await loadInto(store, loadEvents(fileOf(member('1'), member('2', 2)), options), (n) =>
        progress.push(n),
      ),
    ).toBe(6)
    const next = { ...options, loadId: 'L2', asOf: '2026-06-02T00:00:00Z' }
    await loadInto(store, await load(fileOf(member('3')), next))
    expect(progress).toEqual([6])
    expect((await store.lists())['JP-AEO']).toMatchObject({ asOf: next.asOf, members: 1 })
    expect(await store.find('1')).toEqual([])
    expect(await store.find('3')).toHaveLength(1)
  })
})
