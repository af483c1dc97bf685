import type { ConsignmentDecided, ConsignmentState, Lane, Outcome } from '@trustlane/contracts'
import { filingKey, isSameLane, laneOf, type Remembered } from './lane.ts'
import type { Ruling } from './rulings.ts'

/** A ruling as one decision on one consignment. */
export type Decided = Ruling & {
  readonly consignmentId: string
  readonly decisionId: string
  readonly test: boolean
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
  const filings = { ...before?.filings, [key]: remembered(decided, former) }
  const lane = laneOf(filings, before?.lane?.filing, key)
  const isMoved = !isSameLane(before?.lane, lane)
  const isNews = decided.cause !== 'recheck' || isMoved || former?.primary !== decision.primary.code

  const targets = isNews ? targetsOf(ownOutcome(decided), lane, isMoved) : []
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

/** A test is never an inspection queue's business, not even one that the pipeline failed on. */
const ownOutcome = ({ test, decision }: Decided): Outcome => (test ? 'not-applicable' : decision.outcome)

function remembered(decided: Decided, former: Remembered | undefined): Remembered {
  const { filing, decisionId, decision, cause, test, blocked } = decided
  const withdrawn = cause === 'withdrawal'
  // How bad it was stays known too: whether a changed key party is suspicious depends on it.
  const review = withdrawn ? former?.class : test ? undefined : decision.review?.class
  return {
    version: filing.version,
    decisionId,
    outcome: ownOutcome(decided),
    ...(review !== undefined && { class: review }),
    primary: decision.primary.code,
    withdrawn,
    test,
    retryable: decision.retryable,
    blocked,
  }
}
