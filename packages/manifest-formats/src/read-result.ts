import type { Manifest } from '@trustlane/contracts'
import { type Problem, problemOf } from './problem.ts'

/** One message of an input. */
export type ReadMessage = {
  /** Undefined where nothing of the message may be decided. */
  manifest: Manifest | undefined
  problems: readonly Problem[]
  /**
   * This message alone, as an input of its own: reading it gives the same manifest again. EDIFACT keeps the
   * original bytes and charset (UNA and UNB of the interchange, the message, a UNZ that counts one).
   */
  bytes: Uint8Array
}

/** What an input holds. `problems` are those of the input as a whole: its format, its envelope, its end. */
export type ReadResult = {
  format: 'canonical-json' | 'edifact-cuscar' | undefined
  messages: readonly ReadMessage[]
  problems: readonly Problem[]
}

/** Messages that one input may hold; each costs its sender a record of its own. */
export const MOST_MESSAGES = 10_000

/** Refuses an input whose messages are too many to be taken at once. */
export const tooManyMessages = (format: NonNullable<ReadResult['format']>): ReadResult => ({
  format,
  messages: [],
  problems: [
    problemOf('TOO_LARGE', `the input has more than ${MOST_MESSAGES} messages; split it into several`, {
      byte: 0,
    }),
  ],
})
