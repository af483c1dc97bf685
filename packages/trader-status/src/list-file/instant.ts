const DAY = /^(\d{4})-?(\d{2})-?(\d{2})$/
const INSTANT = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/i
const DAY_MS = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, made)
  return made
}

/** What the clocks of the zone show at an instant, as if they were UTC. */
function wallClock(instant: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

/** The first instant of a day (given as its midnight in UTC) in a zone; where clocks skip midnight, the first after it. */
function startOfDay(day: number, zone: string): number {
  const offsets = [day - DAY_MS, day + DAY_MS].map((near) => wallClock(near, zone) - near)
  const starts = offsets.map((offset) => day - offset).toSorted((a, b) => a - b)
  return starts.find((start) => wallClock(start, zone) >= day) ?? day
}

function existingDay(year: string, month: string, day: string): number | undefined {
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const date = new Date(at)
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) ? at : undefined
}

export type ReadInstant = { readonly instant: string } | { readonly expected: string }

/**
 * Reads a date or an instant of a list. A bare date is a day in `zone`; as the end of something it includes
 * that day, so that the first instant at which it no longer holds is the midnight after it. Dates that do not
 * exist, and times without a zone, are refused.
 */
export function readInstant(text: string, zone: string, edge: 'start' | 'end'): ReadInstant {
  const [, year = '', month = '', day = ''] = DAY.exec(text) ?? INSTANT.exec(text) ?? []
  if (year === '')
    return { expected: 'a date (2026-03-31) or an instant with its zone (2026-03-31T12:00:00Z)' }
  const at = existingDay(year, month, day)
  if (at === undefined) return { expected: 'a date that exists' }
  if (DAY.test(text)) {
    return { instant: new Date(startOfDay(edge === 'end' ? at + DAY_MS : at, zone)).toISOString() }
  }
  const instant = new Date(text)
  return Number.isNaN(instant.getTime())
    ? { expected: 'a time that exists' }
    : { instant: instant.toISOString() }
}
