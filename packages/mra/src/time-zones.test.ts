import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PROGRAMMES } from './programmes.ts'
import { startOfDay, timeZoneOf } from './time-zones.ts'

describe('timeZoneOf', () => {
  test.each([
    ['US', 'America/New_York'],
    ['EU', 'Europe/Brussels'],
    ['AU', 'Australia/Sydney'],
    ['ZZ', 'UTC'],
  ])('counts the days of %s in %s', (territory, zone) => expect(timeZoneOf(territory)).toBe(zone))

  test.each(PROGRAMMES.map(({ code, territory }) => [code, territory]))(
    'has a zone for %s',
    (_, territory) => {
      const zone = timeZoneOf(territory)
      expect(zone).not.toBe('UTC')
      expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow()
    },
  )
})

describe('startOfDay', () => {
  test.each([
    { day: '2026-06-01', zone: 'Asia/Tokyo', instant: '2026-05-31T15:00:00.000Z' },
    { day: '2026-06-01', zone: 'Europe/Brussels', instant: '2026-05-31T22:00:00.000Z' },
    { day: '2026-01-01', zone: 'Europe/Brussels', instant: '2025-12-31T23:00:00.000Z' },
    { day: '2026-07-01', zone: 'America/New_York', instant: '2026-07-01T04:00:00.000Z' },
    { day: '2026-12-01', zone: 'America/New_York', instant: '2026-12-01T05:00:00.000Z' },
    { day: '2026-01-01', zone: 'Pacific/Auckland', instant: '2025-12-31T11:00:00.000Z' },
    { day: '2026-07-01', zone: 'Pacific/Auckland', instant: '2026-06-30T12:00:00.000Z' },
    { day: '2026-03-01', zone: 'Asia/Kolkata', instant: '2026-02-28T18:30:00.000Z' },
    // The day on which the clocks change begins before they do.
    { day: '2026-03-08', zone: 'America/New_York', instant: '2026-03-08T05:00:00.000Z' },
    { day: '2026-11-01', zone: 'America/New_York', instant: '2026-11-01T04:00:00.000Z' },
    { day: '2026-10-25', zone: 'Europe/Brussels', instant: '2026-10-24T22:00:00.000Z' },
    // Santiago goes forward at midnight: the day begins at 01:00.
    { day: '2025-09-07', zone: 'America/Santiago', instant: '2025-09-07T04:00:00.000Z' },
  ])('begins $day in $zone at $instant', ({ day, zone, instant }) =>
    expect(startOfDay(day, zone).toISOString()).toBe(instant),
  )

  test('begins each day of every zone on that day, and not a second earlier', () => {
    const zones = fc.constantFrom(...PROGRAMMES.map(({ zone }) => zone))
    const days = fc
      .date({ min: new Date('2007-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(days, zones, (day, zone) => {
        const dayIn = (instant: number) =>
          new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(instant)
        const start = startOfDay(day, zone).getTime()
        expect(dayIn(start)).toBe(day)
        expect(dayIn(start - 1000) < day).toBe(true)
      }),
    )
  })
})
