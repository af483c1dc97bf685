import { isRetriable } from '@trustlane/event-log'
import type { Lookup, PartyKeys, StatusStore } from '@trustlane/trader-status'
import type { Outage } from './outage.ts'

/** Waits so many milliseconds, or rejects when the signal is aborted. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>

const FIRST_WAIT_MS = 50
const LONGEST_WAIT_MS = 2_000

/**
 * Asks the store, again and again with growing pauses while it is down, until the deadline of the outage has
 * passed; then `undefined`. At least one attempt is made, so that the first batch after an outage ends it.
 * Rejects when the signal is aborted, and with any error that does not call itself retriable.
 */
export async function lookUp(
  store: Pick<StatusStore, 'lookup'>,
  keys: readonly PartyKeys[],
  at: Date,
  { outage, wait, signal }: { readonly outage: Outage; readonly wait: Wait; readonly signal: AbortSignal },
): Promise<Lookup | undefined> {
  for (let pause = FIRST_WAIT_MS; ; pause = Math.min(pause * 2, LONGEST_WAIT_MS)) {
    signal.throwIfAborted()
    try {
      const answer = await store.lookup(keys, at)
      outage.answered()
      return answer
    } catch (error) {
      if (!(error instanceof Error) || !isRetriable(error)) throw error
      outage.failed(error)
    }
    const left = outage.left()
    if (left === 0) return undefined
    await wait(Math.min(pause, left), signal)
  }
}
