/** Exit codes of the command; documented in the README and in `--help`. */
export const EXIT = {
  ok: 0,
  /** It could not be done. */
  failed: 1,
  /** Something of the input could not be read; what could be read was handled. */
  unreadable: 2,
  /** The command line is wrong (`EX_USAGE` of BSD). */
  usage: 64,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Ends a command with one line for the user: what was wrong, where, and what was expected. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly exitCode: ExitCode

  constructor(message: string, exitCode: ExitCode = EXIT.failed) {
    super(message)
    this.exitCode = exitCode
  }
}

export const usageError = (message: string): CliError => new CliError(message, EXIT.usage)
export const unreadableError = (message: string): CliError => new CliError(message, EXIT.unreadable)
