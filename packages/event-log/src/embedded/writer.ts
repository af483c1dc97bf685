import type { DatabaseSync } from 'node:sqlite'
import { LogError } from '../errors.ts'
import { asLogError } from './sqlite-error.ts'

type Item = {
  readonly work: () => void
  readonly committed: () => void
  readonly failed: (error: unknown) => void
}

/**
 * The one place where records are written. Work that arrives while the process is busy shares a transaction,
 * and with it the wait for the disk; each piece is in it whole, or its promise rejects and none of it is.
 */
export class Writer {
  readonly #db: DatabaseSync
  readonly #file: string
  /** Tries to make room in a full file; says whether it did. Does not throw. */
  readonly #makeRoom: () => boolean
  #queue: Item[] = []
  /** Set once the disk has failed: what it holds is not known, so nothing more is written to it. */
  #broken: LogError | undefined

  constructor(db: DatabaseSync, file: string, makeRoom: () => boolean) {
    this.#db = db
    this.#file = file
    this.#makeRoom = makeRoom
  }

  /** Runs `work`, which must not wait, in a transaction; resolves with its value once that is on the disk. */
  submit<T>(work: () => T): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    let result: T
    if (this.#queue.length === 0) setImmediate(() => this.flush())
    this.#queue.push({
      work: () => {
        result = work()
      },
      committed: () => resolve(result),
      failed: reject,
    })
    return promise
  }

  /** Commits what is waiting, now. */
  flush(): void {
    const items = this.#queue
    this.#queue = []
    if (items.length > 0) this.#commit(items, true)
  }

  #commit(items: readonly Item[], mayMakeRoom: boolean): void {
    try {
      if (this.#broken !== undefined) throw this.#broken
      this.#db.exec('BEGIN IMMEDIATE')
      for (const item of items) item.work()
      this.#db.exec('COMMIT')
    } catch (thrown) {
      const error = this.#rolledBack(thrown)
      if (items.length > 1) {
        // One of them is to blame, or too large for the room that is left: each stands for itself.
        for (const item of items) this.#commit([item], mayMakeRoom)
        return
      }
      if (mayMakeRoom && error instanceof LogError && error.code === 'LOG_FULL' && this.#makeRoom()) {
        this.#commit(items, false)
        return
      }
      for (const item of items) item.failed(error)
      return
    }
    for (const item of items) item.committed()
  }

  #rolledBack(thrown: unknown): unknown {
    const error = asLogError(thrown, this.#file)
    if (error instanceof LogError && error.code === 'LOG_BROKEN') this.#broken = error
    try {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
    } catch (second) {
      const message = `${this.#file} could not take back a transaction: open it again`
      this.#broken = new LogError('LOG_BROKEN', message, { cause: second })
      return this.#broken
    }
    return error
  }
}
