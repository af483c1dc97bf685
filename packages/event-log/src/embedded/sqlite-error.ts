import { LogError } from '../errors.ts'

const BUSY = 5
const LOCKED = 6
const FULL = 13
/** READONLY, IOERR, CORRUPT, CANTOPEN, NOTADB. */
const BROKEN = new Set([8, 10, 11, 14, 26])

/**
 * What SQLite reported, as an error of the log: LOG_FULL can be tried again when there is room, LOG_BROKEN
 * needs a person. Any other error is given back as it is.
 */
export function asLogError(error: unknown, file: string): unknown {
  const code = primaryCode(error)
  if (code === undefined) return error
  if (code === BUSY || code === LOCKED) {
    return new LogError('LOG_IN_USE', `${file} is in use by another process`, { cause: error })
  }
  if (code === FULL) {
    const message = `No room left for ${file}: free some space on its disk, nothing was half written`
    return new LogError('LOG_FULL', message, { cause: error, retriable: true })
  }
  if (BROKEN.has(code)) {
    const said = error instanceof Error ? error.message : 'unknown error'
    return new LogError('LOG_BROKEN', `${file} cannot be read or written as a log: ${said}`, { cause: error })
  }
  return error
}

/** SQLite's primary result code; node:sqlite gives the extended one, whose low byte it is. */
function primaryCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | null)?.errcode
  return typeof code === 'number' ? code & 0xff : undefined
}
