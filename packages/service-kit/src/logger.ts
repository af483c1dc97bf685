import { type DestinationStream, pino } from 'pino'

/** Structured log of a process: one JSON object a line. */
export type Logger = {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export type LoggerOptions = {
  readonly name: string
  readonly level?: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Default: standard error, so that standard output stays free for results. */
  readonly destination?: DestinationStream
}

/** Fields that name a firm or say where it is: commercial data, and personal where the firm is a person. */
const SECRET_FIELDS = new Set(['name', 'names', 'address', 'addresses', 'lines', 'city', 'postcode', 'token'])
const CENSORED = '[redacted]'
const MAX_DEPTH = 10

/**
 * A pino logger. Whatever object is logged, at whatever depth, the fields that hold names and addresses are
 * blanked: an id, a code and an offset are enough to find the record that the line is about. Errors pass with
 * their message, so a message must not quote a party.
 */
export function createLogger(options: LoggerOptions): Logger {
  return pino(
    {
      name: options.name,
      level: options.level ?? 'info',
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        // Pino's own `redact` takes paths of fixed depth; a party may stand anywhere in what is logged.
        log: (fields) => censored(fields, 0) as Record<string, unknown>,
      },
    },
    options.destination ?? pino.destination({ dest: 2, sync: true }),
  )
}

function censored(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error || value instanceof Date) {
    return value
  }
  if (depth >= MAX_DEPTH) return '[deeper]'
  if (Array.isArray(value)) return value.map((part) => censored(part, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      SECRET_FIELDS.has(key) ? CENSORED : censored(part, depth + 1),
    ]),
  )
}
