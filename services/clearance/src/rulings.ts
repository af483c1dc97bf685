import type {
  ConsignmentEnriched,
  Decision,
  Facts,
  Filing,
  FilingRef,
  PreviousDecision,
  RecheckCause,
} from '@trustlane/contracts'
import {
  type ArrangementSet,
  blockedKeyParties,
  decide,
  decideFailure,
  decideWithdrawal,
  type Policy,
} from '@trustlane/mra'
import type { Remembered } from './lane.ts'

/** A filing, or one to decide again. */
export type ToDecide = Exclude<ConsignmentEnriched, { kind: 'withdrawal' }>

export type Rules = { readonly arrangements: ArrangementSet; readonly policy: Policy }

/** A decision, and what it was made from. */
export type Ruling = {
  readonly cause: 'filing' | 'withdrawal' | 'recheck' | 'failure'
  readonly filing: FilingRef
  /** Why it was decided again. */
  readonly recheck?: RecheckCause
  /** Absent for a withdrawal. */
  readonly subject?: Filing
  readonly facts?: Facts
  readonly decision: Decision
  readonly blocked: Remembered['blocked']
}

/** Decides what an event is about; `former` is the last decision of the same manifest. Pure, and as total as `decide`. */
export function rule(
  event: ConsignmentEnriched,
  former: Remembered | undefined,
  rules: Rules,
  at: Date,
): Ruling {
  const { arrangements, policy } = rules
  if (event.kind === 'withdrawal') {
    const decision = decideWithdrawal(arrangements, policy, at)
    // What blocked stays known: the same bill filed again with another key party is a changed key party.
    return { cause: 'withdrawal', filing: refOf(event), decision, blocked: former?.blocked ?? [] }
  }
  const facts = former === undefined ? event.facts : { ...event.facts, previous: previousOf(former) }
  const decision = decide(event.filing, facts, arrangements, policy, at)
  return { ...about(event), cause: event.kind, facts, decision, blocked: blockedKeyParties(decision) }
}

/** The review of a filing that could not be decided. */
export const failedRuling = (
  event: ToDecide,
  former: Remembered | undefined,
  { arrangements, policy }: Rules,
  at: Date,
): Ruling => ({
  ...about(event),
  cause: 'failure',
  facts: event.facts,
  decision: decideFailure(event.filing, arrangements, policy, at),
  blocked: former?.blocked ?? [],
})

/** The filing that an event is about; a withdrawal has the version that withdraws it. */
export const refOf = ({ filing: { manifestId, version } }: ConsignmentEnriched): FilingRef => ({
  manifestId,
  version,
})

const about = (event: ToDecide): Pick<Ruling, 'filing' | 'recheck' | 'subject'> => ({
  filing: refOf(event),
  ...(event.kind === 'recheck' && { recheck: event.cause }),
  subject: event.filing,
})

const previousOf = ({ version, outcome, class: reviewClass, blocked }: Remembered): PreviousDecision => ({
  version,
  outcome,
  ...(reviewClass !== undefined && { reviewClass }),
  blocked: blocked as PreviousDecision['blocked'],
})
