import type { Manifest } from '@trustlane/contracts'
import type { Problem } from './problem.ts'

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
