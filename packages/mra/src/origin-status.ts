import type { FoundMembership } from '@trustlane/contracts'
import { type Case, type KeyParty, listOf } from './case.ts'
import { isTypeCovered } from './coverage.ts'
import { isListFresh, statusAt } from './membership-validity.ts'
import { isMissed } from './missed.ts'
import { inRole, matchedMemberships } from './party-view.ts'
import { firmMarks, isSameFirm } from './same-firm.ts'
import { standingIn } from './standing.ts'

/** A key party with a membership that is in force. */
export type Member = { readonly key: KeyParty; readonly membership: FoundMembership }

/** Key parties that are judged in the origin's programme. */
export const originKeys = ({ keyParties }: Case): KeyParty[] =>
  keyParties.filter(({ viaDestination }) => !viaDestination)

export const membershipOf = ({ standing }: KeyParty): FoundMembership | undefined =>
  standing.kind === 'member' ? standing.membership : undefined

/** Key parties with the membership that they hold in force, if any. */
export const originMembers = (subject: Case): { key: KeyParty; membership: FoundMembership | undefined }[] =>
  originKeys(subject).map((key) => {
    const membership = membershipOf(key)
    const holds = membership !== undefined && statusAt(membership, subject.now) === 'certified'
    return { key, membership: holds ? membership : undefined }
  })

export const isNotYet = ({ now }: Case, key: KeyParty): boolean => {
  const membership = membershipOf(key)
  return membership !== undefined && statusAt(membership, now) === 'not-yet'
}

/** Whether a key party that its own programme does not know holds the status of some other territory. */
export function isElsewhere({ now }: Case, { view, markers, standing, programme }: KeyParty): boolean {
  if (standing.kind !== 'none' && standing.kind !== 'candidate') return false
  return [view, ...markers].some(({ facts }) =>
    matchedMemberships(facts).some(
      (held) => held.programme !== programme && statusAt(held, now) === 'certified',
    ),
  )
}

/** What the programme's list says of a key party that is missed on it; nothing at all while it is stale or not loaded. */
export function listSays(subject: Case, key: KeyParty): 'not-a-member' | 'nothing' | undefined {
  const list = listOf(subject, key.programme)
  if (list === undefined || !isMissed(key)) return undefined
  if (list.list !== 'complete' || list.partial) return 'nothing'
  const isMember = key.standing.kind === 'member'
  return isListFresh(list, subject.policy, subject.now) && !isMember ? 'not-a-member' : undefined
}

/** A membership in the destination's programme that is in force; the tier is what may keep it from counting. */
export function ownOfDestination(
  { destination, policy, now }: Case,
  key: KeyParty,
): FoundMembership | undefined {
  if (!policy.destinationProgrammeMember || destination === undefined) return undefined
  const own = [key.view, ...key.markers].map(({ facts }) => facts)
  const standing = standingIn(destination.code, now, own)
  if (standing.kind !== 'member' || statusAt(standing.membership, now) !== 'certified') return undefined
  return standing.membership
}

/** Whether another exporter, consignor or manufacturer of the bill holds what the key party would need. */
export function hasTrustedOther({ parties, keyParties, logistics, choice, policy, now }: Case): boolean {
  const direction = choice.chosen?.direction
  const keys = keyParties.map(({ view }) => firmMarks(view.party))
  return inRole(parties, 'exporter', 'consignor', 'manufacturer').some((view) => {
    if (logistics.includes(view) || keyParties.some((key) => key.view === view)) return false
    const marks = firmMarks(view.party)
    const standing = standingIn(keyParties[0]?.programme, now, [view.facts])
    return (
      standing.kind === 'member' &&
      statusAt(standing.membership, now) === 'certified' &&
      direction !== undefined &&
      isTypeCovered(standing.membership, view.party.role, direction, policy) &&
      !keys.some((key) => isSameFirm(key, marks))
    )
  })
}
