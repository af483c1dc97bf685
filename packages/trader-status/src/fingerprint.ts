import { hash } from 'node:crypto'
import { COMMON_WORDS } from './common-words.ts'
import { fold, tokensOf } from './fold.ts'
import { dropLegalForms } from './legal-forms.ts'

/** Where a firm is, as far as a message or a programme says. */
export type FirmPlace = {
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

const withoutForms = (text: string): string => dropLegalForms(ownWords(text)).join('')

/**
 * Normal form of a firm's name: folded, without legal forms, punctuation and spaces, and without what follows
 * C/O or O/B. Empty only for a text without letters and digits.
 */
export function normalName(text: string): string {
  let name = withoutForms(text)
  // In other scripts, words that were apart may make a legal form or a composed letter once they stand together.
  while (!/^[A-Z\d]*$/.test(name)) {
    const again = withoutForms(name)
    if (again === name) break
    name = again
  }
  return name
}

/** Normal form of a town: letters and digits, folded. */
export const normalCity = (city: string): string => tokensOf(fold(city)).join('')

export const normalPostcode = (postcode: string): string => tokensOf(fold(postcode)).join('')

export const normalCountry = (country: string): string => COUNTRY_ALIASES[country] ?? country

/** The first number of a street address, with the parts of a block number kept together: `1丁目2番3号` is `1-2-3`. */
export function streetNumber(lines: readonly string[]): string | undefined {
  const street = fold(lines.join(' ')).replaceAll(/(?<=\d)\s*(?:丁目|番地|番|号|-)\s*(?=\d)/g, '-')
  return street.match(/(?<![\p{Script=Latin}\d])\d+(?:[-/]\d+)*[A-Z]?(?![A-Z\d])/u)?.[0]
}

/** How a place is told from another: by country and postcode first, then by country, city and street number. */
export function placeForms({ country, postcode = '', city = '', lines = [] }: FirmPlace): readonly string[] {
  if (country === undefined) return []
  const at = normalCountry(country)
  const [code, town, number] = [normalPostcode(postcode), normalCity(city), streetNumber(lines)]
  return [
    ...(code === '' ? [] : [`${at}|P|${code}`]),
    ...(town === '' || number === undefined ? [] : [`${at}|C|${town}|${number}`]),
  ]
}

/** Fingerprint (`f1:…`) of a normal name at a place. Equal only for equal normal forms: nothing here is a likeness. */
export const fingerprint = (normal: string, placeForm: string): string =>
  `f1:${digest(`${normal}|${placeForm}`)}`

/** Key of a normal name alone (`n1:…`), good for candidates only. */
export const normalNameKey = (normal: string): string => `n1:${digest(normal)}`

/**
 * The one fingerprint by which a party is asked for: that of its postcode, else of its city and street number;
 * `undefined` when there is no name or not enough of a place.
 */
export function fingerprintOf(name: string, place: FirmPlace): string | undefined {
  const normal = normalName(name)
  const [form] = placeForms(place)
  return normal === '' || form === undefined ? undefined : fingerprint(normal, form)
}

/** `n1:…` of a name; `undefined` for a text without letters and digits. */
export function nameKey(name: string): string | undefined {
  const normal = normalName(name)
  return normal === '' ? undefined : normalNameKey(normal)
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
