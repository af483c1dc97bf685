import type { Filing, Facts, FoundMembership, Party, PartyFacts, PartyRole } from '@trustlane/contracts'

/** A party of the bill with what the store found of it. */
export type PartyView = { readonly index: number; readonly party: Party; readonly facts: PartyFacts }

/** A party that the facts say nothing of is one whose look-up failed: never one that was not found. */
const UNANSWERED: PartyFacts = { kind: 'unknown', cause: 'other' }

export const viewParties = ({ consignment }: Pick<Filing, 'consignment'>, { parties }: Facts): PartyView[] =>
  consignment.parties.map((party, index) => ({ index, party, facts: parties[index] ?? UNANSWERED }))

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
