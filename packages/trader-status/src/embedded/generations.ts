import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { ListKind, TraderStatusEvent } from '@trustlane/contracts'

/** A programme has one list, complete or published, and beside it single records of evidence. */
export type Shelf = 'list' | 'evidence'

/** `gone`: swept away, and remembered so that a late record of its load does not begin it again. */
type State = 'loading' | 'in-force' | 'garbage' | 'gone'

type Part = { applied: number; expected: number | null }

/** One load of a list, or the records of a shelf that were never loaded as a whole (`kind` null: no list). */
export type Generation = {
  readonly id: number
  readonly programme: string
  readonly shelf: Shelf
  readonly loadId: string | null
  readonly kind: ListKind | null
  readonly partitions: number
  readonly partial: boolean
  readonly parts: Map<number, Part>
  state: State
  asOf: string | null
  members: number
  /** JSON of the source that its members share. */
  source: string | null
  isChanged: boolean
}

/** A load that has come in force, and what was before. */
export type Replacement = { readonly before: Generation; readonly load: Generation }

type LoadBegin = Extract<TraderStatusEvent, { kind: 'load-begin' }>
type LoadEnd = Extract<TraderStatusEvent, { kind: 'load-end' }>

const shelfOfList = (kind: ListKind): Shelf => (kind === 'evidence' ? 'evidence' : 'list')
const instant = (text: string | null): number => (text === null ? Number.NEGATIVE_INFINITY : Date.parse(text))

/** The generations as one transaction sees them; what it changes is written by `save`. */
export function readGenerations(db: DatabaseSync) {
  const all = db.prepare('SELECT * FROM generation').all().map(generationOf)
  const byId = new Map(all.map((generation) => [generation.id, generation]))
  for (const { generation, part, applied, expected } of db.prepare('SELECT * FROM load_part').all()) {
    byId.get(Number(generation))?.parts.set(Number(part), {
      applied: Number(applied),
      expected: expected === null ? null : Number(expected),
    })
  }

  const inForce = (programme: string, shelf: Shelf): Generation | undefined =>
    all.find((one) => one.programme === programme && one.shelf === shelf && one.state === 'in-force')

  function add(made: Omit<Generation, 'id' | 'parts' | 'members' | 'source' | 'isChanged'>): Generation {
    const { lastInsertRowid } = db
      .prepare(
        `INSERT INTO generation (programme, shelf, state, load_id, kind, as_of, partitions, partial, members)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)`,
      )
      .run(
        made.programme,
        made.shelf,
        made.state,
        made.loadId,
        made.kind,
        made.asOf,
        made.partitions,
        Number(made.partial),
      )
    const generation = {
      ...made,
      id: Number(lastInsertRowid),
      parts: new Map<number, Part>(),
      members: 0,
      source: null,
      isChanged: false,
    }
    all.push(generation)
    return generation
  }

  /**
   * Puts a load in force once every partition has ended with its count. It takes the place of the list before
   * it, unless that is younger; loads under way that are older than it are given up. Answers what it replaced.
   */
  function complete(load: Generation): Generation | undefined {
    const parts = [...load.parts.values()]
    const isWhole =
      load.state === 'loading' &&
      parts.length === load.partitions &&
      parts.every(({ applied, expected }) => applied === expected)
    if (!isWhole) return undefined
    const before = inForce(load.programme, load.shelf)
    const isOutdated = before?.kind != null && instant(before.asOf) > instant(load.asOf)
    const ended = isOutdated
      ? [load]
      : all.filter(
          (one) =>
            one.programme === load.programme &&
            one.shelf === load.shelf &&
            (one === before || (one.state === 'loading' && one !== load && isOlder(one, load))),
        )
    for (const one of ended) Object.assign(one, { state: 'garbage', isChanged: true })
    if (isOutdated) return undefined
    Object.assign(load, { state: 'in-force', isChanged: true })
    return before
  }

  return {
    inForce,

    load: (programme: string, loadId: string): Generation | undefined =>
      all.find((one) => one.programme === programme && one.loadId === loadId),

    /** Where single records go: made on the first of them when nothing was loaded. */
    orNew(programme: string, shelf: Shelf): Generation {
      const kind = shelf === 'evidence' ? 'evidence' : null
      return (
        inForce(programme, shelf) ??
        add({
          programme,
          shelf,
          state: 'in-force',
          loadId: null,
          kind,
          asOf: null,
          partitions: 0,
          partial: false,
        })
      )
    },

    begin({ programme, loadId, list, asOf, partitions, rejected }: LoadBegin, partition: number): void {
      const load =
        all.find((one) => one.programme === programme && one.loadId === loadId) ??
        add({
          programme,
          shelf: shelfOfList(list),
          state: 'loading',
          loadId,
          kind: list,
          asOf,
          partitions,
          partial: rejected > 0,
        })
      if (load.state !== 'loading' || load.parts.has(partition)) return
      load.parts.set(partition, { applied: 0, expected: null })
      load.isChanged = true
    },

    /**
     * Notes how many members a partition of a load must have; the last of the ends puts it in force. Answers then
     * the load and what it replaced.
     */
    end({ programme, loadId, partition, count }: LoadEnd): Replacement | undefined {
      const load = all.find((one) => one.programme === programme && one.loadId === loadId)
      const part = load?.parts.get(partition)
      if (load === undefined || part === undefined) return undefined
      part.expected = count
      load.isChanged = true
      const before = complete(load)
      return before === undefined ? undefined : { before, load }
    },

    /** True when there is something to sweep. */
    save(): boolean {
      const update = db.prepare(
        'UPDATE generation SET state = ?, as_of = ?, members = ?, source = ? WHERE id = ?',
      )
      const putPart = db.prepare('INSERT OR REPLACE INTO load_part VALUES (?, ?, ?, ?)')
      // What ends is written before what takes its place: only one of a shelf may be in force.
      const changed = all.filter(({ isChanged }) => isChanged)
      for (const one of changed.toSorted(
        (a, b) => Number(a.state === 'in-force') - Number(b.state === 'in-force'),
      )) {
        update.run(one.state, one.asOf, one.members, one.source, one.id)
        for (const [part, { applied, expected }] of one.parts) putPart.run(one.id, part, applied, expected)
      }
      return all.some(({ state }) => state === 'garbage')
    },
  }
}
export type Generations = ReturnType<typeof readGenerations>

const isOlder = (a: Generation, b: Generation): boolean =>
  instant(a.asOf) < instant(b.asOf) || (instant(a.asOf) === instant(b.asOf) && a.id < b.id)

const generationOf = (row: Record<string, SQLOutputValue>): Generation => ({
  id: Number(row['id']),
  programme: String(row['programme']),
  shelf: row['shelf'] as Shelf,
  state: row['state'] as State,
  loadId: row['load_id'] as string | null,
  kind: row['kind'] as ListKind | null,
  asOf: row['as_of'] as string | null,
  partitions: Number(row['partitions']),
  partial: row['partial'] === 1,
  members: Number(row['members']),
  source: row['source'] as string | null,
  parts: new Map(),
  isChanged: false,
})
