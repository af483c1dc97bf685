import type { Place } from '@trustlane/contracts'
import type { Territory } from './arrangement.ts'
import { isNorthernIreland } from './northern-ireland.ts'

export { timeZoneOf } from './time-zones.ts'

/** The UK left the customs territory of the EU at the midnight of Brussels (Withdrawal Agreement, article 126). */
const UK_LEFT_EU = new Date('2020-12-31T23:00:00Z')

const EU_MEMBERS = 'AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(
  ' ',
)

/** French Republic outside Europe, as far as the Union Customs Code (article 4) reaches. */
const FRENCH_OVERSEAS = ['GP', 'MQ', 'GF', 'RE', 'YT', 'MF']

/**
 * Countries, and codes used like one, that lie inside another customs territory. What is not here is its own:
 * HK and MO are not CN; GL, FO, EA (Ceuta, Melilla), VI and GU stand alone.
 */
const TERRITORIES: ReadonlyMap<string, Territory> = new Map([
  ...[...EU_MEMBERS, ...FRENCH_OVERSEAS, 'EU', 'EL', 'MC', 'AX', 'IC', 'XI'].map(
    (code) => [code, 'EU'] as const,
  ),
  ...['UK', 'IM', 'JE', 'GG'].map((code) => [code, 'GB'] as const),
  ['PR', 'US'],
  ['LI', 'CH'],
])

/**
 * Places that lie outside the territory of their UN/LOCODE's country. Heligoland and Livigno have no country
 * code: `QH` and `QL` are ours, from the range that ISO 3166-1 leaves to users. Büsingen is Swiss for customs.
 */
const EXCEPTIONS: ReadonlyMap<string, Territory> = new Map([
  ['ESCEU', 'EA'],
  ['ESMLN', 'EA'],
  ['DEHGL', 'QH'],
  ['ITLVX', 'QL'],
  ['DEUS2', 'CH'],
])

/** Countries that a UN/LOCODE's prefix may hide: where the sender names one of them beside it, it stands. */
const DEPENDENCIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['CN', ['HK', 'MO', 'TW']],
  ['DK', ['FO', 'GL']],
  ['ES', ['EA', 'IC']],
  ['FI', ['AX']],
  ['FR', [...FRENCH_OVERSEAS, 'BL', 'MC', 'NC', 'PF', 'PM', 'WF']],
  ['GB', ['XI', 'IM', 'JE', 'GG', 'GI']],
  ['NL', ['AW', 'BQ', 'CW', 'SX']],
  ['NO', ['SJ']],
  ['US', ['AS', 'GU', 'MP', 'PR', 'VI']],
])

/**
 * The customs territory of a country code as of `at`. Total: a country that is part of no other territory is
 * its own. Until the end of 2020 the United Kingdom and its islands were the EU's.
 */
export function territoryOfCountry(country: string, at: Date): Territory {
  const code = country.toUpperCase()
  const territory = TERRITORIES.get(code) ?? code
  return territory === 'GB' && at < UK_LEFT_EU ? 'EU' : territory
}

/**
 * The customs territory that a place lies in as of `at`, or `undefined` when the place tells no country. A
 * UN/LOCODE counts before the country named beside it, unless that is a dependency of the code's own country.
 */
export function territoryOf(place: Place | undefined, at: Date): Territory | undefined {
  const country = countryOf(place)
  if (place === undefined || country === undefined) return undefined
  const exception = place.unlocode === undefined ? undefined : EXCEPTIONS.get(place.unlocode)
  if (exception !== undefined) return exception
  return territoryOfCountry(country === 'GB' && isNorthernIreland(place) ? 'XI' : country, at)
}

function countryOf(place: Place | undefined): string | undefined {
  const prefix = place?.unlocode?.slice(0, 2)
  const named = place?.country === 'UK' ? 'GB' : place?.country
  if (prefix === undefined || named === undefined) return prefix ?? named
  return DEPENDENCIES.get(prefix)?.includes(named) === true ? named : prefix
}

const CANADIAN_PROVINCES = new Set('XA XB XC XM XN XO XP XQ XS XT XV XW XY'.split(' '))

/**
 * The country that the first two letters of a MID stand for. Canada is written as its provinces (19 CFR 102,
 * appendix), which collide with codes that mean something else elsewhere. `undefined`: not two letters.
 */
export function countryOfMid(prefix: string): string | undefined {
  const code = prefix.slice(0, 2).toUpperCase()
  if (!/^[A-Z]{2}$/.test(code)) return undefined
  return CANADIAN_PROVINCES.has(code) ? 'CA' : code
}
