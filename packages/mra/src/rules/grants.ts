import { isValidated } from '../case.ts'
import { heldBy, type Judged } from '../judged.ts'
import { overrideStands } from '../override.ts'
import { importersOf, ownStatusOf } from '../own-status.ts'
import { inRole } from '../party-view.ts'
import { findIf, type Rule } from './rule.ts'

/** Group 8: what clears, the one named first before the others. */
export const GRANT_RULES: readonly Rule<Judged>[] = [
  {
    id: 'grant.override',
    group: 'grant',
    codes: ['MANUAL_OVERRIDE'],
    source: 'domain 9, "Override"',
    find(subject) {
      const { override } = subject.facts
      if (override === undefined || !overrideStands(subject)) return []
      const detail = { override: override.overrideId, until: override.expires }
      return override.outcome === 'cleared'
        ? [{ code: 'MANUAL_OVERRIDE', detail }]
        : [{ code: 'MANUAL_OVERRIDE', effect: 'blocks', reviewClass: 'claim', detail }]
    },
  },
  {
    id: 'grant.destination-member',
    group: 'grant',
    codes: ['DESTINATION_PROGRAMME_MEMBER'],
    source: 'domain 1, "Eligible types": foreign manufacturers and exporters in C-TPAT itself; policy',
    find: (subject) =>
      findIf(
        subject.keyParties.length > 0 &&
          subject.keyParties.every((key) => key.viaDestination && heldBy(subject, key) !== undefined),
        'DESTINATION_PROGRAMME_MEMBER',
      ),
  },
  {
    id: 'grant.both-ends',
    group: 'grant',
    codes: ['MRA_MET_BOTH_ENDS'],
    source: 'domain 9, "Meanings"',
    find: (subject) =>
      findIf(
        isMet(subject) &&
          inRole(subject.parties, 'importer', 'consignee').some(
            (view) => ownStatusOf(subject, view) !== undefined,
          ),
        'MRA_MET_BOTH_ENDS',
      ),
  },
  {
    id: 'grant.met',
    group: 'grant',
    codes: ['MRA_MET'],
    source: 'WCO SAFE Framework, pillar 2, mutual recognition; domain 9, group 8',
    find: (subject) => findIf(isMet(subject), 'MRA_MET'),
  },
  {
    id: 'grant.national-status',
    group: 'grant',
    codes: ['NATIONAL_STATUS_RELIED'],
    source: 'policy `nationalStatusRelied`; then ordinary reasons no longer block',
    find(subject) {
      const { policy, parties, now } = subject
      if (!policy.nationalStatusRelied) return []
      // What a failed look-up of anybody would have shown may be worse than ordinary.
      if (parties.some(({ facts }) => facts.kind === 'unknown')) return []
      const importers = importersOf(subject)
      const is =
        importers.length > 0 &&
        importers.every((view) => {
          const own = ownStatusOf(subject, view)
          return own !== undefined && isValidated(own.membership, policy, now)
        })
      return findIf(is, 'NATIONAL_STATUS_RELIED')
    },
  },
]

/** Every key party meets the conditions, and at least one of them those of the arrangement. */
const isMet = (subject: Judged): boolean =>
  subject.choice.chosen !== undefined &&
  subject.keyParties.some(({ viaDestination }) => !viaDestination) &&
  subject.keyParties.every((key) => heldBy(subject, key) !== undefined)
