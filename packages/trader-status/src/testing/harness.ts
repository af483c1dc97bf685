import type { StatusStore } from '../port.ts'

/** An empty store of an adapter, and how to open the same one again after it was closed. */
export type OpenedStatusStore = {
  readonly store: StatusStore
  reopen(): Promise<StatusStore>
  [Symbol.asyncDispose](): Promise<void>
}

export type OpenStatusStore = () => Promise<OpenedStatusStore>
