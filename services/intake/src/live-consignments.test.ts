import { describe, expect, test } from 'vitest'
import { changeOf } from './live-consignments.ts'

const before = { 'T:A:US': 1, 'T:B:US': 1, 'T:C:US': 1 }
const message = (over: Partial<Parameters<typeof changeOf>[1]>) => ({
  function: 'replacement' as const,
  version: 2,
  named: [],
  refused: new Set<string>(),
  isWhole: true,
  ...over,
})

describe('changeOf', () => {
  test.each([
    {
      when: 'a replacement leaves one out',
      change: message({ named: ['T:A:US', 'T:B:US'] }),
      live: { 'T:A:US': 2, 'T:B:US': 2 },
      gone: [['T:C:US', 'replaced']],
    },
    {
      when: 'an original comes again and leaves two out',
      change: message({ function: 'original', named: ['T:B:US'] }),
      live: { 'T:B:US': 2 },
      gone: [
        ['T:A:US', 'replaced'],
        ['T:C:US', 'replaced'],
      ],
    },
    {
      when: 'a bill of the replacement cannot be read',
      change: message({ named: ['T:A:US'], isWhole: false }),
      live: { 'T:A:US': 2, 'T:B:US': 1, 'T:C:US': 1 },
      gone: [],
    },
    {
      when: 'a bill of the replacement is too large',
      change: message({ named: ['T:A:US', 'T:B:US'], refused: new Set(['T:B:US']), isWhole: false }),
      live: { 'T:A:US': 2, 'T:B:US': 1, 'T:C:US': 1 },
      gone: [],
    },
    {
      when: 'an amendment names one and adds one',
      change: message({ function: 'partial', named: ['T:B:US', 'T:D:US'] }),
      live: { 'T:A:US': 1, 'T:B:US': 2, 'T:C:US': 1, 'T:D:US': 2 },
      gone: [],
    },
    {
      when: 'an amendment sends a bill to another territory',
      change: message({ function: 'partial', named: ['T:B:CA'] }),
      live: { 'T:A:US': 1, 'T:B:CA': 2, 'T:C:US': 1 },
      gone: [['T:B:US', 'replaced']],
    },
    {
      when: 'the bill with the new territory is too large',
      change: message({
        function: 'partial',
        named: ['T:B:CA'],
        refused: new Set(['T:B:CA']),
        isWhole: false,
      }),
      live: before,
      gone: [],
    },
    {
      when: 'a cancellation names none',
      change: message({ function: 'cancellation' }),
      live: {},
      gone: [
        ['T:A:US', 'cancelled'],
        ['T:B:US', 'cancelled'],
        ['T:C:US', 'cancelled'],
      ],
    },
    {
      when: 'a cancellation names one',
      change: message({ function: 'cancellation', named: ['T:B:US'] }),
      live: { 'T:A:US': 1, 'T:C:US': 1 },
      gone: [['T:B:US', 'cancelled']],
    },
    {
      when: 'a cancellation gives a number without a territory',
      change: message({ function: 'cancellation', named: ['T:B:ZZ'] }),
      live: { 'T:A:US': 1, 'T:C:US': 1 },
      gone: [['T:B:US', 'cancelled']],
    },
    {
      when: 'a cancellation names a bill that is not there',
      change: message({ function: 'cancellation', named: ['T:X:US', 'T:B:CA'] }),
      live: before,
      gone: [],
    },
    {
      when: 'no bill of a cancellation can be read',
      change: message({ function: 'cancellation', isWhole: false }),
      live: before,
      gone: [],
    },
  ])('is right when $when', ({ change, live, gone }) => {
    expect(changeOf(before, change)).toEqual({
      live,
      withdrawals: gone.map(([consignmentId, cause]) => ({ consignmentId, cause })),
    })
  })

  test('withdraws nothing of a manifest that was not known', () => {
    expect(changeOf({}, message({ function: 'cancellation' }))).toEqual({ live: {}, withdrawals: [] })
  })
})
