import type { Identifier, IdentifierScheme, Membership, Party, PartyFacts } from '@trustlane/contracts'
import {
  fingerprint,
  fingerprintOf,
  nameKey,
  nameWords,
  normalCity,
  normalCountry,
  normalName,
  normalNameKey,
  normalPostcode,
  placeForms,
} from './fingerprint.ts'
import type { PartyKeys } from './port.ts'

/** Schemes whose numbers a programme or customs itself issues: a hit by one is grade A (domain section 8). */
const ISSUED: ReadonlySet<IdentifierScheme> = new Set([
  'eori',
  'tin',
  'tcui',
  'aeocn',
  'aeo',
  'mra',
  'ctpat',
  'obin',
  'supplier-code',
])

/** One number in three fields: a trader's EORI is its TIN, and a partner's TIN stands in the TCUI field. */
const TRADER_NUMBERS: readonly IdentifierScheme[] = ['eori', 'tin', 'tcui']

/** NFKC, upper case, without spaces, hyphens and invisible characters. */
export const normalIdentifier = (value: string): string =>
  value
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}\p{Cf}]/gu, '')

export const isIssued = (scheme: IdentifierScheme): boolean => ISSUED.has(scheme)

/**
 * Key of an identifier, `id:<scheme>:<value>`; of a local code `id:local:<issuer>:<value>`, and none without its
 * issuer, since it is unique only there. `undefined` when nothing of the value is left.
 */
export function identifierKey({ scheme, value, issuer }: Identifier): string | undefined {
  const normal = normalIdentifier(value)
  if (normal === '') return undefined
  if (scheme !== 'local') return `id:${scheme}:${normal}`
  const by = normalIdentifier(issuer ?? '')
    .replaceAll('%', '%25')
    .replaceAll(':', '%3A')
  return by === '' ? undefined : `id:local:${by}:${normal}`
}

function issuedKeys(identifier: Identifier): string[] {
  const siblings = TRADER_NUMBERS.includes(identifier.scheme)
    ? [identifier.scheme, ...TRADER_NUMBERS.filter((scheme) => scheme !== identifier.scheme)]
    : [identifier.scheme]
  return siblings.flatMap((scheme) => identifierKey({ ...identifier, scheme }) ?? [])
}

const NO_KEYS: PartyKeys = { issued: [], linkable: [], nameWords: [], place: {} }

/**
 * The keys by which a party is asked for. A party that is no firm ("to order"), or that cannot be read, has
 * none; a name that the format has cut has no fingerprint, since the rest of it is unknown.
 */
export function partyKeys(party: Party): PartyKeys {
  const flags = party.flags ?? []
  if (flags.includes('to-order') || flags.includes('unparseable')) return NO_KEYS
  const { address = {}, country, identifiers } = party
  const issued = new Set(identifiers.filter(({ scheme }) => isIssued(scheme)).flatMap(issuedKeys))
  const own =
    party.name === undefined || flags.includes('name-cut')
      ? undefined
      : fingerprintOf(party.name, { ...address, country })
  const others = identifiers
    .filter(({ scheme }) => !isIssued(scheme))
    .flatMap((id) => identifierKey(id) ?? [])
  const linkable = new Set(own === undefined ? others : [own, ...others])
  const name = party.name === undefined ? undefined : nameKey(party.name)
  const identity = [...issued][0] ?? [...linkable][0] ?? name
  const city = normalCity(address.city ?? '')
  const postcode = normalPostcode(address.postcode ?? '')
  return {
    issued: [...issued],
    linkable: [...linkable],
    ...(own !== undefined && { fingerprint: own }),
    ...(name !== undefined && { name }),
    ...(identity !== undefined && { identity }),
    nameWords: party.name === undefined ? [] : nameWords(party.name),
    place: {
      ...(country !== undefined && { country: normalCountry(country) }),
      ...(city !== '' && { city }),
      ...(postcode !== '' && { postcode }),
    },
  }
}

/** What facts say of who a party is: its strongest key, and all of them. */
export function identityFacts({
  identity,
  issued,
  linkable,
  name,
}: PartyKeys): Pick<PartyFacts, 'key' | 'keys'> {
  if (identity === undefined) return {}
  return { key: identity, keys: [...issued, ...linkable, ...(name === undefined ? [] : [name])] }
}

/** Every key under which a store keeps a membership: its identifiers, and each of its names, alone and at each address. */
export function memberKeys({ identifiers, names, addresses }: Membership): readonly string[] {
  const keys = new Set<string>()
  for (const identifier of identifiers) {
    const key = identifierKey(identifier)
    if (key !== undefined) keys.add(key)
  }
  const places = addresses.flatMap(placeForms)
  for (const name of names) {
    const normal = normalName(name)
    if (normal === '') continue
    keys.add(normalNameKey(normal))
    for (const place of places) keys.add(fingerprint(normal, place))
  }
  return [...keys]
}
