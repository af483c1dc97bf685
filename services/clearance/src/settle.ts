import type {
  ConsignmentDecided,
  ConsignmentState,
  Filing,
  FilingRef,
  Lane,
  Outcome,
} from '@trustlane/contracts'
import type { Decision } from '@trustlane/contracts'
import { filingKey, isSameLane, laneOf, type Remembered } from './lane.ts'

/** One decision, and what it is about. */
export type Decided = {
  readonly consignmentId: string
  readonly cause: 'filing' | 'withdrawal' | 'recheck' | 'failure'
  readonly filing: FilingRef
  readonly test: boolean
  /** Absent for a withdrawal. */
  readonly subject?: Filing
  readonly decisionId: string
  readonly decision: Decision
  readonly blocked: Remembered['blocked']
}

export type LaneEvent = { readonly outcome: Outcome; readonly value: ConsignmentDecided }

export type Settled = {
  readonly state: ConsignmentState
  /** In the order in which they are published. */
  readonly events: readonly LaneEvent[]
  readonly supersedes?: string
}

/**
 * Enters a decision into the consignment's state, and says what the lanes have to be told.
 *
 * The decision goes to the lane of the worst live filing, which is not always its own; where the lane's outcome
 * changes, the lane that is left is told first. What is not decided goes to `not-applicable`, and to the lane
 * too when it changed that (a withdrawal may leave a milder filing behind). A recheck that changes neither lane
 * nor primary reason tells nobody.
 */
export function settle(before: ConsignmentState | undefined, decided: Decided): Settled {
  const { consignmentId, decisionId, decision, filing } = decided
  const key = filingKey(filing.manifestId, decided.test)
  const former = before?.filings[key]
  const filings = { ...before?.filings, [key]: remembered(decided) }
  const lane = laneOf(filings, before?.lane?.filing, key)
  const isMoved = !isSameLane(before?.lane, lane)
  const isNews = decided.cause !== 'recheck' || isMoved || former?.primary !== decision.primary.code

  const targets = isNews ? targetsOf(decision.outcome, lane, isMoved) : []
  const isInLane = targets.includes(lane.outcome)
  const supersedes = isInLane ? before?.laneDecisionId : undefined
  const value: ConsignmentDecided = {
    kind: 'decided',
    consignmentId,
    decisionId,
    filing,
    lane,
    decision,
    ...(decided.subject !== undefined && {
      consignment: decided.subject.consignment,
      manifest: decided.subject.manifest,
    }),
    ...(supersedes !== undefined && { supersedes }),
    decidedAt: decision.at,
  }
  const laneDecisionId = isInLane ? decisionId : before?.laneDecisionId
  return {
    state: {
      consignmentId,
      lane,
      ...(laneDecisionId !== undefined && { laneDecisionId }),
      filings,
      at: decision.at,
    },
    events: [...left(before, lane, decided), ...targets.map((outcome) => ({ outcome, value }))],
    ...(supersedes !== undefined && { supersedes }),
  }
}

function targetsOf(own: Outcome, lane: Lane, isMoved: boolean): readonly Outcome[] {
  if (own !== 'not-applicable' || lane.outcome === 'not-applicable') return [lane.outcome]
  return isMoved ? [lane.outcome, 'not-applicable'] : ['not-applicable']
}

function left(before: ConsignmentState | undefined, to: Lane, decided: Decided): LaneEvent[] {
  const from = before?.lane
  const decisionId = before?.laneDecisionId
  if (from === undefined || decisionId === undefined || from.outcome === to.outcome) return []
  const { consignmentId, decisionId: by, decision } = decided
  const value = {
    kind: 'superseded',
    consignmentId,
    decisionId,
    by,
    from,
    to,
    decidedAt: decision.at,
  } as const
  return [{ outcome: from.outcome, value }]
}

const remembered = ({ filing, decisionId, decision, cause, test, blocked }: Decided): Remembered => ({
  version: filing.version,
  decisionId,
  outcome: decision.outcome,
  ...(decision.review !== undefined && { class: decision.review.class }),
  primary: decision.primary.code,
  withdrawn: cause === 'withdrawal',
  test,
  retryable: decision.retryable,
  blocked,
})
