import type { Match, Membership } from '@trustlane/contracts'
import { nameWords, normalCity, normalCountry, normalPostcode } from './fingerprint.ts'
import type { PartyKeys } from './port.ts'

type Agreement = Match['agreement']

/** Writing systems apart from one another; kana and Han are one, since Japanese mixes them. */
const SCRIPTS: readonly RegExp[] = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Hangul}/u,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  /\p{Script=Thai}/u,
  /\p{Script=Devanagari}/u,
]

const scriptsOf = (words: readonly string[]): readonly RegExp[] =>
  SCRIPTS.filter((script) => words.some((word) => script.test(word)))

/**
 * What a party's name and place share with a member's, by whole words. `name`: a telling word, other than the
 * town both may be called after, or all of them, is that of one of the member's names. `place`: country, and
 * town or postcode. `not-comparable`: the party has no name, or none of the member's is written in its script.
 */
export function agreementOf(party: PartyKeys, { names, addresses }: Membership): Agreement {
  const towns = new Set(addresses.map(({ city }) => normalCity(city ?? '')))
  if (party.place.city !== undefined) towns.add(party.place.city)
  const mine = party.nameWords
  const telling = new Set(mine.filter((word) => !towns.has(word)))
  const theirs = names.map(nameWords)
  const whole = mine.join('')
  const lead = mine.find((word) => telling.has(word))
  const sharesName = theirs.some((words) => {
    const shared = words.filter((word) => telling.has(word))
    // One word in common may be anybody's ("precision"): it has to be the one that either name begins with, or all.
    const leads = shared.some((word) => word === lead || word === words.find((first) => !towns.has(first)))
    return leads || shared.length > 1 || (whole !== '' && words.join('') === whole)
  })
  if (sharesName) return 'name'
  if (addresses.some((address) => sharesPlace(party.place, address))) return 'place'
  const scripts = scriptsOf(mine)
  const isComparable = theirs.some((words) => scriptsOf(words).some((script) => scripts.includes(script)))
  if (isComparable) return 'none'
  // Names in two scripts say nothing, but a place that both tell and that differs does.
  return mine.length > 0 &&
    addresses.length > 0 &&
    addresses.every((address) => isElsewhere(party.place, address))
    ? 'none'
    : 'not-comparable'
}

/** Another country; or in the same one another postcode, or without any another town in the same script. */
function isElsewhere(place: PartyKeys['place'], address: Membership['addresses'][number]): boolean {
  if (place.country !== undefined && place.country !== normalCountry(address.country)) return true
  const postcode = normalPostcode(address.postcode ?? '')
  if (postcode !== '' && place.postcode !== undefined) return postcode !== place.postcode
  const city = normalCity(address.city ?? '')
  if (city === '' || place.city === undefined || city === place.city) return false
  return scriptsOf([city]).some((script) => script.test(place.city ?? ''))
}

function sharesPlace(place: PartyKeys['place'], address: Membership['addresses'][number]): boolean {
  if (place.country === undefined || place.country !== normalCountry(address.country)) return false
  const city = normalCity(address.city ?? '')
  const postcode = normalPostcode(address.postcode ?? '')
  return (city !== '' && city === place.city) || (postcode !== '' && postcode === place.postcode)
}
