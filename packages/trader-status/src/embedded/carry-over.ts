import type { DatabaseSync } from 'node:sqlite'
import type { StatusSource } from '@trustlane/contracts'
import type { Replacement } from './generations.ts'
import { type MemberWriter, restored } from './member-records.ts'

/**
 * Prepares what a load takes over from what it replaces: the single records, removals among them, that are
 * later than what it says itself. A list that is not complete says nothing of those whom it does not name: their
 * records stay, and of those whom only the list before it named it stays known until when they were on it, so
 * that no older record brings them back.
 */
export function prepareCarryOver(db: DatabaseSync) {
  const changesOf = db.prepare(
    `SELECT member.member_id, member.sequence, member.source, member.seat_since, record.membership
     FROM member LEFT JOIN record ON record.id = member.record
     WHERE member.generation = ? AND member.by_change = 1`,
  )
  const rememberDropped = db.prepare(
    `INSERT INTO member (generation, member_id, sequence, record, source, seat_since, by_change)
     SELECT ?, was.member_id, was.sequence, NULL, coalesce(was.source, ?), was.seat_since, 0
     FROM member AS was WHERE was.generation = ? AND was.by_change = 0
       AND NOT EXISTS (SELECT 1 FROM member WHERE generation = ? AND member_id = was.member_id)`,
  )

  return ({ before, load }: Replacement, members: MemberWriter): void => {
    const isComplete = load.kind === 'complete'
    for (const row of changesOf.all(before.id)) {
      const memberId = String(row['member_id'])
      const json = row['membership']
      members.put(
        load,
        {
          programme: load.programme,
          memberId,
          sequence: Number(row['sequence']),
          membership: typeof json === 'string' ? restored(load.programme, memberId, json) : undefined,
          source: JSON.parse(String(row['source'] ?? before.source)) as StatusSource,
          isListed: false,
          seatSince: row['seat_since'] as string | null,
        },
        // Who is missing from a complete list was no member for that moment.
        isComplete ? load : before,
      )
    }
    if (!isComplete) rememberDropped.run(load.id, before.source, before.id, load.id)
  }
}
