import type { FoundMembership, Outcome, Reason } from '@trustlane/contracts'
import type { Case, KeyParty } from './case.ts'
import { statusAt } from './membership-validity.ts'

/** A case after the rules that can block it. */
export type Judged = Case & {
  readonly blocks: readonly Reason[]
  /** True when the corridor settled it, so that nobody's status was judged. */
  readonly isSettled: boolean
}

/** A case after the rules that can clear it. */
export type Concluded = Judged & {
  readonly grants: readonly Reason[]
  readonly outcome: Outcome
}

/** The membership by which a key party meets every condition, if it does. */
export function heldBy(
  { blocks, isSettled, now }: Judged,
  { view, standing }: KeyParty,
): FoundMembership | undefined {
  if (isSettled || standing.kind !== 'member') return undefined
  if (blocks.some(({ party }) => party === view.index)) return undefined
  return statusAt(standing.membership, now) === 'certified' ? standing.membership : undefined
}

/** Key parties that were found as members, with what they were found as, where anybody's status was judged. */
export const keyMembers = ({
  keyParties,
  isSettled,
}: Judged): { readonly key: KeyParty; readonly membership: FoundMembership }[] =>
  isSettled
    ? []
    : keyParties.flatMap((key) =>
        key.standing.kind === 'member' ? [{ key, membership: key.standing.membership }] : [],
      )
