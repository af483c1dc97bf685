import type { Headers, Topic } from '@trustlane/contracts'

/** A record as a stage receives it. `offset` counts within its partition; `timestamp` is the log's own, in milliseconds. */
export type Incoming = {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly timestamp: number
  readonly key: string | null
  readonly value: Uint8Array | null
  readonly headers: Headers
}

/**
 * A record for a named topic. Its partition is that of its key (murmur2, as Kafka's own clients do it),
 * unless one is named. A record without key must name its partition.
 */
export type Outgoing = {
  readonly topic: Topic
  readonly key: string | null
  readonly partition?: number
  readonly value: Uint8Array | null
  readonly headers: Headers
}

/** Keyed state of one partition of one stage: what earlier batches wrote, and what this one has written so far. */
export type State<S> = {
  get(key: string): S | undefined
  /** `undefined` removes the key. */
  set(key: string, value: S | undefined): void
}

/** Where a stage keeps its keyed state: a compacted topic with the partitions of its input. */
export type StateTopic<S> = { readonly topic: Topic; readonly parse: (value: unknown) => S }

export type StageContext<S> = {
  readonly state: State<S>
  /** Aborted when the batch will not be committed: the log was closed or the partition was taken away. */
  readonly signal: AbortSignal
  /** The partition of `topic` on which records with this key belong. */
  readonly partitionOf: (topic: Topic, key: string) => number
}

/**
 * What a service is: a function from a batch of one partition to records. It parses, does, answers; it has no
 * producer and commits nothing. It may be called again with the same records, whole or one by one, and must
 * then give the same answer for the same state.
 */
export type Stage<S = undefined> = {
  /** Also its consumer group. */
  readonly name: string
  readonly input: Topic
  readonly state?: StateTopic<S>
  /** Read to their end before the first batch, and kept current. */
  readonly references?: readonly Topic[]
  /** Given the records of `references`, in order per partition, before the first batch that may need them. */
  readonly onReferences?: (records: readonly Incoming[]) => void
  /** Groups whose work this stage has taken over: it does not start while one of them has records left to read. */
  readonly absorbs?: readonly { readonly group: string; readonly topic: Topic }[]
  process(batch: readonly Incoming[], context: StageContext<S>): Promise<readonly Outgoing[]>
  /**
   * What to publish beside the dead letter for a record that the stage itself fails on (a bug): a review
   * decision where its id is readable. What it writes to the state is committed with the dead letter; what
   * `process` wrote for this record is not. When it throws too, only the dead letter is left.
   */
  readonly onFailure?: (record: Incoming, failure: Error, state: State<S>) => readonly Outgoing[]
}

/** Offsets to read next, by topic and partition; a partition that is missing starts at its first record. */
export type Positions = ReadonlyMap<string, number>

/** The key of `Positions`. */
export const positionKey = (topic: string, partition: number): string => `${topic}/${partition}`

export type RunningStage = {
  /** Resolves when every record that was in the input at the time of the call has been processed and committed. */
  caughtUp(): Promise<void>
  /** Resolves after `stop`; rejects when the stage cannot go on (see `maxFailuresInARow`). */
  readonly done: Promise<void>
  /** Finishes or abandons the batch at hand, commits nothing half, and resolves. */
  stop(): Promise<void>
}

export type Page = { readonly records: readonly Incoming[]; readonly next: number; readonly end: number }

/** The log of topics: what the stages run on. */
export type EventLog = {
  /** Runs a stage: its outputs, its state and the input's offset are committed in one transaction, per batch. */
  run<S>(stage: Stage<S>, options?: RunOptions): Promise<RunningStage>
  /** Appends all records, or none. Resolves when they are durable, with the offset of each. */
  append(records: readonly Outgoing[]): Promise<readonly { partition: number; offset: number }[]>
  /**
   * Reads topics for somebody who keeps the position himself: calls `sink` batch by batch, per partition in
   * order, and again with the same batch when `sink` rejects with a retriable error. Commits nothing.
   */
  follow(
    topics: readonly Topic[],
    from: Positions,
    sink: (batch: readonly Incoming[]) => Promise<void>,
  ): Promise<RunningStage>
  /** One page of one partition, at most `limit` records and about 4 MiB, from `offset` on; older ones may be gone. */
  read(topic: Topic, partition: number, offset: number, limit: number): Promise<Page>
  partitions(topic: Topic): number
  /** How far each group has come, per partition: offset to read next, and end of the partition. */
  positions(group: string, topic: Topic): Promise<readonly { partition: number; next: number; end: number }[]>
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export type RunOptions = {
  /** Largest batch handed to the stage; the log may give less. Default 500. */
  readonly maxBatch?: number
  /** Records in a row that may fail in the stage before the run ends with TOO_MANY_FAILURES, with nothing of that batch committed. Default 20. */
  readonly maxFailuresInARow?: number
  /** Told of every retry of a retriable failure and of every isolated record; for logs and metrics. */
  readonly onTrouble?: (trouble: Trouble) => void
}

export type Trouble = {
  readonly stage: string
  readonly kind: 'retry' | 'isolated'
  readonly error: Error
  readonly record?: Incoming
}
