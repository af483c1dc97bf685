import {
  type ConsignmentEnriched,
  ConsignmentState,
  type EventAttributes,
  readerOf,
  TOPICS,
  uuidOf,
} from '@trustlane/contracts'
import {
  type Cause,
  deadLetter,
  eventValue,
  type Incoming,
  type Outgoing,
  type Stage,
  type State,
} from '@trustlane/event-log'
import { type ArrangementSet, builtInArrangements, builtInPolicy, type Policy } from '@trustlane/mra'
import { filingKey, type Remembered } from './lane.ts'
import { laneEvents, type Origin, recordEvent } from './publish.ts'
import { failedRuling, refOf, rule, type Rules, type Ruling } from './rulings.ts'
import { type Decided, settle, type Settled } from './settle.ts'

export type ClearanceOptions = {
  /** Milliseconds. */
  readonly now: () => number
  readonly policy?: Policy
  readonly arrangements?: ArrangementSet
  /** Version and commit of the program, for the record. */
  readonly build: string
}

type ReadEvent = {
  readonly value: ConsignmentEnriched
  readonly attributes: EventAttributes
  readonly cause: Cause
}

const NAME = 'clearance'
const input = TOPICS.consignmentEnriched

/**
 * Decides every filing, its withdrawals and rechecks, and keeps each consignment in the lane of its worst live
 * filing. The instant of a decision never goes back within a consignment, whatever the clock does.
 */
export function createClearance(options: ClearanceOptions): Stage<ConsignmentState> {
  const { now, build, policy = builtInPolicy, arrangements = builtInArrangements } = options
  const rules: Rules = { policy, arrangements }

  return {
    name: NAME,
    input,
    state: { topic: TOPICS.consignmentDecided, parse: (value) => readerOf(ConsignmentState).parse(value) },
    process: async (batch, { state }) => batch.flatMap((record) => outputsOf(record, state)),
    onFailure(record, _failure, state) {
      const read = eventValue(input, record)
      if (!read.ok || read.value.kind === 'withdrawal') return []
      const event = read.value
      return decided(record, { ...read, value: event }, state, (former, at) =>
        failedRuling(event, former, rules, at),
      )
    },
  }

  function outputsOf(record: Incoming, state: State<ConsignmentState>): readonly Outgoing[] {
    const read = eventValue(input, record)
    if (read.ok) {
      return decided(record, read, state, (former, at) => rule(read.value, former, rules, at))
    }
    const firstFailedAt = new Date(timeOf(record)).toISOString()
    return [
      deadLetter(record, { ...read.problem, reason: 'SCHEMA_INVALID', stage: NAME, firstFailedAt }, input),
    ]
  }

  function timeOf(record: Incoming): number {
    return Math.max(now(), record.timestamp)
  }

  function decided(
    record: Incoming,
    { value: event, attributes, cause }: ReadEvent,
    state: State<ConsignmentState>,
    ruled: (former: Remembered | undefined, at: Date) => Ruling,
  ): readonly Outgoing[] {
    const identity = identityOf(event, attributes.id)
    const { manifestId, version } = refOf(event)
    const before = state.get(identity.consignmentId)
    const former = before?.filings[filingKey(manifestId, identity.test)]
    const isOlder = former !== undefined && former.version > version
    if (event.kind === 'recheck' && (isOlder || former?.withdrawn === true)) return []

    const at = new Date(Math.max(timeOf(record), before === undefined ? 0 : Date.parse(before.at)))
    const made = { ...ruled(former, at), ...identity }
    // Intake holds manifests to their order; what comes out of it all the same is recorded, and moves nothing.
    const settled = isOlder ? undefined : settle(before, made)
    if (settled !== undefined) state.set(made.consignmentId, settled.state)
    return published(made, settled, { id: attributes.id, cause })
  }

  function published(
    decided: Decided,
    settled: Settled | undefined,
    { id, cause }: Pick<Origin, 'id' | 'cause'>,
  ): Outgoing[] {
    const origin = { id, cause, key: decided.consignmentId, time: decided.decision.at }
    return [
      recordEvent(decided, settled?.supersedes, build, origin),
      ...laneEvents(settled?.events ?? [], origin),
    ]
  }
}

const identityOf = (event: ConsignmentEnriched, eventId: string) => ({
  consignmentId: event.kind === 'withdrawal' ? event.consignmentId : event.filing.consignmentId,
  decisionId: uuidOf(eventId, 'decision', 0),
  test: event.kind !== 'withdrawal' && event.filing.manifest.test,
})
