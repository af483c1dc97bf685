import type { FoundMembership, ReasonCode } from '@trustlane/contracts'
import { type Case, listOf } from './case.ts'
import { isFresh, statusAt } from './membership-validity.ts'
import { inRole, type PartyView } from './party-view.ts'
import { standingIn } from './standing.ts'

export type OwnStatus = { readonly view: PartyView; readonly membership: FoundMembership }

/** The importers of the bill, else its consignees. */
export function importersOf({ parties }: Case): readonly PartyView[] {
  const importers = inRole(parties, 'importer')
  return importers.length > 0 ? importers : inRole(parties, 'consignee')
}

/** The status that a party on the importing side holds in the destination's own programme: certain, fresh and in force. */
export function ownStatusOf(subject: Case, view: PartyView): OwnStatus | undefined {
  const { destination, policy, now, markers } = subject
  if (destination === undefined) return undefined
  const own = markers.filter(({ sameFirm }) => sameFirm.includes(view)).map(({ view }) => view.facts)
  const standing = standingIn(destination.code, now, [view.facts, ...own])
  if (standing.kind !== 'member') return undefined
  const { membership } = standing
  const { grade, agreement } = membership.match
  const isCertain = agreement !== 'none' && (grade !== 'C' || policy.exactNameAddress === 'clear')
  const holds =
    isCertain &&
    statusAt(membership, now) === 'certified' &&
    isFresh(membership, listOf(subject, destination.code), policy, now)
  return holds ? { view, membership } : undefined
}

/** Those on the importing side whose own status a granting code relies on. */
export function reliedImporters(subject: Case, grounds: ReasonCode): OwnStatus[] {
  const asked =
    grounds === 'NATIONAL_STATUS_RELIED'
      ? importersOf(subject)
      : grounds === 'MRA_MET_BOTH_ENDS'
        ? inRole(subject.parties, 'importer', 'consignee')
        : []
  return asked.flatMap((view) => ownStatusOf(subject, view) ?? [])
}
