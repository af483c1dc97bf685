import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { Writer } from './writer.ts'

function aWriter(makeRoom: () => boolean = () => false) {
  const db = new DatabaseSync(':memory:')
  db.exec('CREATE TABLE t (n INTEGER)')
  const insert = (n: number): void => {
    db.prepare('INSERT INTO t VALUES (?)').run(n)
  }
  const rows = (): unknown[] =>
    db
      .prepare('SELECT n FROM t')
      .all()
      .map(({ n }) => n)
  return { db, insert, rows, writer: new Writer(db, 'the file', makeRoom) }
}
const sqlite = (errcode: number): Error => Object.assign(new Error('from sqlite'), { errcode })

describe('Writer', () => {
  test('it commits together what is submitted together, in order', async () => {
    const { insert, rows, writer } = aWriter()
    const settled: number[] = []
    const seenBy: number[][] = []
    const submit = (n: number) =>
      writer
        .submit(() => {
          seenBy.push([...settled])
          insert(n)
          return n
        })
        .then((value) => settled.push(value))
    await Promise.all([1, 2, 3].map(submit))
    expect(rows()).toEqual([1, 2, 3])
    expect(settled).toEqual([1, 2, 3])
    // Nothing was told to be on the disk before all of it was in the transaction.
    expect(seenBy).toEqual([[], [], []])
  })

  test('it takes back the whole of a piece that fails, and nothing of the others', async () => {
    const { insert, rows, writer } = aWriter()
    const failing = writer.submit(() => {
      insert(2)
      throw new Error('no')
    })
    const others = [writer.submit(() => insert(1)), writer.submit(() => insert(3))]
    await expect(failing).rejects.toThrow('no')
    await Promise.all(others)
    expect(rows()).toEqual([1, 3])
  })

  test.each([
    { freed: true, tries: 2 },
    { freed: false, tries: 1 },
  ])('it tries $tries times when the file is full and room was made: $freed', async ({ freed, tries }) => {
    const { writer } = aWriter(() => freed)
    let tried = 0
    const full = writer.submit(() => {
      tried += 1
      throw sqlite(13)
    })
    await expect(full).rejects.toMatchObject({ code: 'LOG_FULL', retriable: true })
    expect(tried).toBe(tries)
  })

  test('it writes nothing more once the disk has failed', async () => {
    const { insert, rows, writer } = aWriter()
    // SQLITE_IOERR_FSYNC: what reached the disk is unknown.
    await expect(
      writer.submit(() => {
        throw sqlite(1034)
      }),
    ).rejects.toMatchObject({ code: 'LOG_BROKEN' })
    await expect(writer.submit(() => insert(1))).rejects.toMatchObject({ code: 'LOG_BROKEN' })
    expect(rows()).toEqual([])
  })

  test('it commits what is waiting when it is told to', async () => {
    const { insert, rows, writer } = aWriter()
    const submitted = writer.submit(() => insert(1))
    writer.flush()
    expect(rows()).toEqual([1])
    await submitted
  })
})
