import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createClearance } from '@trustlane/clearance'
import { TOPICS } from '@trustlane/contracts'
import { createEnrichment } from '@trustlane/enrichment'
import {
  type EventLog,
  LogError,
  openEmbeddedLog,
  positionKey,
  type RunningStage,
  type Trouble,
} from '@trustlane/event-log'
import { createIntake } from '@trustlane/intake'
import { createRegistry } from '@trustlane/registry'
import { openEmbeddedStatusStore, type StatusStore } from '@trustlane/trader-status'

export type Pipeline = {
  readonly log: EventLog
  readonly store: StatusStore
  /** Resolves when the registry has applied all that was on its topics at the time of the call. */
  registered(): Promise<void>
  /** Starts intake, enrichment and clearance; the registry runs from the beginning. */
  startDeciding(): Promise<void>
  /** Resolves when nothing that was submitted is left undecided. */
  drained(): Promise<void>
  /** Rejects when a stage cannot go on. */
  readonly failed: Promise<never>
  close(): Promise<void>
}

export type PipelineOptions = {
  readonly folder: string
  readonly build: string
  readonly now: () => number
  readonly onTrouble: (trouble: Trouble) => void
}

/**
 * Opens log and store in the folder and starts the registry. Rejects when another process owns the folder, and
 * with LOG_MISMATCH when the store has applied more than the log holds.
 */
export async function openPipeline({ folder, build, now, onTrouble }: PipelineOptions): Promise<Pipeline> {
  await makeFolder(folder)
  const log = await openEmbeddedLog({ folder })
  const store = await openStoreOf(log, folder).catch(async (error: unknown) => {
    await log.close()
    throw error
  })
  const registry = createRegistry({
    store,
    now,
    deadLetters: async (records) => {
      await log.append(records)
    },
  })
  const registering = await log.follow(
    [TOPICS.traderStatus, TOPICS.partyLink],
    await store.marks(),
    (batch) => registry.sink(batch),
  )
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => undefined)
  const running: RunningStage[] = [registering]
  registering.done.catch(reject)
  const deciding: RunningStage[] = []

  return {
    log,
    store,
    failed,
    registered: () => registering.caughtUp(),
    async startDeciding() {
      const stages = [
        await log.run(createIntake({ now }), { onTrouble }),
        await log.run(createEnrichment({ store, now }), { onTrouble }),
        await log.run(createClearance({ now, build }), { onTrouble }),
      ]
      for (const stage of stages) stage.done.catch(reject)
      deciding.push(...stages)
      running.unshift(...stages)
    },
    async drained() {
      // An interchange comes back to the input as single messages: once round is enough only when nothing came back.
      for (;;) {
        const before = await submitted(log)
        for (const stage of deciding) await Promise.race([stage.caughtUp(), failed])
        if ((await submitted(log)) === before) return
      }
    },
    async close() {
      await Promise.all(running.map((stage) => stage.stop()))
      await store.close()
      await log.close()
    },
  }
}

async function openStoreOf(log: EventLog, folder: string): Promise<StatusStore> {
  const store = await openEmbeddedStatusStore({ folder })
  const marks = await store.marks()
  for (const topic of [TOPICS.traderStatus, TOPICS.partyLink]) {
    for (let partition = 0; partition < log.partitions(topic); partition += 1) {
      const { end } = await log.read(topic, partition, 0, 1)
      const mark = marks.get(positionKey(topic.name, partition)) ?? 0
      if (mark <= end) continue
      await store.close()
      // Every record up to the mark would pass for applied: a suspension could go by unseen.
      const message = `status.db in ${folder} has applied ${mark} records of ${topic.name}, and the log holds ${end}: they do not belong together. Delete status.db, and it is built again from the log`
      throw new LogError('LOG_MISMATCH', message)
    }
  }
  return store
}

async function submitted(log: EventLog): Promise<number> {
  const topic = TOPICS.manifestSubmitted
  const ends = await Promise.all(
    Array.from({ length: log.partitions(topic) }, (_, partition) => log.read(topic, partition, 0, 0)),
  )
  return ends.reduce((sum, page) => sum + page.end, 0)
}

/** The file system's own words ("ENOTDIR") name a step that nobody asked for. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(join(folder, 'inbox'), { recursive: true })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why =
      code === 'ENOTDIR' || code === 'EEXIST'
        ? 'it is a file, or lies below one'
        : code === 'EROFS' || code === 'EACCES' || code === 'EPERM' || code === 'ENOENT'
          ? 'it cannot be made or written to'
          : (code ?? (error as Error).message)
    throw new LogError(
      'LOG_BROKEN',
      `the data folder ${folder} cannot be used: ${why}; expected a folder to write to`,
      {
        cause: error,
      },
    )
  }
}
