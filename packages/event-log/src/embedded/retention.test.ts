import { DatabaseSync } from 'node:sqlite'
import type { Topic } from '@trustlane/contracts'
import { expect, test } from 'vitest'
import { testTopic } from '../testing/topics.ts'
import { SCHEMA } from './database.ts'
import { pruneChunk } from './retention.ts'
import { Store } from './store.ts'

const DAY = 86_400_000

/** A store in memory in which `ages` records were appended, one at each time. */
function aStore(topic: Topic, ages: readonly (readonly [at: number, key: string, value: string | null])[]) {
  const db = new DatabaseSync(':memory:')
  db.exec(SCHEMA)
  const store = new Store(db, 1)
  const slot = store.slots(topic)[0]!
  for (const [at, key, value] of ages) {
    store.append(slot, [{ key, value: value === null ? null : Buffer.from(value), headers: {} }], at)
  }
  const kept = (): number[] => store.fetch(slot, 0, 10_000, 1e9).map(({ offset }) => offset)
  const prune = (now: number, onlyRead = false): number[] => {
    while (pruneChunk(db, { now, onlyRead }) > 0);
    return kept()
  }
  return { store, slot, kept, prune }
}
const days = [0, 1, 2, 3].map((day) => [day * DAY, 'k', 'v'] as const)

test.each([
  { now: 5 * DAY, keeps: 2, kept: [3] },
  { now: 5 * DAY - 1, keeps: 2, kept: [3] },
  { now: 4 * DAY, keeps: 2, kept: [2, 3] },
  { now: 5 * DAY + 1, keeps: 2, kept: [] },
  { now: 5 * DAY, keeps: -1, kept: [0, 1, 2, 3] },
])(
  'it keeps offsets $kept of days 0 to 3 at $now under a retention of $keeps days',
  ({ now, keeps, kept }) => {
    const retentionMs = keeps < 0 ? -1 : keeps * DAY
    expect(aStore(testTopic('t.v1', { retentionMs }), days).prune(now)).toEqual(kept)
  },
)

test('it keeps what the slowest of the groups has still to read', () => {
  const { store, slot, prune } = aStore(testTopic('t.v1', { retentionMs: DAY }), days)
  for (const group of ['fast', 'slow']) store.join(group, slot)
  expect(prune(100 * DAY)).toEqual([0, 1, 2, 3])
  store.advance('fast', slot, 0, 4)
  store.advance('slow', slot, 0, 2)
  expect(prune(100 * DAY)).toEqual([2, 3])
})

test('it spares topics without a group when only read ones are asked for', () => {
  const { store, slot, prune } = aStore(testTopic('t.v1', { retentionMs: DAY }), days)
  expect(prune(100 * DAY, true)).toEqual([0, 1, 2, 3])
  store.join('group', slot)
  store.advance('group', slot, 0, 4)
  expect(prune(100 * DAY, true)).toEqual([])
})

test('it prunes more than one chunk', () => {
  const many = Array.from({ length: 2500 }, () => [0, 'k', 'v'] as const)
  expect(aStore(testTopic('t.v1', { retentionMs: DAY }), many).prune(2 * DAY)).toEqual([])
})

test('it forgets a removed key of a compacted topic after a day, and no other', () => {
  const topic = testTopic('t.v1', { cleanup: 'compact', retentionMs: -1 })
  const { store, slot, prune } = aStore(topic, [
    [0, 'kept', 'v'],
    [0, 'removed', null],
    [0, 'again', null],
    [DAY, 'again', 'v'],
  ])
  expect(prune(DAY)).toEqual([0, 1, 3])
  expect(prune(DAY + 1)).toEqual([0, 3])
  const text = (key: string) => Buffer.from(store.latest(slot, key) ?? 'none').toString()
  expect(['kept', 'removed', 'again'].map(text)).toEqual(['v', 'none', 'v'])
  store.append(slot, [{ key: 'removed', value: Buffer.from('new'), headers: {} }], 2 * DAY)
  expect(text('removed')).toBe('new')
})
