import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Topic } from '@trustlane/contracts'
import type { Incoming, Outgoing } from '../port.ts'
import { packHeaders, unpackHeaders } from './header-bytes.ts'

/** A partition of a topic in the file. */
export type Slot = {
  readonly id: number
  readonly topic: string
  readonly partition: number
  readonly compact: boolean
}

/** Room for the offsets of a partition in the ids of its records. */
const OFFSETS = 2 ** 40
/** The id of the record at an offset of a slot. */
export const recordId = (slot: Slot, offset: number): number => slot.id * OFFSETS + offset

type Row = [
  id: number,
  timestamp: number,
  key: Uint8Array | null,
  headers: Uint8Array,
  value: Uint8Array | null,
]

/** Reads and writes the file, synchronously and through prepared statements. Transactions are the writer's. */
export class Store {
  readonly #db: DatabaseSync
  readonly #partitions: number
  readonly #slots = new Map<string, readonly Slot[]>()
  readonly #statements = new Map<string, StatementSync>()

  constructor(db: DatabaseSync, partitions: number) {
    this.#db = db
    this.#partitions = partitions
  }

  partitions(topic: Topic): number {
    return Math.min(topic.partitions, this.#partitions)
  }

  /** The partitions of a topic, made on first use. Not to be called within a transaction. */
  slots(topic: Topic): readonly Slot[] {
    const known = this.#slots.get(topic.name)
    if (known !== undefined) return known
    const compact = topic.cleanup === 'compact'
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      this.#sql('INSERT OR REPLACE INTO topics (name, retention, compact) VALUES (?, ?, ?)').run(
        topic.name,
        topic.retentionMs,
        compact ? 1 : 0,
      )
      const add = this.#sql('INSERT OR IGNORE INTO slots (topic, partition) VALUES (?, ?)')
      for (let partition = 0; partition < this.partitions(topic); partition += 1)
        add.run(topic.name, partition)
      this.#db.exec('COMMIT')
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw error
    }
    const rows = this.#sql('SELECT id, partition FROM slots WHERE topic = ? ORDER BY partition').all(
      topic.name,
    )
    const slots = rows.map(({ id, partition }) => ({
      id: Number(id),
      topic: topic.name,
      partition: Number(partition),
      compact,
    }))
    this.#slots.set(topic.name, slots)
    return slots
  }

  /** Offset that the next record of the slot gets. */
  end(slot: Slot): number {
    return Number(this.#sql('SELECT next FROM slots WHERE id = ?').get(slot.id)?.['next'])
  }

  /**
   * Appends within a transaction and gives the first offset. The timestamp of a slot never goes back. In a
   * compacted topic the record takes the place of the one before it with its key.
   */
  append(slot: Slot, records: readonly Pick<Outgoing, 'key' | 'value' | 'headers'>[], now: number): number {
    const before = this.#sql('SELECT next, timestamp FROM slots WHERE id = ?').get(slot.id)
    const first = Number(before?.['next'])
    const timestamp = Math.max(now, Number(before?.['timestamp']))
    const insert = this.#sql(
      'INSERT INTO records (id, timestamp, key, headers, value) VALUES (?, ?, ?, ?, ?)',
    )
    let offset = first
    for (const { key, value, headers } of records) {
      const keyBytes = key === null ? null : Buffer.from(key)
      const id = recordId(slot, offset)
      insert.run(id, timestamp, keyBytes, packHeaders(headers), value)
      if (slot.compact && keyBytes !== null) this.#replace(slot, keyBytes, id)
      offset += 1
    }
    this.#sql('UPDATE slots SET next = ?, timestamp = ? WHERE id = ?').run(offset, timestamp, slot.id)
    return first
  }

  #replace(slot: Slot, key: Uint8Array, id: number): void {
    const before = this.#sql('SELECT id FROM latest WHERE slot = ? AND key = ?').get(slot.id, key)
    if (before !== undefined) this.#sql('DELETE FROM records WHERE id = ?').run(Number(before['id']))
    this.#sql('INSERT OR REPLACE INTO latest (slot, key, id) VALUES (?, ?, ?)').run(slot.id, key, id)
  }

  /** The value of the latest record with this key in a compacted topic. */
  latest(slot: Slot, key: string): Uint8Array | undefined {
    const row = this.#sql(
      'SELECT value FROM latest JOIN records ON records.id = latest.id WHERE slot = ? AND latest.key = ?',
    ).get(slot.id, Buffer.from(key))
    return (row?.['value'] as Uint8Array | null | undefined) ?? undefined
  }

  /** Records from an offset on: at most `limit`, and no more than fit into `bytes`, but one in any case. */
  fetch(slot: Slot, from: number, limit: number, bytes: number): Incoming[] {
    const select = this.#sql(
      'SELECT id, timestamp, key, headers, value FROM records WHERE id >= ? AND id < ? ORDER BY id LIMIT ?',
    )
    select.setReturnArrays(true)
    const found: Incoming[] = []
    let size = 0
    const rows = select.iterate(recordId(slot, from), recordId(slot, OFFSETS), limit)
    for (const row of rows as unknown as Iterable<Row>) {
      const [id, timestamp, key, headers, value] = row
      size += headers.length + (key?.length ?? 0) + (value?.length ?? 0)
      if (size > bytes && found.length > 0) break
      found.push({
        topic: slot.topic,
        partition: slot.partition,
        offset: id - recordId(slot, 0),
        timestamp,
        key: key === null ? null : Buffer.from(key).toString('utf8'),
        value,
        headers: unpackHeaders(headers),
      })
    }
    return found
  }

  /** Puts a group at offset 0 of a slot, unless it has a position there. */
  join(group: string, slot: Slot): void {
    this.#sql('INSERT OR IGNORE INTO positions (team, slot, next) VALUES (?, ?, 0)').run(group, slot.id)
  }

  /** Offset that a group reads next; records that are gone are passed over. */
  position(group: string, slot: Slot): number {
    const row = this.#sql('SELECT next FROM positions WHERE team = ? AND slot = ?').get(group, slot.id)
    const from = Number(row?.['next'] ?? 0)
    const next = this.#sql('SELECT id FROM records WHERE id >= ? AND id < ? ORDER BY id LIMIT 1').get(
      recordId(slot, from),
      recordId(slot, OFFSETS),
    )?.['id']
    return typeof next === 'number' ? next - recordId(slot, 0) : this.end(slot)
  }

  /** Moves a group forward. Throws when it is not where a batch that starts at `first` can be its next. */
  advance(group: string, slot: Slot, first: number, next: number): void {
    const { changes } = this.#sql(
      'UPDATE positions SET next = ? WHERE team = ? AND slot = ? AND next <= ?',
    ).run(next, group, slot.id, first)
    if (changes !== 1) throw new Error(`${group} has already passed ${slot.topic}/${slot.partition}/${first}`)
  }

  #sql(text: string): StatementSync {
    const known = this.#statements.get(text)
    if (known !== undefined) return known
    const statement = this.#db.prepare(text)
    this.#statements.set(text, statement)
    return statement
  }
}
