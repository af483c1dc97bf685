import type { MembershipStatus } from '@trustlane/contracts'

/** What a source has said of a member, and when. */
export type Statement = {
  /** When the source vouched for it. */
  readonly asOf: string
  readonly sequence: number
  /** Said by a list as a whole, not by a record of its own. */
  readonly isListed: boolean
  /** Absent: he is no member, or none any more. */
  readonly status: MembershipStatus | undefined
}

/** A complete list says of everybody whom it does not name that he is no member. */
export const absenceFrom = (asOf: string): Statement => ({
  asOf,
  sequence: 0,
  isListed: true,
  status: undefined,
})

/** A sequence that was made from the date, or left at zero by a list, is no order of the source's own. */
const isOrdered = ({ asOf, sequence, isListed }: Statement): boolean =>
  sequence !== Date.parse(asOf) && !(isListed && sequence === 0)

function trustIn(status: MembershipStatus | undefined): number {
  if (status === 'certified') return 2
  return status === undefined ? 1 : 0
}

/**
 * Whether a statement stands against one that is stored, in whatever order they were loaded. Between single
 * records the source's own sequence decides, then the time; between a list and a record the time does, then
 * the sequence. Of two that are equal in both, the one that trusts less stands: suspended before removed
 * before certified.
 */
export function prevails(next: Statement, stored: Statement): boolean {
  const byTime = Date.parse(next.asOf) - Date.parse(stored.asOf)
  const bySequence = isOrdered(next) && isOrdered(stored) ? next.sequence - stored.sequence : 0
  const order = next.isListed || stored.isListed ? byTime || bySequence : bySequence || byTime
  return order === 0 ? trustIn(next.status) <= trustIn(stored.status) : order > 0
}
