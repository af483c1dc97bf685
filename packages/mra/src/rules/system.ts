import { type Case, type KeyParty, listOf } from '../case.ts'
import { claimsOf } from '../claims.ts'
import { isFresh, isListFresh } from '../membership-validity.ts'
import { LOGISTICS_ROLES } from '../key-parties.ts'
import { isMissed } from '../missed.ts'
import { inRole } from '../party-view.ts'
import { findEach, type Finding, type Rule } from './rule.ts'

/** Group 5: what Trustlane itself could not find out. Decided again by itself when the cause is gone. */
export const SYSTEM_RULES: readonly Rule<Case>[] = [
  {
    id: 'system.status-unknown',
    group: 'system',
    codes: ['STATUS_UNKNOWN'],
    source: 'domain 7: unknown is neither trusted nor not; of whoever could have been found adverse, too',
    find({ keyParties, parties, policy, at }) {
      const keys = keyParties.filter(({ standing }) => standing.kind === 'unknown').map(({ view }) => view)
      const asked = policy.adverseElsewhere === 'review' ? inRole(parties, 'importer', 'consignee') : []
      const claiming = parties.filter((view) => claimsOf(view, at).length > 0)
      // Whether a consignor is also who moves the goods may only show by what that firm is found as.
      const movers = keyParties.some(({ view }) => view.party.role === 'consignor')
        ? inRole(parties, ...LOGISTICS_ROLES)
        : []
      const unanswered = [...asked, ...claiming, ...movers].filter(({ facts }) => facts.kind === 'unknown')
      return findEach([...new Set([...keys, ...unanswered])], 'STATUS_UNKNOWN')
    },
  },
  {
    id: 'system.status-stale',
    group: 'system',
    codes: ['STATUS_STALE'],
    source: 'domain 9, "Default ages", policy `maximumAge`',
    find: (subject) =>
      subject.keyParties.flatMap((key): Finding[] => {
        const asOf = staleSince(subject, key)
        if (asOf === undefined) return []
        return [{ code: 'STATUS_STALE', party: key.view.index, detail: { asOf, ...programmeOf(key) } }]
      }),
  },
  {
    id: 'system.list-not-loaded',
    group: 'system',
    codes: ['LIST_NOT_LOADED'],
    source: 'domain 8, "Lists"',
    find: (subject) =>
      subject.keyParties
        .filter((key) => isMissed(key) && listOf(subject, key.programme) === undefined)
        .map((key) => ({ code: 'LIST_NOT_LOADED', party: key.view.index, detail: programmeOf(key) })),
  },
]

const programmeOf = ({ programme }: KeyParty): Record<string, string> =>
  programme === undefined ? {} : { programme }

/** The date of what is too old: of the membership found, or of the complete list on which the party is missed. */
function staleSince(subject: Case, key: KeyParty): string | undefined {
  const { policy, now } = subject
  const list = listOf(subject, key.programme)
  if (key.standing.kind === 'member') {
    const { membership } = key.standing
    if (!isFresh(membership, list, policy, now)) return membership.source.asOf
  }
  if (!isMissed(key) || list?.list !== 'complete' || list.partial) return undefined
  return isListFresh(list, policy, now) ? undefined : list.asOf
}
