import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { testTopic } from '../testing/topics.ts'
import { SCHEMA } from './database.ts'
import { Store } from './store.ts'

const topic = testTopic('t.v1', { partitions: 3 })
const record = (key: string, bytes = 1) => ({ key, value: new Uint8Array(bytes), headers: {} })

function aStore(partitions = 3): Store {
  const db = new DatabaseSync(':memory:')
  db.exec(SCHEMA)
  return new Store(db, partitions)
}

describe('fetch', () => {
  const store = aStore()
  const [slot, next] = store.slots(topic)
  store.append(
    slot!,
    [10, 10, 10, 500, 10].map((bytes) => record('', bytes)),
    0,
  )
  store.append(next!, [record('neighbour')], 0)

  test.each([
    { from: 0, limit: 10, bytes: 1000, offsets: [0, 1, 2, 3, 4] },
    { from: 0, limit: 2, bytes: 1000, offsets: [0, 1] },
    { from: 0, limit: 10, bytes: 30, offsets: [0, 1, 2] },
    { from: 0, limit: 10, bytes: 29, offsets: [0, 1] },
    { from: 3, limit: 10, bytes: 30, offsets: [3] },
    { from: 4, limit: 10, bytes: 30, offsets: [4] },
    { from: 5, limit: 10, bytes: 30, offsets: [] },
    { from: 500, limit: 10, bytes: 30, offsets: [] },
  ])(
    'it gives $offsets from $from on, at most $limit and $bytes bytes',
    ({ from, limit, bytes, offsets }) => {
      expect(store.fetch(slot!, from, limit, bytes).map(({ offset }) => offset)).toEqual(offsets)
    },
  )
})

describe('advance', () => {
  test('it refuses a batch that a group has passed already, wholly or in part', () => {
    const store = aStore()
    const slot = store.slots(topic)[0]!
    store.append(slot, [record('a'), record('b'), record('c')], 0)
    store.join('group', slot)
    store.advance('group', slot, 0, 2)
    store.join('group', slot)
    expect(store.position('group', slot)).toBe(2)
    expect(() => store.advance('group', slot, 1, 3)).toThrow('already passed')
    store.advance('group', slot, 2, 3)
    expect(store.position('group', slot)).toBe(3)
  })
})

describe('latest', () => {
  test('it tells keys apart by their bytes, and partitions from one another', () => {
    const store = aStore()
    const compact = testTopic('c.v1', { cleanup: 'compact' })
    const [one, other] = store.slots(compact)
    store.append(one!, [{ key: 'k', value: Buffer.from('1'), headers: {} }], 0)
    store.append(one!, [{ key: 'k\0', value: Buffer.from('2'), headers: {} }], 0)
    store.append(other!, [{ key: 'k', value: Buffer.from('3'), headers: {} }], 0)
    store.append(one!, [{ key: 'gone', value: Buffer.from('4'), headers: {} }], 0)
    store.append(one!, [{ key: 'gone', value: null, headers: {} }], 0)
    const text = (value: Uint8Array | undefined) => value && Buffer.from(value).toString()
    expect(text(store.latest(one!, 'k'))).toBe('1')
    expect(text(store.latest(one!, 'k\0'))).toBe('2')
    expect(text(store.latest(other!, 'k'))).toBe('3')
    expect(store.latest(one!, 'gone')).toBeUndefined()
    expect(store.latest(one!, 'never')).toBeUndefined()
  })
})
