import type { DatabaseSync } from 'node:sqlite'
import { memberKeys } from '../party-keys.ts'
import { restored } from './member-records.ts'
import { inTransaction } from './transaction.ts'

/**
 * Deletes up to `limit` members of generations that no longer count, with their keys, in one short
 * transaction; true when more is left. Slices keep look-ups going while a list of a million is taken away.
 */
export function sweepSlice(db: DatabaseSync, limit: number): boolean {
  return inTransaction(db, () => {
    const id = db.prepare(`SELECT id FROM generation WHERE state = 'garbage' LIMIT 1`).get()?.['id']
    if (id === undefined) return false
    const rows = db
      .prepare('SELECT id, membership FROM member WHERE generation = ? LIMIT ?')
      .all(id, limit) as { id: number; membership: string | null }[]
    const dropKey = db.prepare('DELETE FROM key WHERE key = ? AND member = ?')
    const dropMember = db.prepare('DELETE FROM member WHERE id = ?')
    for (const row of rows) {
      const keys = row.membership === null ? [] : memberKeys(restored('', '', row.membership))
      for (const key of keys) dropKey.run(key, row.id)
      dropMember.run(row.id)
    }
    if (rows.length === limit) return true
    db.prepare('DELETE FROM load_part WHERE generation = ?').run(id)
    db.prepare(`UPDATE generation SET state = 'gone', members = 0 WHERE id = ?`).run(id)
    return db.prepare(`SELECT 1 FROM generation WHERE state = 'garbage' LIMIT 1`).get() !== undefined
  })
}
