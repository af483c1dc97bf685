import type { PartyResult } from '@trustlane/contracts'
import { type Case, identityOf, membershipsOf, type PartyView } from './case.ts'
import { hasProgrammeIdentifier } from './claims.ts'
import { statusAt } from './standing.ts'

/** Per party what was found, by which grade, and whether it counted. */
export function partyResults(c: Case, relied: readonly number[]): PartyResult[] {
  return c.parties.map((view) => {
    const key = c.keyParties.find(({ index }) => index === view.index)
    const own = key?.own ?? []
    const [membership] = own.length > 0 ? own : [...membershipsOf(view, c.importing), ...view.memberships]
    const status = membership === undefined ? undefined : statusAt(membership, c.at)
    return {
      party: view.index,
      role: view.party.role,
      isKeyParty: key !== undefined,
      ...(view.key !== undefined && { key: view.key }),
      found: foundOf(view, own.map(identityOf)),
      ...(membership !== undefined && {
        programme: membership.programme,
        memberId: membership.memberId,
        status: status === undefined || status === 'not-yet' ? membership.status : status,
        grade: membership.match.grade,
        asOf: membership.source.asOf,
      }),
      counted: relied.includes(view.index),
    }
  })
}

function foundOf(
  { isUnknown, memberships, candidates, party }: PartyView,
  own: readonly string[],
): PartyResult['found'] {
  if (isUnknown) return 'unknown'
  if (new Set(own).size > 1) return 'ambiguous'
  if (memberships.length > 0) return 'member'
  if (candidates.length > 0) return 'candidate'
  return hasProgrammeIdentifier(party) ? 'not-listed' : 'not-identified'
}
