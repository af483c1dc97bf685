import type { Topic } from '@trustlane/contracts'
import { deadLetter } from './dead-letter.ts'
import { isRetriable, LogError } from './errors.ts'
import { placeOf, recordBytes } from './outgoing.ts'
import { overlay, type StateWrites } from './overlay.ts'
import { partitionFor } from './partition.ts'
import type { Incoming, Outgoing, Stage } from './port.ts'

/** What an adapter lends to a batch. */
export type BatchHost = {
  /** The committed state of the batch's partition: the bytes kept under a key. */
  readonly read: (key: string) => Uint8Array | undefined
  readonly partitions: (topic: Topic) => number
  readonly signal: AbortSignal
  /** Milliseconds. */
  readonly now: () => number
  readonly maxFailuresInARow: number
}

/** What one batch comes to: all of it is committed together with the position behind the batch, or none. */
export type BatchResult = {
  readonly outputs: readonly Outgoing[]
  readonly writes: StateWrites
  /** Records that the stage failed on; their dead letters are among the outputs. */
  readonly isolated: readonly { readonly record: Incoming; readonly error: Error }[]
  /** To be handed to the next batch of the partition once this one is committed. */
  readonly failuresInARow: number
}

type Answer = { readonly outputs: readonly Outgoing[]; readonly writes: StateWrites }

/**
 * Runs a stage over a batch, whatever log it came from. When the stage throws, the batch is run again record by
 * record; the one it fails on is dead-lettered STAGE_BUG, with what the stage's `onFailure` adds and writes
 * instead of what was answered for it. Outputs that no topic would take count as the stage's failure too.
 *
 * Rejects with a retriable error of the stage unchanged (nothing is blamed: pause, and run the same batch
 * again), with the signal's reason once that is aborted, even if the stage never answers, and with
 * TOO_MANY_FAILURES when more records in a row failed than `maxFailuresInARow`.
 */
export async function processBatch<S>(
  stage: Stage<S>,
  batch: readonly Incoming[],
  failuresInARow: number,
  host: BatchHost,
): Promise<BatchResult> {
  try {
    return { ...(await answer(stage, batch, host.read, host)), isolated: [], failuresInARow: 0 }
  } catch (error) {
    if (isRetriable(error) || host.signal.aborted) throw error
  }
  return oneByOne(stage, batch, failuresInARow, host)
}

async function oneByOne<S>(
  stage: Stage<S>,
  batch: readonly Incoming[],
  before: number,
  host: BatchHost,
): Promise<BatchResult> {
  const outputs: Outgoing[] = []
  const writes = new Map<string, Uint8Array | null>()
  const isolated: { record: Incoming; error: Error }[] = []
  const read = (key: string) => (writes.has(key) ? (writes.get(key) ?? undefined) : host.read(key))
  let failuresInARow = before
  for (const record of batch) {
    try {
      const one = await answer(stage, [record], read, host)
      for (const output of one.outputs) outputs.push(output)
      for (const [key, value] of one.writes) writes.set(key, value)
      failuresInARow = 0
    } catch (thrown) {
      if (isRetriable(thrown) || host.signal.aborted) throw thrown
      const error = thrown instanceof Error ? thrown : new Error(String(thrown))
      failuresInARow += 1
      if (failuresInARow > host.maxFailuresInARow) throw tooMany(stage.name, record, failuresInARow, error)
      const instead = failed(stage, record, error, { ...host, read })
      for (const output of instead.outputs) outputs.push(output)
      for (const [key, value] of instead.writes) writes.set(key, value)
      isolated.push({ record, error })
    }
  }
  return { outputs, writes, isolated, failuresInARow }
}

async function answer<S>(
  stage: Stage<S>,
  batch: readonly Incoming[],
  read: BatchHost['read'],
  host: BatchHost,
): Promise<Answer> {
  host.signal.throwIfAborted()
  const { state, writes } = overlay(stage, read)
  const context = {
    state,
    signal: host.signal,
    partitionOf: (topic: Topic, key: string) => partitionFor(key, host.partitions(topic)),
  }
  const outputs = await orAborted(async () => stage.process(batch, context), host.signal)
  for (const output of outputs) placeOf(output, host.partitions(output.topic))
  for (const [key, value] of writes) checkState(stage, key, value)
  return { outputs, writes }
}

/** Settles as `work` does, or rejects at once when the signal is aborted; what `work` still does is then unheard. */
async function orAborted<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([work(), aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

function checkState<S>(stage: Stage<S>, key: string, value: Uint8Array | null): void {
  const topic = stage.state?.topic
  if (topic === undefined) return
  const bytes = recordBytes({ key, value, headers: {} })
  if (bytes > topic.maxBytes) {
    throw new LogError(
      'RECORD_REFUSED',
      `The state under ${key} has ${bytes} bytes, ${topic.name} takes ${topic.maxBytes}`,
    )
  }
}

function failed<S>(stage: Stage<S>, record: Incoming, error: Error, host: BatchHost): Answer {
  const errors: { place: string; message: string }[] = []
  let added: Answer = { outputs: [], writes: new Map() }
  try {
    const { state, writes } = overlay(stage, host.read)
    const outputs = stage.onFailure?.(record, error, state) ?? []
    for (const output of outputs) placeOf(output, host.partitions(output.topic))
    for (const [key, value] of writes) checkState(stage, key, value)
    added = { outputs, writes }
  } catch (second) {
    errors.push({ place: 'onFailure', message: String(second) })
  }
  const failure = {
    reason: 'STAGE_BUG',
    stage: stage.name,
    attempts: 2,
    firstFailedAt: new Date(host.now()).toISOString(),
    title: 'The stage failed on this record',
    detail: `${error.name}: ${error.message}`,
    errors,
  } as const
  return { outputs: [deadLetter(record, failure, stage.input), ...added.outputs], writes: added.writes }
}

const tooMany = (stage: string, record: Incoming, count: number, cause: Error): LogError =>
  new LogError(
    'TOO_MANY_FAILURES',
    `${stage} failed on ${count} records in a row, the last one ${record.topic}/${record.partition}/${record.offset}: ${cause.message}`,
    { cause },
  )
