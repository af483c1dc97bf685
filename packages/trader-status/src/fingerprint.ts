import { hash } from 'node:crypto'
import { COMMON_WORDS } from './common-words.ts'
import { fold, tokensOf } from './fold.ts'
import { dropLegalForms } from './legal-forms.ts'

/** What a fingerprint is made of; on a member's side one of its names and one of its addresses. */
export type NamedPlace = {
  readonly name: string
  readonly country?: string | undefined
  readonly postcode?: string | undefined
  readonly city?: string | undefined
  readonly lines?: readonly string[] | undefined
}

/** What follows stands for somebody else than the firm named. */
const FOR_SOMEBODY = /(?<![\p{L}\p{N}])(?:C\s*\/\s*O|O\s*\/\s*B)(?![\p{L}\p{N}])/u

/** Customs codes that name the same country. */
const COUNTRY_ALIASES: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' }

const digest = (text: string): string => hash('sha256', text, 'buffer').subarray(0, 16).toString('base64url')

function ownWords(text: string): readonly string[] {
  const folded = fold(text)
  const at = folded.search(FOR_SOMEBODY)
  const own = tokensOf(at === -1 ? folded : folded.slice(0, at))
  if (own.length > 0) return own
  const whole = tokensOf(folded)
  // A name of nothing but unwritten letters is still a name.
  return whole.length > 0 ? whole : tokensOf(text.normalize('NFKC').toUpperCase())
}

/**
 * Normal form of a firm's name: folded, without legal forms, punctuation and spaces, and without what follows
 * C/O or O/B. Empty only for a text without letters and digits.
 */
export function normalName(text: string): string {
  let name = dropLegalForms(ownWords(text)).join('')
  // Words that were apart may make a legal form or a composed letter once they stand together.
  for (
    let again = dropLegalForms(ownWords(name)).join('');
    again !== name;
    again = dropLegalForms(ownWords(name)).join('')
  )
    name = again
  return name
}

/** Normal form of a town: letters and digits, folded. */
export const normalCity = (city: string): string => tokensOf(fold(city)).join('')

export const normalPostcode = (postcode: string): string => tokensOf(fold(postcode)).join('')

export const normalCountry = (country: string): string => COUNTRY_ALIASES[country] ?? country

/** The first number of a street address, with the parts of a block number kept together: `1丁目2番3号` is `1-2-3`. */
export function streetNumber(lines: readonly string[]): string | undefined {
  const street = fold(lines.join(' ')).replaceAll(/(?<=\d)\s*(?:丁目|番地|番|号|-)\s*(?=\d)/g, '-')
  return street.match(/(?<![\p{L}\p{N}])\d+(?:[-/]\d+)*[A-Z]?(?![A-Z\d])/u)?.[0]
}

/**
 * Fingerprints (`f1:…`) of a name at a place: by country and postcode first, then by country, city and
 * street number, as far as these are known. Equal only for equal normal forms: nothing here is a likeness.
 */
export function fingerprintsOf(place: NamedPlace): readonly string[] {
  const name = normalName(place.name)
  if (name === '' || place.country === undefined) return []
  const at = `${name}|${normalCountry(place.country)}`
  const postcode = normalPostcode(place.postcode ?? '')
  const city = normalCity(place.city ?? '')
  const number = streetNumber(place.lines ?? [])
  const forms: string[] = []
  if (postcode !== '') forms.push(`${at}|P|${postcode}`)
  if (city !== '' && number !== undefined) forms.push(`${at}|C|${city}|${number}`)
  return forms.map((form) => `f1:${digest(form)}`)
}

/** The one fingerprint by which a party is asked for: that of its postcode, else of city and street number. */
export const fingerprintOf = (place: NamedPlace): string | undefined => fingerprintsOf(place)[0]

/** Key of a name alone (`n1:…`), good for candidates only; `undefined` for a text without letters and digits. */
export function nameKey(name: string): string | undefined {
  const normal = normalName(name)
  return normal === '' ? undefined : `n1:${digest(normal)}`
}

/**
 * The words of a name that tell firms apart: no legal forms, no words that half of all firms carry, initials
 * joined. When nothing else is left, the words that are there.
 */
export function nameWords(text: string): readonly string[] {
  const words = joinInitials(dropLegalForms(ownWords(text)))
  const telling = words.filter((word) => !COMMON_WORDS.has(word) && !/^[\p{Script=Latin}\p{N}]$/u.test(word))
  return [...new Set(telling.length > 0 ? telling : words)]
}

function joinInitials(words: readonly string[]): readonly string[] {
  const joined: string[] = []
  let open = false
  for (const word of words) {
    const initial = /^\p{Script=Latin}$/u.test(word)
    if (initial && open) joined.push(`${joined.pop() ?? ''}${word}`)
    else joined.push(word)
    open = initial
  }
  return joined
}
