import type { Facts, Filing, FoundMembership, Party, PartyFacts, PartyRole } from '@trustlane/contracts'
import { isAhead } from './membership-validity.ts'

/** A party of the bill with what the store found of it. */
export type PartyView = { readonly index: number; readonly party: Party; readonly facts: PartyFacts }

/** A party that the facts say nothing of is one whose look-up failed: never one that was not found. */
const UNANSWERED: PartyFacts = { kind: 'unknown', cause: 'other' }

/** `now` in milliseconds. */
export const viewParties = (
  { consignment }: Pick<Filing, 'consignment'>,
  { parties }: Facts,
  now: number,
): PartyView[] =>
  consignment.parties.map((party, index) => ({
    index,
    party,
    facts: withLinksInForce(parties[index] ?? UNANSWERED, now),
  }))

/** A link that has ended since the look-up leaves what it led to as a candidate. */
function withLinksInForce(facts: PartyFacts, now: number): PartyFacts {
  const hasEnded = ({ match }: FoundMembership): boolean =>
    match.grade === 'B' && match.link !== undefined && !isAhead(match.link.validTo, now)
  if (facts.kind === 'unknown' || !facts.memberships.some(hasEnded)) return facts
  const memberships = facts.memberships.map((held): FoundMembership =>
    hasEnded(held) ? { ...held, match: { ...held.match, grade: 'D' } } : held,
  )
  return { ...facts, memberships }
}

export const hasFlag = ({ flags }: Party, flag: NonNullable<Party['flags']>[number]): boolean =>
  flags?.includes(flag) === true

/** Whether anybody stands behind the party: a name, a number, or something there that cannot be read. */
export const isThere = (party: Party): boolean =>
  (party.name !== undefined || party.identifiers.length > 0 || hasFlag(party, 'unparseable')) &&
  !hasFlag(party, 'to-order')

/** Those in a role behind whom anybody stands. */
export const inRole = (views: readonly PartyView[], ...roles: readonly PartyRole[]): PartyView[] =>
  views.filter(({ party }) => roles.includes(party.role) && isThere(party))

/** Memberships that were found by more than a name. */
export const matchedMemberships = (facts: PartyFacts): readonly FoundMembership[] =>
  facts.kind === 'answered' ? facts.memberships.filter(({ match }) => match.grade !== 'D') : []
