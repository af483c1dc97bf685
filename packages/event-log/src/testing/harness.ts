import type { EventLog } from '../port.ts'

/** A log of one test, with short pauses before retries. Disposing it closes and removes the log. */
export type LogUnderTest = AsyncDisposable & {
  readonly log: EventLog
  /** Closes the log and opens it again on what it holds. */
  reopen(): Promise<EventLog>
  /**
   * Closes the log, runs `countingStage` on it in a process of its own with batches of `CRASH.maxBatch`,
   * kills that process without warning when it comes to this step for the n-th time, and opens the log again.
   * Rejects when the process ended in another way.
   */
  crashAt(step: string, nth: number): Promise<EventLog>
}

/** How the conformance suite gets at an adapter. */
export type LogHarness = {
  readonly open: (options: { readonly partitions: number }) => Promise<LogUnderTest>
  /** The steps of a batch at which the adapter can be killed. */
  readonly steps: readonly string[]
}
