import { Day, digestOf } from '@trustlane/contracts'
import { z } from 'zod'
import data from '../data/arrangements.json' with { type: 'json' }
import { Arrangement, type Direction, Territory } from './arrangement.ts'
import { isActiveStatus } from './arrangement-status.ts'
import { startOf } from './start-date.ts'
import { startOfDay, timeZoneOf } from './time-zones.ts'

export { isActiveStatus }

/**
 * An operator's statement about an arrangement, or one direction of it (`from` and `to`), with the authority
 * and the legal text it rests on: in force from a day on, whatever the data says, or no longer in force.
 */
export const Activation = z
  .strictObject({
    arrangementId: z.string().min(1),
    from: Territory.optional(),
    to: Territory.optional(),
    /** Counted in the destination's zone. */
    effectiveFrom: Day,
    active: z.boolean(),
    authority: z.string().min(1),
    legalReference: z.string().min(1),
  })
  .refine(
    ({ from, to }) => (from === undefined) === (to === undefined),
    'name both `from` and `to`, or neither',
  )
export type Activation = z.infer<typeof Activation>

/**
 * A direction with its dates. `start` is the arrangement's own; an overlay that activates replaces it, and is
 * not assumed; one that ends the direction sets `end`, the first instant at which it no longer holds.
 */
export type DirectedArrangement = {
  readonly arrangement: Arrangement
  readonly direction: Direction
  readonly start: Date
  readonly startAssumed: boolean
  readonly end?: Date
  readonly overlay?: Activation
}

/** Arrangements and overlays as one unit: what a decision names by its `digest`. Immutable. */
export type ArrangementSet = {
  readonly arrangements: readonly Arrangement[]
  readonly activations: readonly Activation[]
  /** SHA-256 of arrangements and activations, in the order given. */
  readonly digest: string
  /** Everything that may apply to goods from one territory to the other, active or not; bilateral ones first. */
  between(from: Territory, to: Territory): readonly DirectedArrangement[]
}

/** A set that contradicts itself, or whose content does not fit the schema. Never worth a retry. */
export class ArrangementSetError extends Error {
  readonly code = 'ARRANGEMENT_SET_INVALID'
  readonly retriable = false
  override readonly name = 'ArrangementSetError'
}

/** Whether a direction is in force at an instant: an overlay says so, or else its status and its start do. */
export function isInForce({ arrangement, start, end, overlay }: DirectedArrangement, at: Date): boolean {
  if (at < start || (end !== undefined && at >= end)) return false
  return overlay?.active === true || isActiveStatus(arrangement.status)
}

/**
 * Validates and indexes a set. Throws `ArrangementSetError` on content that does not fit, on an id or a
 * direction that occurs twice, and on an activation of what is not there or of one direction twice.
 */
export function createArrangementSet(
  arrangements: readonly Arrangement[],
  activations: readonly Activation[] = [],
): ArrangementSet {
  const valid = parse(z.array(Arrangement), arrangements)
  const overlays = parse(z.array(Activation), activations)
  refuse(repeated(valid.map(({ arrangementId }) => arrangementId)), 'arrangement id occurs twice')
  for (const { arrangementId, directions } of valid) {
    refuse(repeated(directions.map(pairOf)), `direction occurs twice in ${arrangementId}`)
  }

  const overlayOf = indexActivations(valid, overlays)
  const index = new Map<string, DirectedArrangement[]>()
  const bilateralFirst = valid.toSorted(
    (a, b) => Number(b.kind === 'bilateral') - Number(a.kind === 'bilateral'),
  )
  for (const arrangement of bilateralFirst) {
    for (const direction of arrangement.directions) {
      const directed = direct(
        arrangement,
        direction,
        overlayOf.get(keyOf(arrangement.arrangementId, direction)),
      )
      const pair = pairOf(direction)
      index.set(pair, [...(index.get(pair) ?? []), directed])
    }
  }
  return {
    arrangements: valid,
    activations: overlays,
    digest: digestOf({ arrangements: valid, activations: overlays }),
    between: (from, to) => index.get(pairOf({ from, to })) ?? [],
  }
}

function direct(
  arrangement: Arrangement,
  direction: Direction,
  overlay: Activation | undefined,
): DirectedArrangement {
  const { start, assumed } = startOf(arrangement, direction)
  const own = { arrangement, direction, start, startAssumed: assumed }
  if (overlay === undefined) return own
  const effective = startOfDay(overlay.effectiveFrom, timeZoneOf(direction.to))
  return overlay.active
    ? { ...own, start: effective, startAssumed: false, overlay }
    : { ...own, end: effective, overlay }
}

/** An activation of the whole arrangement stands for each of its directions. */
function indexActivations(
  arrangements: readonly Arrangement[],
  activations: readonly Activation[],
): ReadonlyMap<string, Activation> {
  const byId = new Map(arrangements.map((arrangement) => [arrangement.arrangementId, arrangement]))
  const entries = activations.flatMap((activation) => {
    const { arrangementId, from, to } = activation
    const directions = (byId.get(arrangementId)?.directions ?? []).filter(
      (direction) => from === undefined || (direction.from === from && direction.to === to),
    )
    if (directions.length === 0)
      refuse(arrangementId, 'activation of an arrangement or direction that is not there')
    return directions.map((direction) => [keyOf(arrangementId, direction), activation] as const)
  })
  refuse(repeated(entries.map(([key]) => key)), 'direction is activated twice')
  return new Map(entries)
}

type Pair = Pick<Direction, 'from' | 'to'>
const pairOf = ({ from, to }: Pair): string => `${from}>${to}`
const keyOf = (arrangementId: string, pair: Pair): string => `${arrangementId} ${pairOf(pair)}`

function repeated(keys: readonly string[]): string | undefined {
  const seen = new Set<string>()
  return keys.find((key) => seen.size === seen.add(key).size)
}

function refuse(what: string | undefined, why: string): void {
  if (what !== undefined) throw new ArrangementSetError(`${why}: ${what}`)
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (!result.success) throw new ArrangementSetError(z.prettifyError(result.error), { cause: result.error })
  return result.data
}

/** The arrangements of the data file, as researched; no activations. */
export const builtInArrangements: ArrangementSet = createArrangementSet(parse(z.array(Arrangement), data))
