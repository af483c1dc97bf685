import type { Facts, Filing, FoundMembership, Party, PartyFacts, PartyRole } from '@trustlane/contracts'
import { type ArrangementSet, type DirectedArrangement, isInForce } from './arrangement-set.ts'
import { isMarker, isSameFirm } from './claims.ts'
import { type Corridor, corridorOf } from './corridor.ts'
import type { Policy } from './policy.ts'
import { type Programme, programmeOf } from './programmes.ts'
import { hasTier, isCertified, isFresh, isRecognised } from './standing.ts'
import { certificateStanding } from './certificate-standing.ts'

/** A party with what was found of it. `memberships` are those that may count; `candidates` share only a name. */
export type PartyView = {
  readonly index: number
  readonly party: Party
  readonly key: string | undefined
  readonly isUnknown: boolean
  readonly memberships: readonly FoundMembership[]
  readonly candidates: readonly FoundMembership[]
}

/** A key party: `programme` is the one that its status must come from, `own` its memberships of that. */
export type KeyParty = PartyView & {
  readonly programme: Programme | undefined
  readonly own: readonly FoundMembership[]
}

/** Everything the rules look at, derived once from what `decide` was given. */
export type Case = {
  readonly filing: Filing
  readonly facts: Facts
  readonly policy: Policy
  readonly at: Date
  readonly corridor: Corridor
  /** All that might apply to the corridor, and those of it that are in force, the one to use first. */
  readonly candidates: readonly DirectedArrangement[]
  readonly inForce: readonly DirectedArrangement[]
  readonly reverseExists: boolean
  readonly parties: readonly PartyView[]
  readonly keyParties: readonly KeyParty[]
  /** Programmes of the two ends. */
  readonly exporting: Programme | undefined
  readonly importing: Programme | undefined
  /** True when the key parties hold the destination's own membership, and that is enough. */
  readonly byDestinationMembership: boolean
}

const CONFIDENCE = ['low', 'medium', 'high']

export function caseOf(
  filing: Filing,
  facts: Facts,
  arrangements: ArrangementSet,
  policy: Policy,
  at: Date,
): Case {
  const corridor = corridorOf(filing, at)
  const { from, to } = corridor
  const isPair = from !== undefined && to !== undefined && from !== to
  const candidates = isPair ? arrangements.between(from, to) : []
  const inForce = candidates.filter((directed) => isUsable(directed, policy, at))
  const exporting = from === undefined ? undefined : programmeOf(from)
  const importing = to === undefined ? undefined : programmeOf(to)
  const parties = attachMarkers(
    filing.consignment.parties.map((party, index) => viewOf(party, index, facts.parties[index])),
  )
  const order =
    (inForce[0] ?? candidates[0])?.direction.keyPartyOrder ??
    policy.keyPartyOrder[to ?? ''] ??
    policy.keyPartyOrder.default
  const named = keyPartiesOf(parties, order)
  const byDestinationMembership =
    policy.destinationProgrammeMember &&
    isPair &&
    importing !== undefined &&
    named.length > 0 &&
    named.every((view) => isDestinationMember(view, importing, policy, at)) &&
    // Below the tier that counts, it stands in nobody's way who is trusted by his own country's programme.
    (named.every((view) => membershipsOf(view, importing).every((own) => hasTier(own, importing, policy))) ||
      !named.every((view) => membershipsOf(view, exporting).some((own) => isCertified(own, at))))
  const programme = byDestinationMembership ? importing : exporting
  return {
    filing,
    facts,
    policy,
    at,
    corridor,
    candidates,
    inForce,
    reverseExists: isPair && arrangements.between(to, from).length > 0,
    parties,
    keyParties: named.map((view) => ({ ...view, programme, own: membershipsOf(view, programme) })),
    exporting,
    importing,
    byDestinationMembership,
  }
}

export const membershipsOf = (
  { memberships }: PartyView,
  programme: Programme | undefined,
): readonly FoundMembership[] =>
  programme === undefined ? [] : memberships.filter((found) => found.programme === programme.code)

export const inRole = (c: Case, ...roles: readonly PartyRole[]): readonly PartyView[] =>
  c.parties.filter(({ party }) => roles.includes(party.role))

/** In force, and researched with the confidence that the policy asks; an operator's own activation needs none. */
function isUsable(directed: DirectedArrangement, policy: Policy, at: Date): boolean {
  const { overlay, arrangement } = directed
  const isConfident =
    overlay?.active === true ||
    CONFIDENCE.indexOf(arrangement.confidence) >= CONFIDENCE.indexOf(policy.minimumConfidence)
  return isConfident && isInForce(directed, at)
}

function viewOf(party: Party, index: number, facts: PartyFacts | undefined): PartyView {
  const found = facts?.kind === 'answered' ? facts.memberships : []
  return {
    index,
    party,
    key: facts?.key,
    // Facts that are missing are facts that nobody found out.
    isUnknown: facts?.kind !== 'answered',
    memberships: found.filter(isRecognised),
    candidates: found.filter((membership) => !isRecognised(membership)),
  }
}

/** A message may name the AEO a second time, as its own party: what was found of that is true of the firm. */
function attachMarkers(views: readonly PartyView[]): readonly PartyView[] {
  const markers = views.filter(({ party }) => isMarker(party))
  if (markers.length === 0) return views
  return views.map((view) => {
    if (isMarker(view.party)) return view
    const same = markers.filter((marker) => isSameFirm(marker, view))
    const known = new Set(view.memberships.map(identityOf))
    const more = same
      .flatMap(({ memberships }) => memberships)
      .filter((found) => !known.has(identityOf(found)))
    return more.length === 0 ? view : { ...view, memberships: [...view.memberships, ...more] }
  })
}

export const identityOf = ({ programme, memberId }: FoundMembership): string => `${programme}/${memberId}`

function keyPartiesOf(parties: readonly PartyView[], order: readonly PartyRole[]): readonly PartyView[] {
  for (const role of order) {
    const named = parties.filter(({ party }) => party.role === role)
    if (named.length > 0) return named
  }
  return []
}

/** Holds the destination's own membership, beyond doubt: certified, fresh, and of a class that counts. The tier is the trust rules'. */
function isDestinationMember(view: PartyView, importing: Programme, policy: Policy, at: Date): boolean {
  const own = membershipsOf(view, importing)
  const [membership] = own
  if (own.length !== 1 || membership === undefined) return false
  const standing = certificateStanding(importing, membership.certificate)
  return (
    isCertified(membership, at) &&
    isFresh(membership.source, policy, at) &&
    (standing === 'recognised' || standing === 'not-required') &&
    !(membership.match.grade === 'A' && membership.match.agreement === 'none')
  )
}
