/** Closed list of what can go wrong in the log itself. */
export const LOG_ERRORS = [
  'LOG_IN_USE',
  'LOG_FULL',
  'LOG_BROKEN',
  'LOG_CLOSED',
  'TOO_MANY_FAILURES',
  'DEPENDENCY_DOWN',
  'RECORD_REFUSED',
  'GROUP_LAGS',
  'LOG_MISMATCH',
] as const
export type LogErrorCode = (typeof LOG_ERRORS)[number]

/**
 * A failure of the log, or of something that a stage depends on. `retriable` (kafkajs's spelling) means that
 * the same call may succeed later: a runner pauses and tries again, and the record is not blamed.
 */
export class LogError extends Error {
  readonly code: LogErrorCode
  readonly retriable: boolean

  constructor(code: LogErrorCode, message: string, options: { cause?: unknown; retriable?: boolean } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'LogError'
    this.code = code
    this.retriable = options.retriable ?? false
  }
}

/** True for any error that says of itself that trying again may help. */
export const isRetriable = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && (error as { retriable?: unknown }).retriable === true
