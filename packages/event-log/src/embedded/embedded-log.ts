import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { Topic } from '@trustlane/contracts'
import { LogError } from '../errors.ts'
import { placeOf } from '../outgoing.ts'
import type { EventLog, Outgoing, Page, RunningStage } from '../port.ts'
import { Appended } from './appended.ts'
import { openDatabase } from './database.ts'
import { type BackOff, pump, type PumpOptions, type Source } from './pump.ts'
import { pruneChunk } from './retention.ts'
import { asLogError } from './sqlite-error.ts'
import { runStage, type StageStep } from './stage-run.ts'
import { Store, type Slot } from './store.ts'
import { Writer } from './writer.ts'

const MIB = 1_048_576
const BATCH_BYTES = 8 * MIB
const PAGE_BYTES = 4 * MIB
const DEFAULT_BATCH = 500
const PRUNE_EVERY_MS = 3_600_000

export type EmbeddedLogOptions = ({ readonly folder: string } | { readonly file: string }) & {
  /** Partitions per topic (a topic with fewer in the catalogue keeps its count). Fixed when the file is made; default 1. */
  readonly partitions?: number
  /** Topics to make at once; others are made on first use. */
  readonly topics?: readonly Topic[]
  /** The log's clock, in milliseconds. */
  readonly now?: () => number
  /** Largest size of the file; beyond it the log is full (LOG_FULL). Default: what the disk holds. */
  readonly maxFileBytes?: number
  /** Pauses before a retriable failure is tried again. Default 100 ms to 5 s. */
  readonly backOff?: BackOff
  /** For tests of crashes only: called, in order, at each step of each batch of each stage. */
  readonly onStep?: (step: StageStep) => void
}

/**
 * Opens the log that keeps every topic in one SQLite file and needs no server. One process owns the file until
 * it closes the log or ends, however it ends. What is committed has reached the disk (`synchronous=FULL`).
 *
 * Rejects with LOG_IN_USE (names folder and process), LOG_BROKEN (names the file), LOG_FULL or LOG_MISMATCH.
 */
export async function openEmbeddedLog(options: EmbeddedLogOptions): Promise<EventLog> {
  const { now = Date.now, backOff = { first: 100, longest: 5000 }, onStep = () => undefined } = options
  const file = 'file' in options ? options.file : join(options.folder, 'log.sqlite')
  const database = openDatabase(file, options)
  const store = new Store(database.db, database.partitions)
  const writer = new Writer(database.db, file, makeRoom)
  const appended = new Appended()
  const running = new Set<RunningStage>()
  /** Groups and state topics in use: neither may have two writers. */
  const claimed = new Set<string>()
  let isClosed = false

  /** Calls what touches the file; errors are the log's. */
  function guarded<T>(use: () => T): T {
    if (isClosed) throw new LogError('LOG_CLOSED', `The log in ${file} has been closed`)
    try {
      return use()
    } catch (error) {
      throw asLogError(error, file)
    }
  }

  const slotOf = (topic: Topic, partition: number): Slot => {
    const slot = store.slots(topic)[partition]
    if (slot === undefined) {
      const message = `${topic.name} has no partition ${partition}, only 0 to ${store.partitions(topic) - 1}`
      throw new LogError('RECORD_REFUSED', message)
    }
    return slot
  }

  /** Where each record goes. Makes missing topics, so not for use within a transaction. */
  const slotsOf = (records: readonly Outgoing[]): Slot[] =>
    records.map((record) => slotOf(record.topic, placeOf(record, store.partitions(record.topic))))

  function bySlot(records: readonly Outgoing[]): Map<Slot, Outgoing[]> {
    const slots = slotsOf(records)
    return Map.groupBy(records, (_, at) => slots[at]!)
  }

  function start(
    sources: readonly Source[],
    maxBatch: number,
    rest: Pick<PumpOptions, 'handle' | 'onRetry' | 'onEnd'>,
  ): RunningStage {
    const stage: RunningStage = pump({
      sources,
      fetch: ({ slot, next }) => guarded(() => store.fetch(slot, next, maxBatch, BATCH_BYTES)),
      end: (slot) => guarded(() => store.end(slot)),
      appended: (slots, signal) => appended.wait(slots, signal),
      backOff,
      ...rest,
      onEnd() {
        running.delete(stage)
        rest.onEnd()
      },
    })
    running.add(stage)
    return stage
  }

  function makeRoom(): boolean {
    try {
      return pruneChunk(database.db, { now: now() }) > 0
    } catch {
      return false
    }
  }

  async function prune(onlyRead: boolean): Promise<void> {
    let pruned = 0
    do {
      pruned = isClosed ? 0 : guarded(() => pruneChunk(database.db, { now: now(), onlyRead }))
      await turn()
    } while (pruned > 0)
  }

  const log: EventLog = {
    async run(stage, runOptions = {}) {
      return guarded(() => {
        const claims = [stage.name, ...(stage.state === undefined ? [] : [stage.state.topic.name])]
        const taken = claims.find((name) => claimed.has(name))
        if (taken !== undefined) {
          throw new LogError(
            'LOG_IN_USE',
            `${stage.name} cannot start: ${taken} is in use by a running stage`,
          )
        }
        const parts = { store, writer, appended, bySlot, guarded, now, onStep }
        const { sources, handle } = runStage(stage, runOptions, parts)
        for (const name of claims) claimed.add(name)
        return start(sources, runOptions.maxBatch ?? DEFAULT_BATCH, {
          handle,
          onRetry: (error) => runOptions.onTrouble?.({ stage: stage.name, kind: 'retry', error }),
          onEnd: () => claims.forEach((name) => claimed.delete(name)),
        })
      })
    },

    async append(records) {
      const targets = guarded(() => bySlot(records))
      if (records.length === 0) return []
      const firsts = await writer.submit(
        () => new Map([...targets].map(([slot, own]) => [slot, store.append(slot, own, now())])),
      )
      appended.tell(targets.keys())
      return guarded(() => slotsOf(records)).map((slot) => {
        const offset = firsts.get(slot)!
        firsts.set(slot, offset + 1)
        return { partition: slot.partition, offset }
      })
    },

    async follow(topics, from, sink) {
      const sources = guarded(() => topics.flatMap((topic) => store.slots(topic))).map((slot) => ({
        slot,
        next: from.get(`${slot.topic}/${slot.partition}`) ?? 0,
      }))
      return start(sources, DEFAULT_BATCH, {
        handle: (_, batch) => sink(batch),
        onRetry: () => undefined,
        onEnd: () => undefined,
      })
    },

    async read(topic, partition, offset, limit): Promise<Page> {
      return guarded(() => {
        const slot = slotOf(topic, partition)
        const records = store.fetch(slot, offset, Math.max(1, limit), PAGE_BYTES)
        const end = store.end(slot)
        const last = records.at(-1)
        return { records, next: last === undefined ? Math.max(offset, end) : last.offset + 1, end }
      })
    },

    partitions: (topic) => store.partitions(topic),

    async positions(group, topic) {
      return guarded(() =>
        store.slots(topic).map((slot) => ({
          partition: slot.partition,
          next: store.position(group, slot),
          end: store.end(slot),
        })),
      )
    },

    async close() {
      if (isClosed) return
      clearInterval(pruning)
      await Promise.all([...running].map((stage) => stage.stop()))
      writer.flush()
      isClosed = true
      database.close()
    },

    [Symbol.asyncDispose]: () => log.close(),
  }

  for (const topic of options.topics ?? []) guarded(() => store.slots(topic))
  await prune(true)
  // A prune that fails is a disk in trouble, which the next write reports to whom it concerns.
  const pruning = setInterval(() => void prune(false).catch(() => undefined), PRUNE_EVERY_MS).unref()
  return log
}
