import type { DatabaseSync } from 'node:sqlite'
import { prepareMembers } from './member-records.ts'
import { inTransaction } from './transaction.ts'

/**
 * Deletes up to `limit` members of generations that no longer count, with what only they held, in one short
 * transaction; true when more is left. Slices keep look-ups going while a list of a million is taken away.
 */
export function sweepSlice(db: DatabaseSync, limit: number): boolean {
  return inTransaction(db, () => {
    const id = db.prepare(`SELECT id FROM generation WHERE state = 'garbage' LIMIT 1`).get()?.['id']
    if (id === undefined) return false
    const rows = db
      .prepare('SELECT member_id, record FROM member WHERE generation = ? LIMIT ?')
      .all(id, limit) as { member_id: string; record: number | null }[]
    const dropMember = db.prepare('DELETE FROM member WHERE generation = ? AND member_id = ?')
    const { release } = prepareMembers(db)()
    for (const { member_id: memberId, record } of rows) {
      dropMember.run(id, memberId)
      if (record !== null) release(record)
    }
    if (rows.length === limit) return true
    db.prepare('DELETE FROM load_part WHERE generation = ?').run(id)
    db.prepare(`UPDATE generation SET state = 'gone', members = 0 WHERE id = ?`).run(id)
    return db.prepare(`SELECT 1 FROM generation WHERE state = 'garbage' LIMIT 1`).get() !== undefined
  })
}
