import type { ManifestState } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { standingOf } from './version.ts'

const last = (version: number, digest: string): ManifestState => ({
  manifestId: 'TRIDENT:V1',
  version,
  digest,
  test: false,
  cancelled: false,
  consignments: {},
})

describe('standingOf', () => {
  test.each([
    {
      when: 'the first gives no version',
      before: undefined,
      version: undefined,
      is: { kind: 'accepted', version: 1 },
    },
    { when: 'the first gives one', before: undefined, version: 7, is: { kind: 'accepted', version: 7 } },
    { when: 'the first gives 0', before: undefined, version: 0, is: { kind: 'accepted', version: 0 } },
    { when: 'a newer one comes', before: last(1, 'a'), version: 2, is: { kind: 'accepted', version: 2 } },
    { when: 'versions are left out', before: last(1, 'a'), version: 9, is: { kind: 'accepted', version: 9 } },
    { when: 'same version and bytes', before: last(2, 'd'), version: 2, is: { kind: 'repeat' } },
    { when: 'no version, same bytes', before: last(2, 'd'), version: undefined, is: { kind: 'repeat' } },
    {
      when: 'no version, other bytes',
      before: last(2, 'a'),
      version: undefined,
      is: { kind: 'accepted', version: 3 },
    },
    {
      when: 'same version, other bytes',
      before: last(2, 'a'),
      version: 2,
      is: { kind: 'conflict', version: 2 },
    },
    {
      when: 'an older version',
      before: last(3, 'a'),
      version: 2,
      is: { kind: 'stale', version: 2, last: 3 },
    },
    {
      when: 'an older version with the bytes of the last',
      before: last(3, 'd'),
      version: 2,
      is: { kind: 'stale', version: 2, last: 3 },
    },
  ])('is $is.kind when $when', ({ before, version, is }) => {
    expect(standingOf(before, { version, digest: 'd', isRedriven: false })).toEqual(is)
  })

  test.each([
    { when: 'a conflict', before: last(2, 'a'), version: 2, expected: 3 },
    { when: 'stale', before: last(5, 'a'), version: 2, expected: 6 },
    { when: 'a repeat', before: last(2, 'd'), version: 2, expected: 3 },
    { when: 'newer anyway', before: last(2, 'a'), version: 8, expected: 8 },
    { when: 'the first', before: undefined, version: 4, expected: 4 },
  ])('lets a re-driven message pass that is $when, as version $expected', ({ before, version, expected }) => {
    expect(standingOf(before, { version, digest: 'd', isRedriven: true })).toEqual({
      kind: 'accepted',
      version: expected,
    })
  })
})
