import { describe, expect, test } from 'vitest'
import { filingKey, isSameLane, laneOf, type Remembered } from './lane.ts'

const filed = (over: Partial<Remembered> = {}): Remembered => ({
  version: 1,
  decisionId: 'd',
  outcome: 'cleared',
  primary: 'MRA_MET',
  withdrawn: false,
  test: false,
  retryable: false,
  blocked: [],
  ...over,
})
const review = (of: Remembered['class'], over: Partial<Remembered> = {}) =>
  filed({ outcome: 'needs-validation', ...(of !== undefined && { class: of }), ...over })
const none = (over: Partial<Remembered> = {}) => filed({ outcome: 'not-applicable', ...over })

describe('laneOf', () => {
  test.each([
    { when: 'there is one', filings: { M1: filed() }, lane: 'cleared of M1' },
    { when: 'one needs a review', filings: { M1: filed(), M2: review('ordinary') }, lane: 'ordinary of M2' },
    {
      when: 'several need one',
      filings: { M1: review('ordinary'), M2: review('adverse'), M3: review('data') },
      lane: 'adverse of M2',
    },
    {
      when: 'classes follow each other',
      filings: { M1: review('claim'), M2: review('system'), M3: review('ordinary') },
      lane: 'system of M2',
    },
    {
      when: 'a class is newer than this build',
      filings: { M1: review('data'), M2: review('other') },
      lane: 'other of M2',
    },
    { when: 'one is not decided', filings: { M1: none(), M2: filed() }, lane: 'cleared of M2' },
    {
      when: 'the worst is withdrawn',
      filings: { M1: review('adverse', { withdrawn: true }), M2: filed() },
      lane: 'cleared of M2',
    },
    {
      when: 'a test would be worse',
      filings: { 'test:M1': review('adverse', { test: true }), M1: filed() },
      lane: 'cleared of M1',
    },
    {
      when: 'a test stands beside what is withdrawn',
      filings: { 'test:M2': none({ test: true, version: 4 }), M1: none({ withdrawn: true }) },
      lane: 'not-applicable of M2',
    },
    {
      when: 'all are withdrawn',
      filings: { M1: none({ withdrawn: true }), M2: none({ withdrawn: true }) },
      lane: 'not-applicable of M1',
    },
  ])('is that of the worst live filing when $when', ({ filings, lane }) => {
    const { outcome, class: of, filing } = laneOf(filings, undefined, 'M1')
    expect(`${of ?? outcome} of ${filing.manifestId}`).toBe(lane)
  })

  test.each([
    { holder: 'M2', decided: 'M3', stays: 'M2' },
    { holder: 'M9', decided: 'M3', stays: 'M3' },
    { holder: undefined, decided: 'M9', stays: 'M1' },
  ])(
    'stays with $stays among equals when $holder held it and $decided is decided',
    ({ holder, decided, stays }) => {
      const filings = { M3: filed(), M2: filed(), M1: filed() }
      const held = holder === undefined ? undefined : { manifestId: holder, version: 1 }
      expect(laneOf(filings, held, decided).filing.manifestId).toBe(stays)
    },
  )

  test('names the version that is live now', () => {
    expect(laneOf({ M1: filed({ version: 7 }) }, { manifestId: 'M1', version: 6 }, 'M1').filing.version).toBe(
      7,
    )
  })
})

describe('isSameLane', () => {
  const lane = {
    outcome: 'needs-validation',
    class: 'data',
    filing: { manifestId: 'M1', version: 1 },
  } as const
  test.each([
    { other: lane, is: true },
    { other: { ...lane, outcome: 'cleared' as const }, is: false },
    { other: { ...lane, class: 'claim' as const }, is: false },
    { other: { ...lane, filing: { manifestId: 'M2', version: 1 } }, is: false },
    { other: { ...lane, filing: { manifestId: 'M1', version: 2 } }, is: false },
  ])('is $is for $other', ({ other, is }) => {
    expect(isSameLane(lane, other)).toBe(is)
    expect(isSameLane(undefined, lane)).toBe(false)
  })
})

test('filingKey keeps a test apart from the live manifest of the same id', () => {
  expect(filingKey('T:M', true)).not.toBe(filingKey('T:M', false))
})
