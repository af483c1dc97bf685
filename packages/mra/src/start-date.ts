import type { Arrangement, Dated, Direction } from './arrangement.ts'
import { startOfDay, timeZoneOf } from './time-zones.ts'

/** What a direction's start rests on, the firmest first. `not-before`: the direction began later than the rest. */
export type StartBasis =
  | 'implemented'
  | 'implemented-approx'
  | 'signed'
  | 'signed-approx'
  | 'default'
  | 'not-before'

export type Start = { readonly start: Date; readonly assumed: boolean; readonly basis: StartBasis }

/** What counts where no source gives any date. A product choice: later than every dated arrangement but one. */
export const DEFAULT_START_DAY = '2026-01-01'

/**
 * From when a direction is in force: midnight, in the destination's zone, of the day of implementation; else
 * of the last day that its words allow; else of the day of signature; else of the last that those words
 * allow; else of `DEFAULT_START_DAY`. Only the first is not assumed.
 */
export function startOf(
  arrangement: Pick<Arrangement, 'implemented' | 'signed'>,
  direction: Direction,
): Start {
  const zone = timeZoneOf(direction.to)
  const { day, basis } = startDay(arrangement)
  const start = startOfDay(day, zone)
  const notBefore = notBeforeOf(direction)
  if (notBefore !== undefined && notBefore > start)
    return { start: notBefore, assumed: true, basis: 'not-before' }
  return { start, assumed: basis !== 'implemented', basis }
}

/** The instant before which a direction is not covered at all, where there is one. */
export const notBeforeOf = ({ notBefore, to }: Direction): Date | undefined =>
  notBefore === undefined ? undefined : startOfDay(notBefore.day, timeZoneOf(to))

function startDay({ implemented, signed }: Record<'implemented' | 'signed', Dated>): {
  day: string
  basis: StartBasis
} {
  if (implemented.day !== undefined) return { day: implemented.day, basis: 'implemented' }
  if (implemented.latest !== undefined) return { day: implemented.latest, basis: 'implemented-approx' }
  if (signed.day !== undefined) return { day: signed.day, basis: 'signed' }
  if (signed.latest !== undefined) return { day: signed.latest, basis: 'signed-approx' }
  return { day: DEFAULT_START_DAY, basis: 'default' }
}
