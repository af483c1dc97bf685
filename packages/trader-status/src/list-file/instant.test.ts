import { expect, test } from 'vitest'
import { readInstant } from './instant.ts'

test.each([
  // A day begins at midnight in the zone, and an end includes its day.
  { text: '2026-03-31', zone: 'Asia/Tokyo', edge: 'start', instant: '2026-03-30T15:00:00.000Z' },
  { text: '2026-03-31', zone: 'Asia/Tokyo', edge: 'end', instant: '2026-03-31T15:00:00.000Z' },
  { text: '20260331', zone: 'Asia/Tokyo', edge: 'end', instant: '2026-03-31T15:00:00.000Z' },
  { text: '2026-12-31', zone: 'UTC', edge: 'end', instant: '2027-01-01T00:00:00.000Z' },
  { text: '2028-02-29', zone: 'UTC', edge: 'start', instant: '2028-02-29T00:00:00.000Z' },
  // The night in which the clocks change.
  { text: '2026-03-29', zone: 'Europe/Brussels', edge: 'start', instant: '2026-03-28T23:00:00.000Z' },
  { text: '2026-03-29', zone: 'Europe/Brussels', edge: 'end', instant: '2026-03-29T22:00:00.000Z' },
  { text: '2026-10-25', zone: 'Europe/Brussels', edge: 'end', instant: '2026-10-25T23:00:00.000Z' },
  { text: '2026-11-01', zone: 'America/New_York', edge: 'end', instant: '2026-11-02T05:00:00.000Z' },
  // A midnight that was skipped, and one that came twice.
  { text: '2018-11-04', zone: 'America/Sao_Paulo', edge: 'start', instant: '2018-11-04T03:00:00.000Z' },
  { text: '2018-02-17', zone: 'America/Sao_Paulo', edge: 'end', instant: '2018-02-18T03:00:00.000Z' },
  // An instant is what it is, whatever the edge.
  { text: '2026-03-31T12:00:00Z', zone: 'Asia/Tokyo', edge: 'end', instant: '2026-03-31T12:00:00.000Z' },
  { text: '2026-03-31T12:00:00+09:00', zone: 'UTC', edge: 'start', instant: '2026-03-31T03:00:00.000Z' },
] as const)('reads $text as $edge in $zone as $instant', ({ text, zone, edge, instant }) => {
  expect(readInstant(text, zone, edge)).toEqual({ instant })
})

test.each([
  { text: '20260231', expected: 'a date that exists' },
  { text: '2026-02-29', expected: 'a date that exists' },
  { text: '2026-13-01', expected: 'a date that exists' },
  { text: '2026-00-10', expected: 'a date that exists' },
  { text: '2026-02-30T00:00:00Z', expected: 'a date that exists' },
  { text: '2026-02-28T25:00:00Z', expected: 'a time that exists' },
  { text: '2026-02-28T12:00:00', expected: /with its zone/ },
  { text: '31.03.2026', expected: /a date \(2026-03-31\)/ },
  { text: '03/31/2026', expected: /a date/ },
  { text: '', expected: /a date/ },
])('refuses $text', ({ text, expected }) => {
  const read = readInstant(text, 'UTC', 'start')
  expect('expected' in read ? read.expected : '').toMatch(expected)
})
