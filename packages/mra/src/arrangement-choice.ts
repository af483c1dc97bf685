import type { ArrangementSet, DirectedArrangement } from './arrangement-set.ts'
import { isInForce } from './arrangement-set.ts'
import type { Corridor } from './filings.ts'
import type { Policy } from './policy.ts'
import { notBeforeOf } from './start-date.ts'

/** The arrangements of a corridor, and which of them applies. */
export type ArrangementChoice = {
  /** All that name the direction, in force or not; bilateral ones first. */
  readonly candidates: readonly DirectedArrangement[]
  readonly inForce: readonly DirectedArrangement[]
  /** The first of those in force. */
  readonly chosen: DirectedArrangement | undefined
  /** Whether some arrangement covers the opposite direction. */
  readonly isReverseKnown: boolean
}

const NONE: ArrangementChoice = { candidates: [], inForce: [], chosen: undefined, isReverseKnown: false }
const CONFIDENCE = ['low', 'medium', 'high'] as const

export function chooseArrangement(
  arrangements: ArrangementSet,
  { from, to }: Corridor,
  policy: Policy,
  at: Date,
): ArrangementChoice {
  if (from === undefined || to === undefined || from === to) return NONE
  const candidates = arrangements.between(from, to)
  const inForce = candidates.filter(
    (candidate) => isSureEnough(candidate, policy) && isInForce(candidate, at),
  )
  const isReverseKnown = candidates.length === 0 && arrangements.between(to, from).length > 0
  return { candidates, inForce, chosen: inForce[0], isReverseKnown }
}

/** An operator's overlay that activates names an authority: it needs no other confidence. */
const isSureEnough = (
  { arrangement, overlay }: DirectedArrangement,
  { minimumConfidence }: Policy,
): boolean =>
  overlay?.active === true ||
  CONFIDENCE.indexOf(arrangement.confidence) >= CONFIDENCE.indexOf(minimumConfidence)

/** Whether a direction is covered only from a later day on than `at`, whatever else is in force. */
export function isBeforeDirection({ direction, overlay }: DirectedArrangement, at: Date): boolean {
  const notBefore = overlay?.active === true ? undefined : notBeforeOf(direction)
  return notBefore !== undefined && at < notBefore
}
