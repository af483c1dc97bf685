import type { DatabaseSync } from 'node:sqlite'
import { recordId, type Slot } from './store.ts'

/** How long the trace of a removed key stays in a compacted topic, for readers that keep up: as in Kafka. */
const TOMBSTONE_MS = 86_400_000
/** Records per transaction: a few milliseconds of a process that also has other work. */
const CHUNK = 1000

export type Prune = {
  readonly now: number
  /** Spares topics that no group has read yet: at the start of a process its stages are still to come. */
  readonly onlyRead?: boolean
}

/**
 * Deletes one chunk of what is older than its topic keeps, never what a group has still to read, and gives the
 * number of records. Call it until that is 0. The room is used again by later records; the file does not shrink.
 */
export function pruneChunk(db: DatabaseSync, { now, onlyRead = false }: Prune): number {
  const slots = db
    .prepare(
      `SELECT slots.id, topic, partition, retention, compact, slots.next AS end, min(positions.next) AS low
       FROM slots JOIN topics ON topics.name = topic LEFT JOIN positions ON slot = slots.id GROUP BY slots.id`,
    )
    .all()
  for (const row of slots) {
    if (onlyRead && row['low'] === null) continue
    const compact = row['compact'] === 1
    const slot: Slot = { id: Number(row['id']), topic: '', partition: Number(row['partition']), compact }
    const before = recordId(slot, Number(row['low'] ?? row['end']))
    const retention = Number(row['retention'])
    const pruned = compact
      ? pruneTombstones(db, slot, before, now - TOMBSTONE_MS)
      : retention < 0
        ? 0
        : pruneOld(db, slot, before, now - retention)
    if (pruned > 0) return pruned
  }
  return 0
}

/** Timestamps of a slot never go back, so the old ones are its first ones. */
function pruneOld(db: DatabaseSync, slot: Slot, before: number, olderThan: number): number {
  const first = db
    .prepare('SELECT id, timestamp FROM records WHERE id >= ? AND id < ? ORDER BY id LIMIT ?')
    .all(recordId(slot, 0), before, CHUNK)
  const old = first.filter(({ timestamp }) => Number(timestamp) < olderThan)
  const last = old.at(-1)
  if (last === undefined) return 0
  db.prepare('DELETE FROM records WHERE id >= ? AND id <= ?').run(recordId(slot, 0), Number(last['id']))
  return old.length
}

function pruneTombstones(db: DatabaseSync, slot: Slot, before: number, olderThan: number): number {
  const old = db
    .prepare(
      `SELECT id, key FROM records INDEXED BY tombstones
       WHERE value IS NULL AND timestamp < ? AND id >= ? AND id < ? LIMIT ?`,
    )
    .all(olderThan, recordId(slot, 0), before, CHUNK)
  if (old.length === 0) return 0
  const forget = db.prepare('DELETE FROM latest WHERE slot = ? AND key = ? AND id = ?')
  const remove = db.prepare('DELETE FROM records WHERE id = ?')
  db.exec('BEGIN IMMEDIATE')
  try {
    for (const { id, key } of old) {
      forget.run(slot.id, key as Uint8Array, Number(id))
      remove.run(Number(id))
    }
    db.exec('COMMIT')
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
  return old.length
}
