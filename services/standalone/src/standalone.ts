import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Trouble } from '@trustlane/event-log'
import { oneLine, type Paint, serveControl } from '@trustlane/service-kit'
import { Inbox, type Taken } from './inbox.ts'
import type { Options } from './options.ts'
import { openPipeline } from './pipeline.ts'
import { printDecisions } from './printer.ts'
import { whereToLookNext, Tally } from './report.ts'
import { loadSampleLists, publishSampleManifests } from './samples.ts'

export type Surroundings = {
  readonly build: string
  readonly now: () => number
  readonly write: (text: string) => void
  readonly warn: (text: string) => void
  readonly paint: Paint
  /** Columns of the terminal; `undefined` for a pipe. */
  readonly width: number | undefined
  /** Aborted when somebody wants it to stop. */
  readonly stop: AbortSignal
}

const INBOX_EVERY_MS = 500
/** A file that was written to within this time is still being written. */
const QUIET_MS = 1000

/**
 * Runs the whole pipeline on a folder until it is stopped, or with `once` until nothing is left to decide.
 * Resolves with whether every file of the inbox was taken.
 */
export async function standalone(options: Options, around: Surroundings): Promise<boolean> {
  const { write, warn, paint, now, stop } = around
  const pipeline = await openPipeline({
    folder: options.data,
    build: around.build,
    now,
    onTrouble: (trouble) => warn(troubleLine(trouble)),
  })
  const inbox = new Inbox(join(options.data, 'inbox'), pipeline.log, now)
  const tally = new Tally()
  let isAllTaken = true

  function report(taken: readonly Taken[]): void {
    for (const file of taken) {
      if (file.kind === 'published') write(paint('quiet', `took ${oneLine(file.name)} from the inbox\n`))
      else {
        isAllTaken = false
        warn(`trustlane: ${oneLine(file.why)}; ${whatBecameOf(file)}\n`)
      }
    }
  }

  const whatBecameOf = ({ kind }: Taken): string =>
    kind === 'refused'
      ? `it is kept in ${options.data}/inbox/refused`
      : 'it stays in the inbox and is tried again'

  async function decideAndReport(): Promise<void> {
    if (options.samples) write(await loadSampleLists(pipeline, now))
    await pipeline.registered()
    const { printing, earlier } = await printDecisions(pipeline, tally, around)
    if (earlier > 0) write(paint('quiet', `${earlier} decisions were made before this start\n`))
    if (options.samples) await publishSampleManifests(pipeline.log, options.data, now)
    report(await inbox.open())
    if (options.once) report(await inbox.takeAll(0))
    await pipeline.startDeciding()
    await pipeline.drained()
    await printing.caughtUp()
    write(`\n${tally.table(paint, around.width)}\n${whereToLookNext(options.data)}`)
  }

  async function watchInbox(): Promise<void> {
    while (!stop.aborted) {
      report(await inbox.takeAll(QUIET_MS))
      await pause(INBOX_EVERY_MS, undefined, { signal: stop }).catch(() => undefined)
    }
  }

  const control = await serveControl({ folder: options.data, log: pipeline.log, store: pipeline.store })
  try {
    const stopped = new Promise<void>((resolve) => {
      if (stop.aborted) resolve()
      stop.addEventListener('abort', () => resolve(), { once: true })
    })
    await Promise.race([decideAndReport(), pipeline.failed, stopped])
    if (!options.once && !stop.aborted) {
      write(`\nWatching ${options.data}/inbox. Ctrl-C stops.\n`)
      await Promise.race([watchInbox(), pipeline.failed])
    }
    if (stop.aborted) write('Stopped. Nothing is lost: the next start goes on from here.\n')
    return isAllTaken
  } finally {
    await control.close()
    await pipeline.close()
  }
}

const troubleLine = ({ stage, kind, error }: Trouble): string =>
  kind === 'retry'
    ? `trustlane: ${stage} waits and tries again: ${oneLine(error.message)}\n`
    : `trustlane: ${stage} failed on a record, which is now a dead letter: ${oneLine(error.message)}\n`
