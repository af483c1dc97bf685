import { type ConsignmentEnriched, ConsignmentState, readerOf, TOPICS, uuidOf } from '@trustlane/contracts'
import {
  deadLetter,
  eventValue,
  type Incoming,
  type Outgoing,
  type Problem,
  type Stage,
  type State,
} from '@trustlane/event-log'
import { type ArrangementSet, builtInArrangements, builtInPolicy, type Policy } from '@trustlane/mra'
import { filingKey } from './lane.ts'
import { laneEvents, type Origin, recordEvent } from './publish.ts'
import { failedRuling, refOf, rule, type Rules } from './rulings.ts'
import { type Decided, settle, type Settled } from './settle.ts'

export type ClearanceOptions = {
  /** Milliseconds. */
  readonly now: () => number
  readonly policy?: Policy
  readonly arrangements?: ArrangementSet
  /** Version and commit of the program, for the record. */
  readonly build: string
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
    onFailure(record) {
      const read = eventValue(input, record)
      if (!read.ok || read.value.kind === 'withdrawal') return []
      const { value: event, attributes, cause } = read
      const ruling = failedRuling(event, rules, new Date(Math.max(now(), record.timestamp)))
      const decided = { ...ruling, ...identityOf(event, attributes.id) }
      return published(decided, settle(undefined, decided), { id: attributes.id, cause })
    },
  }

  function outputsOf(record: Incoming, state: State<ConsignmentState>): readonly Outgoing[] {
    const time = Math.max(now(), record.timestamp)
    const letter = (reason: 'SCHEMA_INVALID' | 'STAGE_BUG', problem: Problem): Outgoing =>
      deadLetter(
        record,
        { ...problem, reason, stage: NAME, firstFailedAt: new Date(time).toISOString() },
        input,
      )
    const read = eventValue(input, record)
    if (!read.ok) return [letter('SCHEMA_INVALID', read.problem)]
    const { value: event, attributes, cause } = read

    const identity = identityOf(event, attributes.id)
    const { manifestId, version } = refOf(event)
    const before = state.get(identity.consignmentId)
    const former = before?.filings[filingKey(manifestId, identity.test)]
    const isOlder = former !== undefined && former.version > version
    if (event.kind === 'recheck' && (isOlder || former?.withdrawn === true)) return []

    const at = new Date(Math.max(time, before === undefined ? 0 : Date.parse(before.at)))
    const ruling = rule(event, former, rules, at)
    const decided = { ...ruling, ...identity }
    // Intake holds manifests to their order; what comes out of it all the same is recorded, and moves nothing.
    const settled = isOlder ? undefined : settle(before, decided)
    if (settled !== undefined) state.set(decided.consignmentId, settled.state)
    const letters = ruling.error === undefined ? [] : [letter('STAGE_BUG', rulesFailed(ruling.error))]
    return [...letters, ...published(decided, settled, { id: attributes.id, cause })]
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

const rulesFailed = (error: Error): Problem => ({
  title: 'The rules failed on this consignment',
  detail: `${error.name}: ${error.message}`,
})
