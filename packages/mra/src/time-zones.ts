import type { Territory } from './arrangement.ts'

/** Where a territory has several zones, the one of the customs administration's seat. */
const ZONES: Readonly<Record<Territory, string>> = {
  AD: 'Europe/Andorra',
  AE: 'Asia/Dubai',
  AR: 'America/Argentina/Buenos_Aires',
  AU: 'Australia/Sydney',
  BN: 'Asia/Brunei',
  BO: 'America/La_Paz',
  BR: 'America/Sao_Paulo',
  BY: 'Europe/Minsk',
  CA: 'America/Toronto',
  CH: 'Europe/Zurich',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  CO: 'America/Bogota',
  CR: 'America/Costa_Rica',
  DO: 'America/Santo_Domingo',
  EU: 'Europe/Brussels',
  GB: 'Europe/London',
  GT: 'America/Guatemala',
  HK: 'Asia/Hong_Kong',
  ID: 'Asia/Jakarta',
  IL: 'Asia/Jerusalem',
  IN: 'Asia/Kolkata',
  JO: 'Asia/Amman',
  JP: 'Asia/Tokyo',
  KH: 'Asia/Phnom_Penh',
  KR: 'Asia/Seoul',
  LA: 'Asia/Vientiane',
  MD: 'Europe/Chisinau',
  MM: 'Asia/Yangon',
  MO: 'Asia/Macau',
  MX: 'America/Mexico_City',
  MY: 'Asia/Kuala_Lumpur',
  NO: 'Europe/Oslo',
  NZ: 'Pacific/Auckland',
  PE: 'America/Lima',
  PH: 'Asia/Manila',
  PY: 'America/Asuncion',
  RS: 'Europe/Belgrade',
  RU: 'Europe/Moscow',
  SA: 'Asia/Riyadh',
  SG: 'Asia/Singapore',
  TH: 'Asia/Bangkok',
  TR: 'Europe/Istanbul',
  TW: 'Asia/Taipei',
  UG: 'Africa/Kampala',
  US: 'America/New_York',
  UY: 'America/Montevideo',
  VN: 'Asia/Ho_Chi_Minh',
  ZA: 'Africa/Johannesburg',
}

/** The IANA zone in which a territory's days are counted; `UTC` for one that no programme belongs to. */
export const timeZoneOf = (territory: Territory): string => ZONES[territory] ?? 'UTC'

const MINUTE = 60_000

/**
 * The instant at which a calendar day (`YYYY-MM-DD`) begins in an IANA zone. Where a change of clocks skips
 * that midnight (Asunción, Santiago), the first instant after the gap.
 */
export function startOfDay(day: string, zone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  // An offset is only known at an instant: a day either side of the midnight bounds what it can be there.
  const candidates = [-24, 24].map((hours) => midnight - offsetAt(midnight + hours * 60 * MINUTE, zone))
  const exact = candidates.filter((instant) => instant + offsetAt(instant, zone) === midnight)
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...candidates))
}

/** Milliseconds that the wall clock of a zone is ahead of UTC at an instant. */
function offsetAt(instant: number, zone: string): number {
  const parts = formatterOf(zone).formatToParts(instant)
  const value = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value)
  const wall = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  )
  return wall - Math.floor(instant / 1000) * 1000
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
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
  formatters.set(zone, made)
  return made
}
