import type { Identifier, IdentifierScheme, Party } from '@trustlane/contracts'
import type { Territory } from './arrangement.ts'
import { type Programme, programmeOf } from './programmes.ts'
import { territoryOfCountry } from './territories.ts'

/** Numbers that assert a trusted status. EORI, TIN, DUNS and MID say only who somebody is (domain section 8). */
const CLAIMING: ReadonlySet<IdentifierScheme> = new Set(['aeocn', 'aeo', 'tcui', 'mra', 'ctpat'])

/** Numbers by which a firm may be known to a programme: with one of them a miss means something. */
const IDENTIFYING: ReadonlySet<IdentifierScheme> = new Set([
  ...CLAIMING,
  'eori',
  'tin',
  'mid',
  'duns',
  'obin',
  'supplier-code',
])

export const isMarker = ({ role }: Party): boolean => role === 'aeo'
export const claimsOf = ({ identifiers }: Party): readonly Identifier[] =>
  identifiers.filter(({ scheme }) => CLAIMING.has(scheme))
export const makesClaim = (party: Party): boolean =>
  isMarker(party) || party.actorRole !== undefined || claimsOf(party).length > 0
export const hasProgrammeIdentifier = ({ identifiers }: Party): boolean =>
  identifiers.some(({ scheme }) => IDENTIFYING.has(scheme))

/** The programme that a claim refers to: by the number itself, else by the party's country, else the exporting side's. */
export function programmeClaimed(
  party: Party,
  claim: Identifier | undefined,
  from: Territory | undefined,
  at: Date,
): Programme | undefined {
  const territory = (country: string | undefined): Territory | undefined =>
    country === undefined ? undefined : territoryOfCountry(country, at)
  const scheme = claim?.scheme
  if (scheme === 'aeocn') return programmeOf('CN')
  if (scheme === 'ctpat') return programmeOf('US')
  if (scheme === 'tcui') return programmeOf(territory(claim?.value.slice(0, 2)) ?? '')
  return programmeOf(territory(claim?.issuer?.length === 2 ? claim.issuer : party.country) ?? from ?? '')
}

/** One firm named twice: the same key, the same number, or the same name to the letter. */
export function isSameFirm(
  a: { readonly party: Party; readonly key: string | undefined },
  b: { readonly party: Party; readonly key: string | undefined },
): boolean {
  if (a.key !== undefined && a.key === b.key) return true
  const numbers = new Set(a.party.identifiers.map(numberKey))
  if (b.party.identifiers.some((identifier) => numbers.has(numberKey(identifier)))) return true
  const name = letters(a.party.name)
  return name !== '' && name === letters(b.party.name)
}

const numberKey = ({ scheme, value, issuer }: Identifier): string =>
  `${scheme}/${issuer ?? ''}/${value.toUpperCase()}`
const letters = (name: string | undefined): string =>
  (name ?? '')
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
