import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { STATUS_STORE_CODES, StatusStoreError } from '../status-store-error.ts'
import { inTransaction } from './transaction.ts'
import { asStatusStoreError } from './sqlite-error.ts'

function thrownBy(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return asStatusStoreError(error, 'status.db')
  }
  return undefined
}

test('takes a full disk for a failure that may pass, and leaves nothing of the transaction', () => {
  using db = new DatabaseSync(':memory:')
  db.exec('CREATE TABLE t (x); PRAGMA max_page_count = 4')
  const fill = db.prepare('INSERT INTO t VALUES (zeroblob(100000))')
  const error = thrownBy(() =>
    inTransaction(db, () => {
      db.exec('INSERT INTO t VALUES (1)')
      fill.run()
    }),
  )
  expect(error).toMatchObject({ code: 'STATUS_FULL', retriable: true })
  expect(db.prepare('SELECT count(*) AS n FROM t').get()?.['n']).toBe(0)
  expect(db.isTransaction).toBe(false)
})

test('names what it knows no better as the store being down, and keeps the cause', () => {
  using db = new DatabaseSync(':memory:')
  const error = thrownBy(() => db.exec('SELECT nothing FROM nowhere'))
  expect(error).toMatchObject({ code: 'STATUS_DOWN', retriable: true })
  expect(error).toBeInstanceOf(StatusStoreError)
  expect(error).toHaveProperty('cause.errcode', 1)
})

test('leaves the errors of others as they are', () => {
  const bug = new TypeError('a bug')
  expect(asStatusStoreError(bug, 'status.db')).toBe(bug)
  expect(asStatusStoreError('text', 'status.db')).toBe('text')
})

test('has only codes with one prefix', () => {
  expect(STATUS_STORE_CODES.every((code) => /^STATUS_[A-Z_]+$/.test(code))).toBe(true)
})
