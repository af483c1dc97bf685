import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import {
  IdentifierScheme,
  type ListState,
  type PartyFacts,
  type PartyLink,
  type StatusSource,
} from '@trustlane/contracts'
import { identifierKey, identityFacts } from '../party-keys.ts'
import type { Lookup, Marks, PartyKeys, StoredMember } from '../port.ts'
import { type HeldMember, memberKey, resolveParty } from '../resolve.ts'
import { restored } from './member-records.ts'
import { inTransaction } from './transaction.ts'

const COLUMNS = `g.programme, m.member_id, record.membership, coalesce(m.source, g.source) AS source, m.seat_since,
  g.kind, g.partial`

/** A key finds a member, and the member its records on both shelves: evidence never hides what the list says. */
const BY_KEY = `
  SELECT wanted.value AS hit, ${COLUMNS}
  FROM json_each(?) AS wanted
  CROSS JOIN key AS k ON k.key = wanted.value
  CROSS JOIN member AS found ON found.record = k.record
  CROSS JOIN generation AS on_shelf ON on_shelf.id = found.generation AND on_shelf.state = 'in-force'
  CROSS JOIN generation AS g ON g.programme = on_shelf.programme AND g.state = 'in-force'
  CROSS JOIN member AS m ON m.generation = g.id AND m.member_id = found.member_id
  CROSS JOIN record ON record.id = m.record
  ORDER BY wanted.key, g.programme, m.member_id, g.shelf`

const BY_MEMBER = `
  SELECT g.programme || ':' || m.member_id AS hit, ${COLUMNS}
  FROM json_each(?) AS wanted
  CROSS JOIN generation AS g ON g.programme = wanted.value ->> 'programme' AND g.state = 'in-force'
  CROSS JOIN member AS m ON m.generation = g.id AND m.member_id = wanted.value ->> 'memberId'
  CROSS JOIN record ON record.id = m.record
  ORDER BY wanted.key, g.shelf`

type Row = Record<string, SQLOutputValue>

const heldOf = (row: Row): HeldMember => ({
  membership: restored(String(row['programme']), String(row['member_id']), String(row['membership'])),
  source: JSON.parse(String(row['source'])) as StatusSource,
  ...(row['kind'] !== null && {
    list: { list: row['kind'] as ListState['list'], partial: row['partial'] === 1 },
  }),
  ...(row['seat_since'] !== null && { seatSince: String(row['seat_since']) }),
})

function collect<T>(into: Map<string, T[]>, key: string, value: T): void {
  const there = into.get(key)
  if (there === undefined) into.set(key, [value])
  else there.push(value)
}

/** Prepares everything that reads; each function is one statement or one read transaction. */
export function prepareReads(db: DatabaseSync) {
  const byKey = db.prepare(BY_KEY)
  const byMember = db.prepare(BY_MEMBER)
  const linksByKey = db.prepare(
    `SELECT link.value FROM json_each(?) AS wanted CROSS JOIN link ON link.key = wanted.value
     ORDER BY wanted.key, link.link_id`,
  )
  const allLinks = db.prepare('SELECT value FROM link ORDER BY link_id')
  const allMarks = db.prepare('SELECT topic, part, next FROM mark')
  const inForce = db.prepare(
    `SELECT * FROM generation WHERE state = 'in-force' AND kind IS NOT NULL ORDER BY programme, shelf`,
  )
  const withMemberId = db.prepare(
    `SELECT ${COLUMNS} FROM generation AS g CROSS JOIN member AS m ON m.generation = g.id AND m.member_id = ?
     CROSS JOIN record ON record.id = m.record WHERE g.state = 'in-force' ORDER BY g.programme, g.shelf`,
  )

  function lists(): Record<string, ListState> {
    const states: Record<string, ListState> = {}
    // Evidence comes first in the alphabet of shelves, and is replaced by the list where there is one.
    for (const row of inForce.all()) {
      if (row['kind'] === 'evidence' && row['members'] === 0) continue
      states[String(row['programme'])] = {
        list: row['kind'] as ListState['list'],
        asOf: String(row['as_of']),
        partial: row['partial'] === 1,
        members: Number(row['members']),
      }
    }
    return states
  }

  function lookup(parties: readonly PartyKeys[], at: Date): Lookup {
    const wanted = new Set<string>()
    const linkable = new Set<string>()
    for (const { issued, linkable: own, fingerprint, name } of parties) {
      for (const key of issued) wanted.add(key)
      for (const key of own) linkable.add(key)
      if (fingerprint !== undefined) wanted.add(fingerprint)
      if (name !== undefined) wanted.add(name)
    }
    const members = new Map<string, HeldMember[]>()
    for (const row of byKey.all(JSON.stringify([...wanted])))
      collect(members, String(row['hit']), heldOf(row))
    const links = new Map<string, PartyLink[]>()
    const linked = new Map<string, PartyLink['member']>()
    for (const row of linksByKey.all(JSON.stringify([...linkable]))) {
      const link = JSON.parse(String(row['value'])) as PartyLink
      collect(links, link.key, link)
      if (link.member !== undefined) linked.set(memberKey(link.member), link.member)
    }
    for (const row of byMember.all(JSON.stringify([...linked.values()]))) {
      collect(members, String(row['hit']), heldOf(row))
    }
    const factsOf = (keys: PartyKeys): PartyFacts => ({
      kind: 'answered',
      ...identityFacts(keys),
      memberships: resolveParty(keys, { members, links }, at),
    })
    return { parties: parties.map(factsOf), lists: lists() }
  }

  function find(id: string): readonly StoredMember[] {
    const text = id.trim()
    const [issuer, code] = text.split(':', 2)
    const keys = IdentifierScheme.options.flatMap(
      (scheme) =>
        identifierKey(
          scheme === 'local' ? { scheme, value: code ?? '', issuer: issuer ?? '' } : { scheme, value: text },
        ) ?? [],
    )
    const rows = [...withMemberId.all(text), ...byKey.all(JSON.stringify(keys))]
    const found = new Map<string, StoredMember>()
    for (const { membership, source } of rows.map(heldOf)) {
      const shelf = source.kind === 'evidence' ? 'evidence' : 'list'
      found.set(`${shelf}:${memberKey(membership)}`, { membership, source })
    }
    return [...found.values()]
  }

  return {
    lists,
    lookup: (parties: readonly PartyKeys[], at: Date): Lookup =>
      inTransaction(db, () => lookup(parties, at), 'DEFERRED'),
    find: (id: string): readonly StoredMember[] => inTransaction(db, () => find(id), 'DEFERRED'),
    links: (): readonly PartyLink[] =>
      allLinks.all().map((row) => JSON.parse(String(row['value'])) as PartyLink),
    marks: (): Marks =>
      new Map(
        allMarks
          .all()
          .map((row) => [`${String(row['topic'])}/${Number(row['part'])}`, Number(row['next'])] as const),
      ),
  }
}
