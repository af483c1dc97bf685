/**
 * What can go wrong with a status store. `STATUS_IN_USE`: another process holds the file. `STATUS_FULL`: the
 * disk is full. `STATUS_DOWN`: it cannot be read or written just now. `STATUS_DAMAGED`: the file is not what
 * it was. `STATUS_FORMAT`: written by another version of Trustlane. `STATUS_CLOSED`: used after `close`.
 */
export const STATUS_STORE_CODES = [
  'STATUS_IN_USE',
  'STATUS_FULL',
  'STATUS_DOWN',
  'STATUS_DAMAGED',
  'STATUS_FORMAT',
  'STATUS_CLOSED',
] as const
export type StatusStoreCode = (typeof STATUS_STORE_CODES)[number]

const RETRIABLE: ReadonlySet<StatusStoreCode> = new Set(['STATUS_FULL', 'STATUS_DOWN'])

/** A failed status store; `retriable` when the same call may succeed later without anybody changing the program. */
export class StatusStoreError extends Error {
  override readonly name = 'StatusStoreError'
  readonly code: StatusStoreCode
  readonly retriable: boolean

  constructor(code: StatusStoreCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.retriable = RETRIABLE.has(code)
  }
}
