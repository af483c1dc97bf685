import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import { isRetriable } from '../errors.ts'
import type { Incoming, RunningStage } from '../port.ts'
import type { Slot } from './store.ts'

/** A partition that is being read, and the offset to read next. */
export type Source = { readonly slot: Slot; next: number }

export type PumpOptions = {
  readonly sources: readonly Source[]
  readonly fetch: (source: Source) => Incoming[]
  readonly end: (slot: Slot) => number
  /** Resolves when something is appended to one of the slots after the call, or the signal is aborted. */
  readonly appended: (slots: readonly Slot[], signal: AbortSignal) => Promise<void>
  /** Deals with a batch for good. A retriable rejection means: the same batch again, after a pause. */
  readonly handle: (source: Source, batch: readonly Incoming[], signal: AbortSignal) => Promise<void>
  readonly onRetry: (error: Error) => void
  readonly backOff: BackOff
  /** Called once, when the pump reads no more. */
  readonly onEnd: () => void
}

/** Pause before the first further try, and the longest; it doubles in between. Milliseconds. */
export type BackOff = { readonly first: number; readonly longest: number }

/**
 * Reads the sources in turn, batch by batch, for as long as there is something to read, and waits for what is
 * appended next. `done` rejects when a batch fails for good; nobody listening to it is an unhandled rejection,
 * since work that stands still must not go unnoticed.
 */
export function pump(options: PumpOptions): RunningStage {
  const { sources } = options
  const stopping = new AbortController()
  const signal = stopping.signal
  let waiting: { readonly targets: readonly number[]; readonly settle: (error?: unknown) => void }[] = []
  let ended: { readonly error?: unknown } | undefined

  const settleWaiting = (): void => {
    waiting = waiting.filter(({ targets, settle }) => {
      const reached = targets.every((target, at) => sources[at]!.next >= target)
      if (reached) settle()
      return !reached
    })
  }

  async function loop(): Promise<void> {
    while (!signal.aborted) {
      let idle = true
      for (const source of sources) {
        if (signal.aborted) return
        const batch = options.fetch(source)
        if (batch.length === 0) {
          // Records at the end may have been pruned: there is nothing to wait for.
          source.next = options.end(source.slot)
          continue
        }
        idle = false
        await untilHandled(source, batch)
        settleWaiting()
        await turn()
      }
      if (!idle) continue
      settleWaiting()
      await options.appended(
        sources.map(({ slot }) => slot),
        signal,
      )
    }
  }

  async function untilHandled(source: Source, batch: readonly Incoming[]): Promise<void> {
    for (let pause = options.backOff.first; ; pause = Math.min(pause * 2, options.backOff.longest)) {
      try {
        await options.handle(source, batch, signal)
        source.next = batch.at(-1)!.offset + 1
        return
      } catch (error) {
        if (signal.aborted) return
        if (!isRetriable(error)) throw error
        options.onRetry(error as Error)
        await delay(pause, undefined, { signal }).catch(() => undefined)
        if (signal.aborted) return
      }
    }
  }

  const looped = loop()
  const finished = looped.then(
    () => finish({}),
    (error: unknown) => finish({ error }),
  )
  function finish(end: { readonly error?: unknown }): void {
    ended = end
    options.onEnd()
    for (const { settle } of waiting) settle(end.error ?? stopped())
    waiting = []
  }

  return {
    // A promise of its own: `looped` is listened to above, and its rejection would go unnoticed.
    done: looped.then(() => undefined),
    caughtUp() {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      if (ended !== undefined) return Promise.reject(ended.error ?? stopped())
      const settle = (error?: unknown): void => (error === undefined ? resolve() : reject(error))
      waiting.push({ targets: sources.map(({ slot }) => options.end(slot)), settle })
      settleWaiting()
      return promise
    },
    async stop() {
      stopping.abort(stopped())
      await finished
    },
  }
}

const stopped = (): Error => new Error('The stage was stopped')
