import { type Paint, painterFor } from '@trustlane/service-kit'

/** Everything that a command has of the outside world beside files: a test hands in its own. */
export type Io = {
  /** Resolves when the text has been taken over by the reader, so that a slow one holds the command back. */
  readonly stdout: { write(text: string): Promise<void> }
  readonly stderr: { write(text: string): unknown; readonly isTTY: boolean }
  /** Whether standard output is a terminal. */
  readonly isTTY: boolean
  readonly columns: number
  readonly now: () => Date
  readonly env: Readonly<Record<string, string | undefined>>
  /** Who runs the command: the operating system's user. */
  readonly user: string
  readonly stdin: () => Promise<Uint8Array>
  /** Aborted by Ctrl-C: what follows a topic ends. */
  readonly signal: AbortSignal
}

/** How this terminal wants a table: colours or none, its width or none for a pipe. */
export function look(io: Io): { readonly paint: Paint; readonly width?: number } {
  return { paint: painterFor(io), ...(io.isTTY && { width: io.columns }) }
}

/** What JSON leaves as it is and a terminal obeys: eight-bit controls, line separators, changes of direction. */
const OBEYED = /[\u007F-\u009F\u2028\u2029\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/g

/** A value as JSON, in which nothing of a stranger's can be taken for an order to the terminal. */
export const jsonText = (value: unknown, space?: number): string =>
  JSON.stringify(value, null, space).replaceAll(
    OBEYED,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** One JSON value a line. */
export const jsonLine = (value: unknown): string => `${jsonText(value)}\n`
