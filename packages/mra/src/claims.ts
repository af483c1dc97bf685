import {
  type FoundMembership,
  type Identifier,
  type IdentifierScheme,
  type PartyRole,
} from '@trustlane/contracts'
import { normalNumber } from './normal-number.ts'
import { ownEntry } from './own-entry.ts'
import { inRole, isThere, matchedMemberships, type PartyView } from './party-view.ts'
import { programmeOf } from './programmes.ts'
import { firmMarks, isSameFirm } from './same-firm.ts'
import { territoryOfCountry } from './territories.ts'

/**
 * That the message says a party is a trusted trader. `programme` where it says of which. A marker party (DFW,
 * AEO actor) that bears no such number claims by being there, and has no `value`.
 */
export type Claim = { readonly programme: string | undefined; readonly value: string | undefined }

/** Numbers that nobody has but a member. EORI, TIN, DUNS and MID are identities: having one claims nothing. */
const CLAIM_SCHEMES: ReadonlySet<IdentifierScheme> = new Set(['aeo', 'aeocn', 'tcui', 'mra', 'ctpat'])

/** Numbers by which a programme or customs knows a trader: a miss on one says something, a miss on a name nothing. */
const PROGRAMME_SCHEMES: ReadonlySet<IdentifierScheme> = new Set([
  ...CLAIM_SCHEMES,
  'eori',
  'tin',
  'duns',
  'mid',
  'obin',
  'supplier-code',
  'svi',
])

export const hasProgrammeIdentifier = ({ party }: PartyView): boolean =>
  party.identifiers.some(({ scheme }) => PROGRAMME_SCHEMES.has(scheme))

export function claimsOf({ party }: PartyView, at: Date): readonly Claim[] {
  const numbers = party.identifiers.filter(({ scheme }) => CLAIM_SCHEMES.has(scheme))
  if (numbers.length === 0) return party.role === 'aeo' ? [{ programme: undefined, value: undefined }] : []
  return numbers.map((identifier) => ({
    programme: programmeClaimed(identifier, at),
    value: normalNumber(identifier.value),
  }))
}

function programmeClaimed({ scheme, issuer }: Identifier, at: Date): string | undefined {
  if (scheme === 'aeocn') return 'CN-AEO'
  if (scheme === 'ctpat') return 'US-CTPAT'
  return scheme === 'aeo' && issuer !== undefined
    ? programmeOf(territoryOfCountry(issuer, at))?.code
    : undefined
}

/** Whether what was found of the party that makes a claim bears it out: a hit by such a number, or a code known to be the member's. */
export function isConfirmed({ programme, value }: Claim, { facts }: PartyView): boolean {
  return matchedMemberships(facts).some(
    (membership) =>
      (programme === undefined || membership.programme === programme) &&
      (value === undefined || isNumberOf(membership, value) || isCodeOf(membership, value)),
  )
}

/** Found by this very number; where the facts do not tell by which, by one of the party's. */
export const isNumberOf = ({ match }: FoundMembership, value: string): boolean =>
  match.grade === 'A' && (match.numbers?.includes(value) ?? true)

const isCodeOf = ({ memberId, conveyance }: FoundMembership, value: string): boolean =>
  normalNumber(memberId) === value || conveyance.some((code) => normalNumber(code.value) === value)

/** A marker party, and the named parties that it fits. */
export type Marker = {
  readonly view: PartyView
  /** Named parties that are the same firm by the message's own words. */
  readonly sameFirm: readonly PartyView[]
  /** Named parties that it stands beside: the only one in the role it names, or one found as the same member. */
  readonly beside: readonly PartyView[]
}

/** Roles of AEO actors (code list CL704). */
const ACTOR_ROLES: Readonly<Record<string, PartyRole>> = {
  MF: 'manufacturer',
  CS: 'consolidator',
  FW: 'forwarder',
  WH: 'warehouse',
}

export function markersOf(views: readonly PartyView[]): readonly Marker[] {
  const markers = views.filter(({ party }) => party.role === 'aeo')
  if (markers.length === 0) return []
  const named = views
    .filter(({ party }) => party.role !== 'aeo' && isThere(party))
    .map((view) => ({ view, marks: firmMarks(view.party) }))
  return markers.map((view) => {
    const marks = firmMarks(view.party)
    const sameFirm = named.filter((other) => isSameFirm(marks, other.marks)).map((other) => other.view)
    const role = ownEntry(ACTOR_ROLES, view.party.actorRole)
    const inItsRole = role === undefined ? [] : inRole(views, role)
    const beside = named
      .map((other) => other.view)
      .filter(
        (other) =>
          !sameFirm.includes(other) &&
          ((inItsRole.length === 1 && inItsRole[0] === other) || isSameMember(view, other)),
      )
    return { view, sameFirm, beside }
  })
}

function isSameMember(a: PartyView, b: PartyView): boolean {
  const found = matchedMemberships(b.facts)
  return matchedMemberships(a.facts).some(({ programme, memberId }) =>
    found.some((other) => other.programme === programme && other.memberId === memberId),
  )
}
