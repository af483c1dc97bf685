import type { DatabaseSync } from 'node:sqlite'
import type { PartyLink, TraderStatusEvent } from '@trustlane/contracts'
import type { StatusChange } from '../port.ts'
import { type Generations, readGenerations } from './generations.ts'
import { prepareMembers } from './member-records.ts'
import { inTransaction } from './transaction.ts'

/**
 * Makes `apply`: changes and marks in one transaction, in order, without an await inside. Its answer tells
 * whether a generation waits to be swept.
 */
export function prepareApply(db: DatabaseSync): (changes: readonly StatusChange[]) => boolean {
  const members = prepareMembers(db)
  const putLink = db.prepare('INSERT OR REPLACE INTO link VALUES (?, ?, ?)')
  const readMark = db.prepare('SELECT next FROM mark WHERE topic = ? AND part = ?')
  const putMark = db.prepare('INSERT OR REPLACE INTO mark VALUES (?, ?, ?)')

  const applyLink = (link: PartyLink): unknown => putLink.run(link.linkId, link.key, JSON.stringify(link))

  function applyStatus(event: TraderStatusEvent, partition: number, generations: Generations): void {
    switch (event.kind) {
      case 'load-begin':
        return generations.begin(event, partition)
      case 'load-end': {
        const load = generations.load(event.programme, event.loadId)
        const part = load?.parts.get(event.partition)
        if (load === undefined || part === undefined) return
        part.expected = event.count
        load.isChanged = true
        return generations.complete(load)
      }
      case 'member':
        return event.loadId === undefined
          ? applyChange(event, partition, generations)
          : applyLoaded(event, event.loadId, partition, generations)
      case 'removed':
        return applyChange(event, partition, generations)
    }
  }

  function applyLoaded(
    event: Extract<TraderStatusEvent, { kind: 'member' }>,
    loadId: string,
    partition: number,
    generations: Generations,
  ): void {
    const load = generations.load(event.programme, loadId)
    const part = load?.parts.get(partition)
    if (load?.state !== 'loading' || part === undefined) return
    load.source ??= JSON.stringify(event.source)
    part.applied += 1
    members.put(
      load,
      { ...event, memberId: event.membership.memberId },
      generations.inForce(load.programme, load.shelf),
    )
  }

  function applyChange(
    event: Extract<TraderStatusEvent, { kind: 'member' | 'removed' }>,
    partition: number,
    generations: Generations,
  ): void {
    const shelf = event.source.kind === 'evidence' ? 'evidence' : 'list'
    const record =
      event.kind === 'member'
        ? { ...event, memberId: event.membership.memberId }
        : { ...event, membership: undefined }
    const current = generations.orNew(event.programme, shelf)
    if (
      shelf === 'evidence' &&
      Date.parse(current.asOf ?? event.source.asOf) <= Date.parse(event.source.asOf)
    ) {
      current.asOf = event.source.asOf
    }
    for (const load of generations.underWay(event.programme, shelf, partition))
      members.put(load, record, current)
    members.put(current, record)
  }

  return (changes) =>
    inTransaction(db, () => {
      const generations = readGenerations(db)
      const marks = new Map<string, { topic: string; partition: number; next: number }>()
      for (const { topic, partition, offset, event } of changes) {
        const place = `${topic}/${partition}`
        const mark = marks.get(place) ?? {
          topic,
          partition,
          next: Number(readMark.get(topic, partition)?.['next'] ?? 0),
        }
        if (offset < mark.next) continue
        if (event.kind === 'link') applyLink(event.value)
        if (event.kind === 'status') applyStatus(event.value, partition, generations)
        marks.set(place, { ...mark, next: offset + 1 })
      }
      for (const { topic, partition, next } of marks.values()) putMark.run(topic, partition, next)
      members.writeKeys()
      return generations.save()
    })
}
