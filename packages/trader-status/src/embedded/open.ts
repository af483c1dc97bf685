import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { StatusStore } from '../port.ts'
import { StatusStoreError } from '../status-store-error.ts'
import { prepareApply } from './apply.ts'
import { prepareReads } from './read.ts'
import { prepare } from './schema.ts'
import { asStatusStoreError } from './sqlite-error.ts'
import { sweepSlice } from './sweep.ts'

/** Where the store lies: `status.db` in a folder, which is made if need be, or a file of its own. */
export type EmbeddedStatusStoreOptions = { readonly folder: string } | { readonly file: string }

/** Members that one slice deletes: some 20 ms, during which nothing else runs. */
const SLICE = 1000
const PAUSE_MS = 10

/**
 * Opens the status store of a single process, one SQLite file (`file: ':memory:'` keeps nothing). The file is
 * locked until `close` or the end of the process. Rejects with a `StatusStoreError`: `STATUS_IN_USE` when
 * another process holds it.
 */
export async function openEmbeddedStatusStore(options: EmbeddedStatusStoreOptions): Promise<StatusStore> {
  const file = 'file' in options ? options.file : join(options.folder, 'status.db')
  let db: DatabaseSync | undefined
  try {
    if ('folder' in options) mkdirSync(options.folder, { recursive: true })
    db = new DatabaseSync(file)
    prepare(db)
    return storeOn(db, file)
  } catch (error) {
    if (db?.isOpen === true) db.close()
    throw asStatusStoreError(error, file)
  }
}

function storeOn(db: DatabaseSync, file: string): StatusStore {
  const reads = prepareReads(db)
  const applyAll = prepareApply(db)
  let sweeping: NodeJS.Timeout | undefined

  async function guard<T>(work: () => T): Promise<T> {
    if (!db.isOpen) throw new StatusStoreError('STATUS_CLOSED', `the status store is closed (${file})`)
    try {
      return work()
    } catch (error) {
      throw asStatusStoreError(error, file)
    }
  }

  function sweepSoon(): void {
    sweeping ??= setTimeout(() => {
      sweeping = undefined
      // A slice that fails is left for the next change or the next start; nobody waits for it.
      guard(() => sweepSlice(db, SLICE)).then(
        (more) => (more ? sweepSoon() : undefined),
        () => undefined,
      )
    }, PAUSE_MS).unref()
  }

  async function close(): Promise<void> {
    clearTimeout(sweeping)
    if (db.isOpen) db.close()
  }

  sweepSoon()
  return {
    lookup: (parties, at) => guard(() => reads.lookup(parties, at)),
    apply: (changes) =>
      guard(() => {
        if (applyAll(changes)) sweepSoon()
      }),
    marks: () => guard(reads.marks),
    lists: () => guard(reads.lists),
    find: (id) => guard(() => reads.find(id)),
    links: () => guard(reads.links),
    close,
    [Symbol.asyncDispose]: close,
  }
}
