import { LogError } from '@trustlane/event-log'
import { ControlError, oneLine } from '@trustlane/service-kit'
import { ListRefusedError, StatusStoreError } from '@trustlane/trader-status'
import { CliError, EXIT, type ExitCode } from './exit.ts'

/** What a failed command says and ends with. An error that nobody expected is a bug; it says so, in one line too. */
export function failureOf(error: unknown): { readonly message: string; readonly exitCode: ExitCode } {
  if (error instanceof CliError) return { message: oneLine(error.message), exitCode: error.exitCode }
  if (error instanceof ListRefusedError) {
    return { message: oneLine(error.message), exitCode: EXIT.unreadable }
  }
  const message = oneLine(error instanceof Error ? error.message : String(error))
  const isExpected =
    error instanceof LogError ||
    error instanceof StatusStoreError ||
    error instanceof ControlError ||
    isSystemError(error)
  if (isExpected) return { message, exitCode: EXIT.failed }
  const hint = 'this is a bug of Trustlane; TRUSTLANE_DEBUG=1 shows where'
  return { message: `${message} (${hint})`, exitCode: EXIT.failed }
}

const isSystemError = (error: unknown): boolean =>
  error instanceof Error && typeof (error as { syscall?: unknown }).syscall === 'string'
