import type { DatabaseSync } from 'node:sqlite'
import type { Membership, StatusSource } from '@trustlane/contracts'
import { normalCity, normalName, normalPostcode } from '../fingerprint.ts'
import { memberKeys } from '../party-keys.ts'
import type { Generation } from './generations.ts'
import { absenceFrom, prevails, type Statement } from './precedence.ts'

/** A member as one record announces it; without `membership` it is gone from its list. */
export type MemberRecord = {
  readonly programme: string
  readonly memberId: string
  readonly sequence: number
  readonly membership: Membership | undefined
  readonly source: StatusSource
  /** A row of a load; else a record of its own, which a later list does not drop when it is the younger. */
  readonly isListed: boolean
  /** When it is carried over: since when its seat was known to be what it is. */
  readonly seatSince?: string | null
}

type Row = {
  readonly sequence: number
  readonly source: string | null
  readonly by_change: number
  readonly record: number | null
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
function seatSince(change: MemberRecord, json: string | null, previous: Row): string | null {
  if (change.membership === undefined || previous.membership === json) return previous.seat_since
  const isSame =
    previous.membership !== null &&
    seatOf(JSON.parse(previous.membership) as Membership) === seatOf(change.membership)
  return isSame ? previous.seat_since : change.source.asOf
}

/** A member that the list in force does not know: if it was a member before, that has ended. */
const ABSENT: Row = {
  sequence: 0,
  source: null,
  by_change: 0,
  record: null,
  membership: null,
  seat_since: null,
}

/** What is stored of a member; a member without a row is none on a complete list, and unknown to any other. */
function storedStatement({ kind, asOf, source }: Generation, row: Row | undefined): Statement | undefined {
  if (row === undefined) return kind === 'complete' && asOf !== null ? absenceFrom(asOf) : undefined
  const own = JSON.parse(row.source ?? source ?? 'null') as StatusSource
  return {
    asOf: row.source === null ? (asOf ?? own.asOf) : own.asOf,
    sequence: row.sequence,
    isListed: row.by_change === 0,
    status: row.membership === null ? undefined : (JSON.parse(row.membership) as Membership).status,
  }
}

const isOlder = (a: string, b: string | null): boolean => b !== null && Date.parse(a) < Date.parse(b)

const later = (a: string | null, b: string | null): string | null =>
  a === null || isOlder(a, b) ? (b ?? a) : a

/**
 * Prepares the writing of members, their records and their keys. What it returns is opened once for each
 * transaction, inside it.
 */
export function prepareMembers(db: DatabaseSync) {
  const select = db.prepare(
    `SELECT member.sequence, member.record, member.source, member.by_change, member.seat_since, record.membership
     FROM member LEFT JOIN record ON record.id = member.record
     WHERE member.generation = ? AND member.member_id = ?`,
  )
  const putMember = db.prepare('INSERT OR REPLACE INTO member VALUES (?, ?, ?, ?, ?, ?, ?)')
  const addRecord = db.prepare('INSERT INTO record (membership) VALUES (?)')
  const addKey = db.prepare('INSERT INTO key VALUES (?, ?)')
  const holder = db.prepare('SELECT 1 FROM member WHERE record = ? LIMIT 1')
  const recordOf = db.prepare('SELECT membership FROM record WHERE id = ?')
  const dropKey = db.prepare('DELETE FROM key WHERE key = ? AND record = ?')
  const dropRecord = db.prepare('DELETE FROM record WHERE id = ?')

  const rowOf = (generation: Generation, memberId: string): Row | undefined =>
    select.get(generation.id, memberId) as Row | undefined

  function previousOn(list: Generation | undefined, memberId: string): Row | undefined {
    if (list === undefined) return undefined
    return rowOf(list, memberId) ?? (list.kind === null ? undefined : ABSENT)
  }

  return () => {
    /** Keys are written sorted, many at a time: at random they would touch the whole index again and again. */
    let pending: { readonly key: string; readonly id: number }[] = []

    function add(membership: Membership, json: string): number {
      const id = Number(addRecord.run(json).lastInsertRowid)
      for (const key of memberKeys(membership)) pending.push({ key, id })
      return id
    }

    function writeKeys(): void {
      pending.sort((a, b) => (a.key < b.key ? -1 : 1))
      for (const { key, id } of pending) addKey.run(key, id)
      pending = []
    }

    /** Deletes a record and its keys, unless a member still holds it. */
    function release(record: number): void {
      if (holder.get(record) !== undefined) return
      writeKeys()
      const json = recordOf.get(record)?.['membership']
      if (typeof json !== 'string') return
      for (const key of memberKeys(restored('', '', json))) dropKey.run(key, record)
      dropRecord.run(record)
    }

    return {
      release,
      writeKeys,

      /**
       * Stores a record unless what is stored prevails, or it is older than the complete list that it would
       * change; answers whether it did. `before`: where the member stood, if not in this generation.
       */
      put(generation: Generation, change: MemberRecord, before?: Generation): boolean {
        const { memberId, sequence, membership, isListed } = change
        const { asOf } = change.source
        const old = rowOf(generation, memberId)
        if (!isListed && generation.kind === 'complete' && isOlder(asOf, generation.asOf)) return false
        const there = isListed && old === undefined ? undefined : storedStatement(generation, old)
        const statement = { asOf, sequence, isListed, status: membership?.status }
        if (there !== undefined && !prevails(statement, there)) return false
        const json = membership === undefined ? null : stored(membership)
        const previous = old ?? previousOn(before, memberId)
        const changed = previous === undefined ? null : seatSince(change, json, previous)
        const since = later(changed, change.seatSince ?? null)
        const source = JSON.stringify(change.source)
        const own = source === generation.source ? null : source
        const record =
          membership === undefined || json === null
            ? null
            : previous?.membership === json
              ? previous.record
              : add(membership, json)
        putMember.run(generation.id, memberId, sequence, record, own, since, Number(!isListed))
        const replaced = old?.record ?? null
        if (replaced !== null && replaced !== record) release(replaced)
        generation.members += Number(record !== null) - Number(replaced !== null)
        generation.isChanged = true
        return true
      },
    }
  }
}
export type MemberWriter = ReturnType<ReturnType<typeof prepareMembers>>
