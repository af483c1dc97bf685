import { DatabaseSync } from 'node:sqlite'
import { aMembership } from '@trustlane/contracts/testing'
import { expect, test } from 'vitest'
import { changeLog } from '../testing/index.ts'
import { prepareApply } from './apply.ts'
import { prepareReads } from './read.ts'
import { prepare } from './schema.ts'
import { sweepSlice } from './sweep.ts'

const members = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) =>
    aMembership({ memberId: `M${from + n}`, identifiers: [{ scheme: 'aeo', value: `${from + n}` }] }),
  )

test('takes a replaced list away slice by slice, and leaves what the new one holds', async () => {
  using db = new DatabaseSync(':memory:')
  prepare(db)
  const apply = prepareApply(db)
  const waits: boolean[] = []
  const log = changeLog({
    apply: (changes) => Promise.resolve(void waits.push(apply(changes))),
  } as Parameters<typeof changeLog>[0])
  await log.list(members(0, 5))
  await log.list(members(3, 7), { asOf: '2026-06-02T00:00:00Z' })
  expect(waits).toEqual([false, true])

  const slices = [1, 2, 3, 4].map(() => sweepSlice(db, 2))
  expect(slices).toEqual([true, true, false, false])
  const count = (table: string): unknown => db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n']
  expect({ members: count('member'), records: count('record'), parts: count('load_part') }).toEqual({
    members: 4,
    records: 4,
    parts: 1,
  })
  // A number, a name and a fingerprint of each of the four.
  expect(count('key')).toBe(4 * 4)
  expect(prepareReads(db).find('M3')).toHaveLength(1)
  expect(prepareReads(db).find('M2')).toEqual([])
})
