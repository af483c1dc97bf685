import type { DatabaseSync } from 'node:sqlite'
import type { TraderStatusEvent } from '@trustlane/contracts'
import type { StatusChange } from '../port.ts'
import { prepareCarryOver } from './carry-over.ts'
import { type Generations, type Replacement, readGenerations } from './generations.ts'
import { type MemberWriter, prepareMembers } from './member-records.ts'
import { inTransaction } from './transaction.ts'

/** What one transaction works on. */
type Work = {
  readonly generations: Generations
  readonly members: MemberWriter
  readonly carryOver: (replacement: Replacement, members: MemberWriter) => void
}
type Of<K extends TraderStatusEvent['kind']> = Extract<TraderStatusEvent, { kind: K }>

/**
 * Makes `apply`: changes and marks in one transaction, in order, without an await inside. Its answer tells
 * whether a generation waits to be swept.
 */
export function prepareApply(db: DatabaseSync): (changes: readonly StatusChange[]) => boolean {
  const openMembers = prepareMembers(db)
  const carryOver = prepareCarryOver(db)
  const putLink = db.prepare('INSERT OR REPLACE INTO link VALUES (?, ?, ?)')
  const readMark = db.prepare('SELECT next FROM mark WHERE topic = ? AND part = ?')
  const putMark = db.prepare('INSERT OR REPLACE INTO mark VALUES (?, ?, ?)')

  return (changes) =>
    inTransaction(db, () => {
      const work = { generations: readGenerations(db), members: openMembers(), carryOver }
      const marks = new Map<string, { topic: string; partition: number; next: number }>()
      for (const { topic, partition, offset, event } of changes) {
        const place = `${topic}/${partition}`
        const next = marks.get(place)?.next ?? Number(readMark.get(topic, partition)?.['next'] ?? 0)
        if (offset < next) continue
        if (event.kind === 'link') {
          putLink.run(event.value.linkId, event.value.key, JSON.stringify(event.value))
        } else if (event.kind === 'status') applyStatus(event.value, partition, work)
        marks.set(place, { topic, partition, next: offset + 1 })
      }
      for (const { topic, partition, next } of marks.values()) putMark.run(topic, partition, next)
      work.members.writeKeys()
      return work.generations.save()
    })
}

function applyStatus(event: TraderStatusEvent, partition: number, work: Work): void {
  switch (event.kind) {
    case 'load-begin':
      return work.generations.begin(event, partition)
    case 'load-end': {
      const replacement = work.generations.end(event)
      if (replacement !== undefined) work.carryOver(replacement, work.members)
      return
    }
    case 'member':
      return event.loadId === undefined
        ? applyChange(event, work)
        : applyLoaded(event, event.loadId, partition, work)
    case 'removed':
      return applyChange(event, work)
  }
}

/** A row of a load; of one that was given up, or never begun here, it is ignored. */
function applyLoaded(event: Of<'member'>, loadId: string, partition: number, work: Work): void {
  const load = work.generations.load(event.programme, loadId)
  const part = load?.parts.get(partition)
  if (load?.state !== 'loading' || part === undefined) return
  load.source ??= JSON.stringify(event.source)
  part.applied += 1
  // A row that does not stand beside another of the same member is not stored, but it has come.
  load.isChanged = true
  const before = work.generations.inForce(load.programme, load.shelf)
  work.members.put(load, { ...event, memberId: event.membership.memberId, isListed: true }, before)
}

/** A single record goes to what is in force; a load that takes its place takes it over if it is the younger. */
function applyChange(event: Of<'member' | 'removed'>, work: Work): void {
  const { programme, source } = event
  const shelf = source.kind === 'evidence' ? 'evidence' : 'list'
  const record =
    event.kind === 'member'
      ? { ...event, memberId: event.membership.memberId, isListed: false }
      : { ...event, membership: undefined, isListed: false }
  const current = work.generations.orNew(programme, shelf)
  const isStored = work.members.put(current, record, shelf === 'list' ? current : undefined)
  // Evidence is as old as its newest record; a list stays as old as its load.
  const isNewest = Date.parse(current.asOf ?? source.asOf) <= Date.parse(source.asOf)
  if (isStored && shelf === 'evidence' && isNewest) current.asOf = source.asOf
}
