import type { Consignment, Manifest, Place } from '@trustlane/contracts'
import { countryOf, unlocodeOf } from '../country.ts'
import { textOf } from '../edifact/segment.ts'
import type { Segment } from '../edifact/tokenizer.ts'
import { quoted } from '../problem.ts'
import type { Report } from './message.ts'

/** The places of one level of the message by their qualifier (3227); of several with one qualifier the first counts. */
export type Places = Map<string, { place: Place; office?: string; all: Place[] }>

/**
 * Notes a LOC. A code is a UN/LOCODE only where it has that shape and no other code list is named; an empty
 * LOC, which some senders write for every qualifier, says nothing.
 */
export function takePlace(places: Places, segment: Segment, report: Report, bill?: string): void {
  const [code, list, agency, named] = [1, 2, 3, 4].map((component) => textOf(segment, 2, component)) as [
    string,
    string,
    string,
    string,
  ]
  if (code === '' && named === '') return
  const isOffice = list === '113'
  const isLocode = !isOffice && (agency === '' || agency === '6' || list === '139' || agency === '139')
  const unlocode = isLocode ? unlocodeOf(code) : undefined
  const country = countryOf(unlocode?.slice(0, 2) ?? (isOffice ? officeCountry(code) : code))
  if (unlocode === undefined && country === undefined && !isOffice && code !== '') {
    const message = `found place ${quoted(code)}, expected a UN/LOCODE such as JPTYO or a country`
    report('PLACE_UNKNOWN', segment, message, { element: 2, component: 1, bill })
  }
  const name = named !== '' ? named : unlocode === undefined && country === undefined ? code : ''
  const place: Place = {
    ...(unlocode !== undefined && { unlocode }),
    ...(country !== undefined && { country }),
    ...(name !== '' && { name }),
  }
  const qualifier = textOf(segment, 1)
  const before = places.get(qualifier)
  if (before !== undefined) before.all.push(place)
  else places.set(qualifier, { place, all: [place], ...(code !== '' && { office: code }) })
}

// A customs office of the EU is its country and six digits; other offices do not say their country.
const officeCountry = (code: string): string =>
  /^[A-Z]{2}\d{6}$/.test(code) || unlocodeOf(code) ? code.slice(0, 2) : ''

const first = (places: Places, ...qualifiers: string[]): Place | undefined =>
  qualifiers.map((qualifier) => places.get(qualifier)?.place).find((place) => place !== undefined)

const defined = <T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as never

/** Places of a bill: receipt 88, 4, 80, 113; loading 76, 9, 5; discharge 11, 12, 65, 170; delivery 7, 8, 20, 83, 28, 36. */
export function placesOfBill(places: Places): Partial<Consignment> {
  const transhipment = [...(places.get('13')?.all ?? []), ...(places.get('120')?.all ?? [])]
  return defined({
    receipt: first(places, '88', '4', '80', '113'),
    loading: first(places, '76', '9', '5'),
    discharge: first(places, '11', '12', '65', '170'),
    delivery: first(places, '7', '8', '20', '83', '28', '36'),
    transhipment: transhipment.length > 0 ? transhipment : undefined,
    origin: first(places, '27')?.country,
  })
}

/**
 * Places of the manifest: departure 5, 9, 125, 94; arrival 60, 87, 24, 11, 12, 61. The customs office addressed
 * is 22, 41 or 122; the office of exit (42) is not, since it is not where the goods go.
 */
export function placesOfManifest(places: Places): Partial<Manifest> {
  const office = ['22', '41', '122']
    .map((qualifier) => places.get(qualifier))
    .find((place) => place !== undefined)
  return defined({
    departure: first(places, '5', '9', '125', '94'),
    arrival: first(places, '60', '87', '24', '11', '12', '61'),
    customsOffice:
      office && defined({ code: office.office ?? office.place.name, country: office.place.country }),
  }) as Partial<Manifest>
}
