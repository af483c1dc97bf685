import {
  type ConsignmentDecided,
  type DecisionRecord,
  type Outcome,
  TOPICS,
  uuidOf,
} from '@trustlane/contracts'
import { type Cause, eventRecord, type Outgoing } from '@trustlane/event-log'
import type { Decided, LaneEvent } from './settle.ts'

const TOPIC_OF = {
  cleared: TOPICS.consignmentCleared,
  'needs-validation': TOPICS.consignmentNeedsValidation,
  'not-applicable': TOPICS.consignmentNotApplicable,
} as const satisfies Record<Outcome, unknown>

/** What all events of one decision share. */
export type Origin = {
  readonly key: string
  /** Id of the event that was decided on. */
  readonly id: string
  /** ISO instant. */
  readonly time: string
  readonly cause: Cause
}

/** Room for key and headers. */
const HEADROOM = 8192

/**
 * Events for the lanes. Of one decision the lane's own event comes first and gets the index 0, what goes to
 * `not-applicable` beside it the next. A consignment too large to travel with its decision stays behind; it
 * is in `consignment.accepted`.
 */
export function laneEvents(events: readonly LaneEvent[], origin: Origin): Outgoing[] {
  const counts = new Map<string, number>()
  return events.map(({ outcome, value }) => {
    const index = counts.get(value.kind) ?? 0
    counts.set(value.kind, index + 1)
    const lane = value.kind === 'decided' ? value.lane : value.from
    const review = outcome === 'needs-validation' ? lane.class : undefined
    const topic = TOPIC_OF[outcome]
    return eventRecord({
      ...common(origin, value.kind, index),
      topic,
      value: fitting<ConsignmentDecided>(value, topic.maxBytes, without('consignment'), without('manifest')),
      headers: {
        'trustlane-outcome': outcome,
        ...(review !== undefined && { 'trustlane-review-class': review }),
      },
    })
  })
}

/** The full record; where it would not fit, first the facts are left out, then the consignment. */
export function recordEvent(
  decided: Decided,
  supersedes: string | undefined,
  build: string,
  origin: Origin,
): Outgoing {
  const { decisionId, consignmentId, filing, cause, recheck, subject, facts, decision } = decided
  const record: DecisionRecord = {
    decisionId,
    consignmentId,
    filing,
    cause,
    ...(recheck !== undefined && { recheck }),
    ...(subject !== undefined && { subject }),
    ...(facts !== undefined && { facts }),
    decision,
    ...(supersedes !== undefined && { supersedes }),
    build,
  }
  const topic = TOPICS.decisionRecord
  const value = fitting(record, topic.maxBytes, without('facts'), without('subject'))
  return eventRecord({ ...common(origin, 'record', 0), topic, value })
}

const common = ({ key, id, time, cause }: Origin, kind: string, index: number) => ({
  key,
  id: uuidOf(id, kind, index),
  source: 'trustlane/clearance',
  time,
  subject: key,
  cause,
})

type Cut<T> = (value: T) => T

/** The value, cut by one cut after the other until it fits. */
function fitting<T>(value: T, maxBytes: number, ...cuts: readonly Cut<T>[]): T {
  let cut = value
  for (const next of cuts) {
    if (Buffer.byteLength(JSON.stringify(cut)) <= maxBytes - HEADROOM) return cut
    cut = next(cut)
  }
  return cut
}

const without =
  (name: string) =>
  <T>(value: T): T =>
    Object.fromEntries(Object.entries(value as object).filter(([key]) => key !== name)) as T
