import type { Decision, FoundMembership, PartyFacts } from '@trustlane/contracts'
import { builtInArrangements } from '../arrangement-set.ts'
import { decide } from '../decide.ts'
import { NOW } from './arbitrary-facts.ts'
import type { ArbitrarySituation } from './arbitrary-situations.ts'

export const decided = ({ filing, facts, policy }: ArbitrarySituation, at = NOW): Decision =>
  decide(filing, facts, builtInArrangements, policy, at)

export const isByHand = ({ primary }: Decision): boolean => primary.code === 'MANUAL_OVERRIDE'

export const withParties = (
  before: ArbitrarySituation,
  parties: readonly PartyFacts[],
): ArbitrarySituation => ({ ...before, facts: { ...before.facts, parties: [...parties] } })

/** The same with every source vouching as of another instant. */
export function refreshed({ filing, facts, policy }: ArbitrarySituation, asOf: string): ArbitrarySituation {
  const lists = Object.fromEntries(
    Object.entries(facts.lists).map(([code, list]) => [code, { ...list, asOf }]),
  )
  const parties = facts.parties.map((party) =>
    party.kind === 'unknown'
      ? party
      : {
          ...party,
          memberships: party.memberships.map((held) => ({ ...held, source: { ...held.source, asOf } })),
        },
  )
  return { filing, facts: { ...facts, lists, parties }, policy }
}

/** Whether a status that is said to be in force has ended by then: by its own end, its link's or its evidence's. */
function hasEnded({ status, validTo, match, source }: FoundMembership, then: Date): boolean {
  const isOver = (end: string | undefined): boolean => end !== undefined && Date.parse(end) <= then.getTime()
  const isEvidenceOver = source.kind === 'evidence' && isOver(source.expires)
  return status === 'certified' && (isOver(validTo) || isOver(match.link?.validTo) || isEvidenceOver)
}

/** The same with every status that has ended by then gone, or marked as what it is. */
function withEnded(any: ArbitrarySituation, then: Date, how: 'gone' | 'expired'): ArbitrarySituation {
  const statusFrom = then.toISOString()
  const parties = any.facts.parties.map((party): PartyFacts => {
    if (party.kind === 'unknown') return party
    const memberships =
      how === 'gone'
        ? party.memberships.filter((held) => !hasEnded(held, then))
        : party.memberships.map((held) =>
            hasEnded(held, then) ? { ...held, status: 'expired' as const, statusFrom } : held,
          )
    return { ...party, memberships }
  })
  return withParties(any, parties)
}

/**
 * Whether nothing is in its way but claims that it does not rest on: those of parties that do not decide, and of
 * programmes that a number itself names. Only a whole list shows them false, so without it nothing does.
 */
const isAboutOtherClaims = ({ filing }: ArbitrarySituation, { reasons, parties }: Decision): boolean => {
  const namesProgramme = filing.consignment.parties.some(({ identifiers }) =>
    identifiers.some(({ scheme }) => ['aeo', 'aeocn', 'ctpat'].includes(scheme)),
  )
  return reasons
    .filter(({ effect }) => effect === 'blocks')
    .every(
      ({ code, party = 0 }) =>
        code === 'CLAIM_NOT_CONFIRMED' && (namesProgramme || parties[party]?.isKeyParty !== true),
    )
}

/** Whether a change that took knowledge or trust away cleared what was not. An officer may always clear. */
export function isNewClearance(before: ArbitrarySituation, after: ArbitrarySituation): boolean {
  const first = decided(before)
  const second = decided(after)
  if (first.outcome !== 'needs-validation' || isByHand(second) || isAboutOtherClaims(before, first))
    return false
  return second.outcome === 'cleared'
}

/**
 * Whether a clearance needs something that has ended by then. It may go by such a record for who somebody is:
 * so it is enough to clear with them gone, or with them said to be expired. A marker's record may do both at
 * once, tie it to a party and contradict that party; such bills tell nothing here.
 */
export function needsWhatHasEnded(any: ArbitrarySituation, then: Date): boolean {
  const hasEndedMarker = any.filing.consignment.parties.some(({ role }, index) => {
    const facts = any.facts.parties[index]
    return (
      role === 'aeo' && facts?.kind === 'answered' && facts.memberships.some((one) => hasEnded(one, then))
    )
  })
  const clearance = decided(any, then)
  if (hasEndedMarker || clearance.outcome !== 'cleared' || isByHand(clearance)) return false
  return (['gone', 'expired'] as const).every(
    (how) => decided(withEnded(any, then, how), then).outcome !== 'cleared',
  )
}
