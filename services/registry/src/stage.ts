import { TOPICS, type Topic } from '@trustlane/contracts'
import { deadLetter, type Incoming, type Outgoing, positionKey, type Positions } from '@trustlane/event-log'
import type { StatusStore } from '@trustlane/trader-status'
import { type ReadChange, readChange } from './change.ts'

export type RegistryOptions = {
  readonly store: Pick<StatusStore, 'apply' | 'marks'>
  /** Milliseconds. */
  readonly now: () => number
  /** Makes dead letters durable; `EventLog.append` does. */
  readonly deadLetters: (records: readonly Outgoing[]) => Promise<unknown>
}

export type Registry = {
  /** What to follow. */
  readonly topics: readonly Topic[]
  /** Where to follow from: the marks that the store keeps together with its data, never a group's offsets. */
  positions(): Promise<Positions>
  /** Applies a batch; rejects with the store's retriable error while it is down, and may be called with the batch again. */
  sink(batch: readonly Incoming[]): Promise<void>
}

const NAME = 'registry'

/**
 * Keeps the status store in step with what the programmes announce and which links are verified. A record that
 * cannot be used is put aside first and passed over then: in the other order a crash between the two would
 * lose it, in this one it can only be put aside twice.
 */
export function createRegistry({ store, now, deadLetters }: RegistryOptions): Registry {
  // By partition, the last offset put aside: a batch that comes again while the store is down is not put aside again.
  const putAside = new Map<string, number>()

  return {
    topics: [TOPICS.traderStatus, TOPICS.partyLink],
    positions: async () => store.marks(),
    async sink(batch) {
      const read = batch.map(readChange)
      const bad = read.filter(
        ({ record, problem }) =>
          problem !== undefined &&
          record.offset > (putAside.get(positionKey(record.topic, record.partition)) ?? -1),
      )
      if (bad.length > 0) {
        await deadLetters(bad.map(letter))
        for (const { record } of bad) putAside.set(positionKey(record.topic, record.partition), record.offset)
      }
      await store.apply(read.map(({ change }) => change))
    },
  }

  function letter({ record, topic, problem }: ReadChange): Outgoing {
    const firstFailedAt = new Date(Math.max(now(), record.timestamp)).toISOString()
    const { title, detail, errors } = problem!
    const failure = { reason: 'SCHEMA_INVALID', stage: NAME, firstFailedAt, title, detail } as const
    return deadLetter(record, errors === undefined ? failure : { ...failure, errors }, topic)
  }
}
