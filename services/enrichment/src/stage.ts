import { setTimeout as sleep } from 'node:timers/promises'
import { type ConsignmentAccepted, type Facts, TOPICS, uuidOf } from '@trustlane/contracts'
import { deadLetter, eventRecord, eventValue, type Outgoing, type Stage } from '@trustlane/event-log'
import { partyKeys, type StatusStore } from '@trustlane/trader-status'
import { type Asked, dealOut, unknownFacts } from './facts.ts'
import { createOutage, type OutageReport } from './outage.ts'
import { lookUp, type Wait } from './patient-lookup.ts'

export type { OutageReport } from './outage.ts'

export type EnrichmentOptions = {
  readonly store: Pick<StatusStore, 'lookup'>
  /** Milliseconds. */
  readonly now: () => number
  /** Default 60 s (domain section 9, default ages). */
  readonly outageDeadlineMs?: number
  readonly onOutage?: (report: OutageReport) => void
  /** How to pause; a test hands in its own clock. */
  readonly wait?: Wait
}

const NAME = 'enrichment'
const input = TOPICS.consignmentAccepted
const output = TOPICS.consignmentEnriched

/** What later stages add to a consignment needs room in their topics too: facts stop at three quarters. */
const LARGEST = Math.floor(output.maxBytes * 0.75)

/**
 * Finds out what is known of every party: one look-up for the whole batch. While the store is down the batch
 * waits; after the deadline, counted once for all batches of an outage, its parties are answered as `unknown`,
 * which can only end in a review, and a retryable one. Withdrawals pass.
 */
export function createEnrichment(options: EnrichmentOptions): Stage {
  const { store, now, outageDeadlineMs = 60_000, onOutage } = options
  const wait: Wait = options.wait ?? ((ms, signal) => sleep(ms, undefined, { signal }))
  const outage = createOutage({ now, deadlineMs: outageDeadlineMs, onOutage })

  return {
    name: NAME,
    input,
    async process(batch, { signal }) {
      const read = batch.map((record) => ({ record, event: eventValue(input, record) }))
      const asked = read.flatMap(({ event }) =>
        event.ok && event.value.kind !== 'withdrawal' ? [askedOf(event.value)] : [],
      )
      const at = Math.max(now(), ...batch.map(({ timestamp }) => timestamp))
      const facts = await factsOf(asked, new Date(at), signal)
      const answers = asked.map((one, index) => ({ ...one, facts: facts[index]! })).values()
      const time = new Date(at).toISOString()

      return read.map(({ record, event }): Outgoing => {
        if (!event.ok) {
          const failure = {
            reason: 'SCHEMA_INVALID',
            stage: NAME,
            firstFailedAt: time,
            ...event.problem,
          } as const
          return deadLetter(record, failure, input)
        }
        const { value, attributes, cause } = event
        const consignmentId = value.kind === 'withdrawal' ? value.consignmentId : value.filing.consignmentId
        const enriched = (value: unknown) =>
          eventRecord({
            topic: output,
            key: record.key ?? consignmentId,
            value,
            id: uuidOf(attributes.id, 'enriched', 0),
            source: 'trustlane/enrichment',
            time,
            subject: consignmentId,
            cause,
          })
        if (value.kind === 'withdrawal') return enriched(value)
        const answer = answers.next().value!
        const whole = enriched({ ...value, facts: answer.facts })
        if (whole.value!.length <= LARGEST) return whole
        return enriched({ ...value, facts: unknownFacts(answer, 'other') })
      })
    },
  }

  async function factsOf(asked: readonly Asked[], at: Date, signal: AbortSignal): Promise<readonly Facts[]> {
    if (asked.length === 0) return []
    const keys = asked.flatMap((one) => one.keys)
    const answer = await lookUp(store, keys, at, { outage, wait, signal })
    return answer === undefined ? asked.map((one) => unknownFacts(one, 'store-down')) : dealOut(asked, answer)
  }
}

const askedOf = ({ filing }: Exclude<ConsignmentAccepted, { kind: 'withdrawal' }>): Asked => ({
  filing,
  keys: filing.consignment.parties.map(partyKeys),
})
