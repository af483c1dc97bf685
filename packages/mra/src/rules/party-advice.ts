import type { PartyRole } from '@trustlane/contracts'
import { hasValidShape } from '../identifier-shape.ts'
import { type Concluded, heldBy } from '../judged.ts'
import { statusAt } from '../membership-validity.ts'
import { overrideStands } from '../override.ts'
import { importersOf, ownStatusOf } from '../own-status.ts'
import { hasFlag, inRole, isThere, matchedMemberships, type PartyView } from '../party-view.ts'
import { isToOrder } from './message.ts'
import { findEach, findIf, listed, type Rule } from './rule.ts'

const SUPPORTING_ROLES: readonly PartyRole[] = [
  'carrier',
  'forwarder',
  'consolidator',
  'customs-broker',
  'warehouse',
]

/** Group 9, of the parties of the bill. */
export const PARTY_ADVICE: readonly Rule<Concluded>[] = [
  {
    id: 'party.partial-coverage',
    group: 'advisory',
    codes: ['PARTIAL_COVERAGE'],
    source: 'domain 7: credit follows the trusted role',
    find(subject) {
      const { outcome, parties, keyParties } = subject
      if (outcome !== 'cleared') return []
      const roles = parties
        .filter((view) => view.party.role !== 'aeo' && isThere(view.party))
        .filter((view) => !isTrusted(subject, view) && !keyParties.some((key) => key.view === view))
        .map(({ party }) => party.role)
      return findIf(roles.length > 0, 'PARTIAL_COVERAGE', {
        roles: listed(roles),
      })
    },
  },
  {
    id: 'party.supporting-only',
    group: 'advisory',
    codes: ['SUPPORTING_PARTY_ONLY'],
    source: 'domain 9, "Meanings"',
    find(subject) {
      if (isAnyKeyTrusted(subject)) return []
      const roles = inRole(subject.parties, ...SUPPORTING_ROLES)
        .filter((view) => isTrusted(subject, view))
        .map(({ party }) => party.role)
      const roleList = listed(roles)
      return findIf(roles.length > 0, 'SUPPORTING_PARTY_ONLY', { roles: roleList })
    },
  },
  {
    id: 'party.national-only',
    group: 'advisory',
    codes: ['NATIONAL_STATUS_ONLY'],
    source: 'domain 9, "Meanings"',
    find: (subject) =>
      isAnyKeyTrusted(subject)
        ? []
        : findEach(
            importersOf(subject).filter((view) => ownStatusOf(subject, view) !== undefined),
            'NATIONAL_STATUS_ONLY',
          ),
  },
  {
    id: 'party.to-order',
    group: 'advisory',
    codes: ['CONSIGNEE_TO_ORDER'],
    source: 'domain 9, "Parties"',
    find: ({ parties }) => findIf(isToOrder(parties), 'CONSIGNEE_TO_ORDER'),
  },
  {
    id: 'party.identifier-format',
    group: 'advisory',
    codes: ['ID_FORMAT_INVALID'],
    source: 'domain 10; 19 CFR 102, appendix, for the MID',
    find: ({ parties }) =>
      parties.flatMap(({ index, party: { identifiers } }) =>
        identifiers
          .filter((identifier) => !hasValidShape(identifier))
          .map(({ scheme }) => ({ code: 'ID_FORMAT_INVALID', party: index, detail: { scheme } })),
      ),
  },
  {
    id: 'party.person',
    group: 'advisory',
    codes: ['PARTY_IS_PERSON'],
    source: 'domain 9, group 9: no programme certifies natural persons in trade',
    find: ({ parties }) =>
      findEach(
        parties.filter(({ party }) => hasFlag(party, 'person')),
        'PARTY_IS_PERSON',
      ),
  },
  {
    id: 'party.override-lapsed',
    group: 'advisory',
    codes: ['OVERRIDE_LAPSED'],
    source: 'domain 9, "Override": this version only, until its expiry, for these key parties',
    find: (subject) => {
      const { override } = subject.facts
      return override === undefined || overrideStands(subject)
        ? []
        : [{ code: 'OVERRIDE_LAPSED', detail: { override: override.overrideId } }]
    },
  },
]

/** Where the corridor settled it nobody was judged: there a key party's status counts as anybody else's does. */
const isAnyKeyTrusted = (subject: Concluded): boolean =>
  subject.keyParties.some((key) =>
    subject.isSettled ? isTrusted(subject, key.view) : heldBy(subject, key) !== undefined,
  )

/** Whether a party holds any programme's status in force. */
const isTrusted = ({ now }: Concluded, { facts }: PartyView): boolean =>
  matchedMemberships(facts).some((membership) => statusAt(membership, now) === 'certified')
