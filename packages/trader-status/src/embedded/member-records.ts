import type { DatabaseSync } from 'node:sqlite'
import type { Membership, StatusSource } from '@trustlane/contracts'
import { normalCity, normalName, normalPostcode } from '../fingerprint.ts'
import { memberKeys } from '../party-keys.ts'
import type { Generation } from './generations.ts'

/** A member as one record announces it; without `membership` it is gone from its list. */
export type MemberRecord = {
  readonly programme: string
  readonly memberId: string
  readonly sequence: number
  readonly membership: Membership | undefined
  readonly source: StatusSource
}

type Row = {
  readonly id: number
  readonly sequence: number
  readonly membership: string | null
  readonly seat_since: string | null
}

/** A membership as it is stored: its programme is that of its generation, its number a column. */
const stored = ({ programme: _programme, memberId: _memberId, ...rest }: Membership): string =>
  JSON.stringify(rest)

export const restored = (programme: string, memberId: string, json: string): Membership => ({
  programme,
  memberId,
  ...(JSON.parse(json) as Omit<Membership, 'programme' | 'memberId'>),
})

/** Registered name and first address: a link was checked against these. */
function seatOf({ names, addresses }: Pick<Membership, 'names' | 'addresses'>): string {
  const seat = addresses[0]
  return JSON.stringify([
    normalName(names[0] ?? ''),
    seat?.country,
    normalPostcode(seat?.postcode ?? ''),
    normalCity(seat?.city ?? ''),
    normalName((seat?.lines ?? []).join(' ')),
  ])
}

/** When the name or seat last changed, as far as the record before this one tells; null: never. */
function seatSince(record: MemberRecord, json: string | null, before: Row | undefined): string | null {
  if (record.membership === undefined || json === null || before === undefined) return null
  if (before.membership === json) return before.seat_since
  const isSame =
    before.membership !== null &&
    seatOf(JSON.parse(before.membership) as Membership) === seatOf(record.membership)
  return isSame ? before.seat_since : record.source.asOf
}

/** Writes members and their keys. Every call stands inside the transaction of its caller. */
export function prepareMembers(db: DatabaseSync) {
  const select = db.prepare(
    'SELECT id, sequence, membership, seat_since FROM member WHERE generation = ? AND member_id = ?',
  )
  const insert = db.prepare(
    'INSERT INTO member (generation, member_id, sequence, membership, source, seat_since) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const update = db.prepare(
    'UPDATE member SET sequence = ?, membership = ?, source = ?, seat_since = ? WHERE id = ?',
  )
  const addKey = db.prepare('INSERT INTO key VALUES (?, ?)')
  const dropKey = db.prepare('DELETE FROM key WHERE key = ? AND member = ?')

  const rowOf = (generation: Generation, memberId: string): Row | undefined =>
    select.get(generation.id, memberId) as Row | undefined

  return {
    /** Stores a record unless a younger one is there. `before`: the list that this load is to replace. */
    put(generation: Generation, record: MemberRecord, before?: Generation): void {
      const old = rowOf(generation, record.memberId)
      if (old !== undefined && record.sequence < old.sequence) return
      const json = record.membership === undefined ? null : stored(record.membership)
      const previous = old ?? (before === undefined ? undefined : rowOf(before, record.memberId))
      const since = seatSince(record, json, previous)
      const source = JSON.stringify(record.source)
      const own = source === generation.source ? null : source
      const id =
        old?.id ??
        Number(insert.run(generation.id, record.memberId, record.sequence, json, own, since).lastInsertRowid)
      if (old !== undefined) update.run(record.sequence, json, own, since, id)
      generation.members += Number(json !== null) - Number((old?.membership ?? null) !== null)
      generation.isChanged = true
      if (old !== undefined && old.membership === json) return
      const keys = record.membership === undefined ? [] : memberKeys(record.membership)
      const oldKeys = old?.membership == null ? [] : memberKeys(restored('', '', old.membership))
      for (const key of oldKeys) if (!keys.includes(key)) dropKey.run(key, id)
      for (const key of keys) if (!oldKeys.includes(key)) addKey.run(key, id)
    },
  }
}
