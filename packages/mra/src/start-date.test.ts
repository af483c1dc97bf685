import { describe, expect, test } from 'vitest'
import type { Direction } from './arrangement.ts'
import { builtInArrangements } from './arrangement-set.ts'
import { notBeforeOf, startOf } from './start-date.ts'

const direction = (over: Partial<Direction> = {}): Direction => ({
  from: 'KR',
  to: 'JP',
  basis: 'explicit',
  coverage: null,
  conveyance: { methods: [], channel: 'not-established', inferred: false, source: 'test' },
  ...over,
})

const start = (id: string, from: string, to: string) => {
  const arrangement = builtInArrangements.arrangements.find(({ arrangementId }) => arrangementId === id)!
  const found = startOf(
    arrangement,
    arrangement.directions.find((one) => one.from === from && one.to === to)!,
  )
  return { ...found, start: found.start.toISOString() }
}

describe('startOf', () => {
  test.each([
    {
      what: 'the day of implementation before all else',
      dates: { implemented: { day: '2020-05-01', latest: '2021-01-31' }, signed: { day: '2019-01-01' } },
      expected: { start: '2020-04-30T15:00:00.000Z', assumed: false, basis: 'implemented' },
    },
    {
      what: 'what the words on implementation allow before the signature',
      dates: { implemented: { text: 'by 2020-05', latest: '2020-05-31' }, signed: { day: '2019-01-01' } },
      expected: { start: '2020-05-30T15:00:00.000Z', assumed: true, basis: 'implemented-approx' },
    },
    {
      what: 'the signature where those words name no period',
      dates: { implemented: { text: 'some time' }, signed: { day: '2019-01-01', latest: '2019-12-31' } },
      expected: { start: '2018-12-31T15:00:00.000Z', assumed: true, basis: 'signed' },
    },
    {
      what: 'what the words on the signature allow',
      dates: { implemented: {}, signed: { text: '2019', latest: '2019-12-31' } },
      expected: { start: '2019-12-30T15:00:00.000Z', assumed: true, basis: 'signed-approx' },
    },
    {
      what: 'the first day of 2026 where nothing is known',
      dates: { implemented: {}, signed: {} },
      expected: { start: '2025-12-31T15:00:00.000Z', assumed: true, basis: 'default' },
    },
  ])('takes $what', ({ dates, expected }) => {
    const found = startOf(dates, direction())
    expect({ ...found, start: found.start.toISOString() }).toEqual(expected)
  })

  test.each([
    ['JP', '2020-04-30T15:00:00.000Z'],
    ['US', '2020-05-01T04:00:00.000Z'],
    ['EU', '2020-04-30T22:00:00.000Z'],
    ['NZ', '2020-04-30T12:00:00.000Z'],
    ['FO', '2020-05-01T00:00:00.000Z'],
  ])('begins at the midnight of the destination %s', (to, instant) =>
    expect(
      startOf({ implemented: { day: '2020-05-01' }, signed: {} }, direction({ to })).start.toISOString(),
    ).toBe(instant),
  )

  test('lets a direction begin later than its arrangement, never earlier', () => {
    const dates = { implemented: { day: '2020-05-01' }, signed: {} }
    const later = startOf(dates, direction({ notBefore: { day: '2021-01-01', reason: 'test' } }))
    expect(later).toEqual({ start: new Date('2020-12-31T15:00:00Z'), assumed: true, basis: 'not-before' })
    const earlier = startOf(dates, direction({ notBefore: { day: '2019-01-01', reason: 'test' } }))
    expect(earlier).toEqual({ start: new Date('2020-04-30T15:00:00Z'), assumed: false, basis: 'implemented' })
  })

  test.each([
    ['mra-us-eu', 'EU', 'US', '2012-07-01T04:00:00.000Z', 'implemented'],
    ['mra-us-eu', 'US', 'EU', '2012-06-30T22:00:00.000Z', 'implemented'],
    ['mra-us-jp', 'JP', 'US', '2009-06-26T04:00:00.000Z', 'signed'],
    ['mra-us-jp', 'US', 'JP', '2015-12-31T15:00:00.000Z', 'not-before'],
    ['mra-us-nz', 'US', 'NZ', '2007-06-29T12:00:00.000Z', 'signed-approx'],
    ['mra-us-gb', 'GB', 'US', '2021-01-31T05:00:00.000Z', 'implemented-approx'],
    ['mra-jp-my', 'MY', 'JP', '2015-03-30T15:00:00.000Z', 'implemented-approx'],
    ['mra-jp-sg', 'SG', 'JP', '2011-06-24T15:00:00.000Z', 'signed-approx'],
    ['mra-sg-au', 'AU', 'SG', '2018-05-30T16:00:00.000Z', 'signed'],
    ['mra-ca-au', 'CA', 'AU', '2018-12-30T13:00:00.000Z', 'implemented-approx'],
    ['mra-eu-md', 'EU', 'MD', '2025-12-31T22:00:00.000Z', 'default'],
    ['mra-kr-th', 'KR', 'TH', '2025-11-29T17:00:00.000Z', 'implemented-approx'],
    ['mra-cn-cl', 'CL', 'CN', '2025-12-31T16:00:00.000Z', 'default'],
  ])('starts %s from %s to %s at %s (%s)', (id, from, to, instant, basis) =>
    expect(start(id, from, to)).toEqual({ start: instant, assumed: basis !== 'implemented', basis }),
  )

  test('starts every direction of the data at the midnight of a day that has passed', () => {
    const starts = builtInArrangements.arrangements.flatMap((arrangement) =>
      arrangement.directions.map((one) => startOf(arrangement, one)),
    )
    for (const { start: instant, assumed, basis } of starts) {
      expect(instant.getTime()).toBeGreaterThan(Date.parse('2007-01-01'))
      expect(instant.getTime()).toBeLessThan(Date.parse('2026-11-24'))
      expect(assumed).toBe(basis !== 'implemented')
    }
  })
})

describe('notBeforeOf', () => {
  test('is the midnight of the destination, where there is such a day', () => {
    expect(notBeforeOf(direction())).toBeUndefined()
    expect(notBeforeOf(direction({ notBefore: { day: '2016-01-01', reason: 'test' } }))).toEqual(
      new Date('2015-12-31T15:00:00Z'),
    )
  })
})
