import { StatusStoreError, type StatusStoreCode } from '../status-store-error.ts'

/** Primary result codes of SQLite (the low byte) that say more than "it failed". */
const BY_RESULT: Readonly<Record<number, readonly [StatusStoreCode, string]>> = {
  5: ['STATUS_IN_USE', 'another process is using the status store'],
  6: ['STATUS_IN_USE', 'another process is using the status store'],
  8: ['STATUS_DOWN', 'the status store cannot be written'],
  10: ['STATUS_DOWN', 'the status store cannot be read or written'],
  11: ['STATUS_DAMAGED', 'the status store is damaged: delete it, and it is built again from the log'],
  13: ['STATUS_FULL', 'the disk of the status store is full'],
  14: ['STATUS_DOWN', 'the status store cannot be opened'],
  26: ['STATUS_DAMAGED', 'the file is no status store'],
}

/** An error of SQLite as one of the store; any other value is given back as it is. */
export function asStatusStoreError(error: unknown, file: string): unknown {
  const result = (error as { errcode?: unknown } | null)?.errcode
  if (!(error instanceof Error) || typeof result !== 'number') return error
  const [code, sentence] = BY_RESULT[result & 0xff] ?? ['STATUS_DOWN', 'the status store failed']
  return new StatusStoreError(code, `${sentence} (${file}: ${error.message})`, { cause: error })
}
