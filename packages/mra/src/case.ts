import type { Facts, Filing, FoundMembership, ListState, PartyFacts } from '@trustlane/contracts'
import { type ArrangementChoice, chooseArrangement } from './arrangement-choice.ts'
import type { Direction } from './arrangement.ts'
import type { ArrangementSet } from './arrangement-set.ts'
import { certificateStanding } from './certificate-standing.ts'
import { type Claim, claimsOf, isConfirmed, type Marker, markersOf } from './claims.ts'
import { type Corridor, corridorOf } from './filings.ts'
import { keyPartiesOf, keyPartyOrder } from './key-parties.ts'
import { isAhead, statusAt } from './membership-validity.ts'
import { ownEntry } from './own-entry.ts'
import { matchedMemberships, type PartyView, viewParties } from './party-view.ts'
import type { Policy } from './policy.ts'
import { type Programme, programmeNamed, programmeOf } from './programmes.ts'
import { type Standing, standingIn } from './standing.ts'

/** A party whose status decides, with all that its rules look at. */
export type KeyParty = {
  readonly view: PartyView
  /** Marker parties that are the same firm. */
  readonly markers: readonly PartyView[]
  /** Marker parties tied to it by role or membership alone. */
  readonly witnesses: readonly PartyView[]
  /** The claims of trust that it and its markers make. */
  readonly claims: readonly KeyClaim[]
  /** True when it is judged as a validated member of the destination's own programme. */
  readonly viaDestination: boolean
  /** Code of the programme that it is judged in: the destination's or, most often, the origin's. */
  readonly programme: string | undefined
  readonly standing: Standing
}

/** A claim with the party that bears it out or not, and the programme it is about: the origin's, unless it names one. */
export type KeyClaim = Claim & { readonly by: PartyView; readonly about: string | undefined }

/** Everything that rules read, worked out once. */
export type Case = {
  readonly filing: Filing
  readonly facts: Facts
  readonly policy: Policy
  readonly at: Date
  /** `at` in milliseconds. */
  readonly now: number
  readonly corridor: Corridor
  readonly choice: ArrangementChoice
  readonly destination: Programme | undefined
  /** How a status is conveyed to the destination, whatever pair; for its own members from where no arrangement is. */
  readonly inbound: Direction | undefined
  readonly parties: readonly PartyView[]
  readonly keyParties: readonly KeyParty[]
  /** Consignors that cannot decide, and those of them whose turn it was. */
  readonly logistics: readonly PartyView[]
  readonly passedOver: readonly PartyView[]
  readonly markers: readonly Marker[]
}

export function openCase(
  filing: Filing,
  facts: Facts,
  arrangements: ArrangementSet,
  policy: Policy,
  at: Date,
): Case {
  const corridor = corridorOf(filing, at)
  const choice = chooseArrangement(arrangements, corridor, policy, at)
  const destination = corridor.to === undefined ? undefined : programmeOf(corridor.to)
  const parties = viewParties(filing, facts, at.getTime())
  const order = keyPartyOrder(policy, corridor.to, (choice.chosen ?? choice.candidates[0])?.direction)
  const { deciding, passedOver, logistics } = keyPartiesOf(parties, order, policy, at.getTime())
  const markers = markersOf(parties)
  const context = {
    origin: originProgramme(corridor, choice),
    // Whether there is a frontier at all is not known without both ends.
    destination: corridor.from === undefined ? undefined : destination,
    policy,
    at,
  }
  return {
    filing,
    facts,
    policy,
    at,
    now: at.getTime(),
    corridor,
    choice,
    destination,
    inbound: inboundOf(arrangements, corridor.to),
    parties,
    keyParties: deciding.map((view) => judged(view, markers, context)),
    logistics,
    passedOver,
    markers,
  }
}

const inbound = new WeakMap<ArrangementSet, ReadonlyMap<string, Direction>>()

/** Any direction into a territory whose method is established: the method is the destination's, not the pair's. */
function inboundOf(arrangements: ArrangementSet, to: string | undefined): Direction | undefined {
  let known = inbound.get(arrangements)
  if (known === undefined) {
    const directions = arrangements.arrangements.flatMap((one) => one.directions)
    const established = directions.filter(({ conveyance }) => conveyance.methods.length > 0)
    known = new Map(established.map((direction) => [direction.to, direction]))
    inbound.set(arrangements, known)
  }
  return to === undefined ? undefined : known.get(to)
}

/** The programme that the arrangement names for the origin, else the origin's own. */
function originProgramme({ from }: Corridor, { chosen }: ArrangementChoice): string | undefined {
  const member = chosen?.arrangement.members.find(({ territory }) => territory === from)
  return member?.programme ?? (from === undefined ? undefined : programmeOf(from)?.code)
}

type Context = {
  readonly origin: string | undefined
  readonly destination: Programme | undefined
  readonly policy: Policy
  readonly at: Date
}

function judged(view: PartyView, all: readonly Marker[], context: Context): KeyParty {
  const markers = all.filter(({ sameFirm }) => sameFirm.includes(view)).map((marker) => marker.view)
  const witnesses = all.filter(({ beside }) => beside.includes(view)).map((marker) => marker.view)
  const { origin, destination, policy, at } = context
  const firm = [view, ...markers]
  const known = firm.find(({ facts }) => matchedMemberships(facts).length > 0)
  const claims = [...firm, ...witnesses].flatMap((by) =>
    claimsOf(by, at).map((claim) => {
      // Without a number a marker only says that its firm is trusted: whichever mention was found bears that out.
      const isOfFirm = claim.value === undefined && markers.includes(by)
      return { ...claim, by: isOfFirm ? (known ?? by) : by, about: claim.programme ?? origin }
    }),
  )
  const hasOwn = matchedMemberships(view.facts).length > 0
  const own = [view.facts, ...markers.map(({ facts }) => (hasOwn ? facts : lent(facts)))]
  const beside = witnesses.map(({ facts }) => facts)
  const base = { view, markers, witnesses, claims }

  if (policy.destinationProgrammeMember && destination !== undefined) {
    const standing = standingIn(destination.code, at.getTime(), own, beside)
    // What this very bill claims of the programme, and is not borne out, is no status to rely on.
    const isDoubtful = claims.some(
      (claim) => claim.about === destination.code && !isConfirmed(claim, claim.by),
    )
    if (
      standing.kind === 'member' &&
      !isDoubtful &&
      isForeignKind(standing.membership, policy) &&
      isValidated(standing.membership, policy, at.getTime())
    ) {
      return { ...base, viaDestination: true, programme: destination.code, standing }
    }
  }
  return {
    ...base,
    viaDestination: false,
    programme: origin,
    standing: standingIn(origin, at.getTime(), own, beside),
  }
}

/**
 * What a marker lends to a party that was not found itself. The two bear one name, so that the member's has to
 * be it: a marker's address is not the party's, and a number in it may be borrowed.
 */
const lent = (facts: PartyFacts): PartyFacts =>
  facts.kind === 'answered'
    ? {
        ...facts,
        memberships: facts.memberships.map((held) =>
          held.match.agreement === 'name' ? held : { ...held, match: { ...held.match, agreement: 'none' } },
        ),
      }
    : facts

/** Whether a membership is of a kind that the destination's programme gives to those abroad. */
const isForeignKind = ({ types }: FoundMembership, { destinationMemberTypes }: Policy): boolean =>
  types.length === 0 || types.some((type) => destinationMemberTypes.includes(type))

/**
 * Whether a membership is in force, of a tier that counts, of a class that its programme's partners recognise,
 * and not overdue for the visit that validates it again.
 */
export function isValidated(membership: FoundMembership, policy: Policy, now: number): boolean {
  const programme = programmeNamed(membership.programme)
  const standing =
    programme === undefined ? 'missing' : certificateStanding(programme, membership.certificate)
  return (
    statusAt(membership, now) === 'certified' &&
    isTierEnough(membership, policy) &&
    !isRevalidationOverdue(membership, policy, now) &&
    (standing === 'recognised' || standing === 'not-required')
  )
}

/** 6 U.S.C. 969: a member is visited again at least every four years. */
export const isRevalidationOverdue = (
  { revalidationDue }: FoundMembership,
  { revalidationOverdue }: Policy,
  now: number,
): boolean =>
  revalidationOverdue === 'review' && revalidationDue !== undefined && !isAhead(revalidationDue, now)

/** A programme that has tiers needs one that the policy counts; a tier that is not known does not. */
export function isTierEnough({ programme, tier }: FoundMembership, { tiers }: Policy): boolean {
  const enough = ownEntry(tiers, programme)
  if (enough === undefined) return programmeNamed(programme)?.tiers === undefined
  return tier !== undefined && tier !== 'other' && enough.includes(tier)
}

export const listOf = ({ facts }: Case, programme: string | undefined): ListState | undefined =>
  ownEntry(facts.lists, programme)
