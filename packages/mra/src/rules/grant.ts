import type { FoundMembership } from '@trustlane/contracts'
import { type Case, inRole, type KeyParty, membershipsOf, type PartyView } from '../case.ts'
import { overrideInForce } from '../override.ts'
import type { Programme } from '../programmes.ts'
import { hasTier, isCertified, isFresh } from '../standing.ts'
import { type Rule, when } from './rule.ts'

/** One membership, certified and fresh. That nothing blocks is required beside it; this is required of itself. */
const isTrusted = (c: Case, own: readonly FoundMembership[]): boolean =>
  own.length === 1 && own.every((found) => isCertified(found, c.at) && isFresh(found.source, c.policy, c.at))

const holds = (c: Case, view: PartyView, programme: Programme | undefined): boolean =>
  !view.isUnknown &&
  programme !== undefined &&
  isTrusted(c, membershipsOf(view, programme)) &&
  membershipsOf(view, programme).every((found) => hasTier(found, programme, c.policy))

const allTrusted = (c: Case): boolean =>
  c.keyParties.length > 0 && c.keyParties.every((view: KeyParty) => !view.isUnknown && isTrusted(c, view.own))

const isMet = (c: Case): boolean => !c.byDestinationMembership && c.inForce.length > 0 && allTrusted(c)

/** Importers and consignees who hold their own country's status. */
export const nationalMembers = (c: Case): readonly PartyView[] =>
  inRole(c, 'importer', 'consignee').filter((view) => holds(c, view, c.importing))

/** True when the importer's own status is all that is asked. */
export const isNationalStatusEnough = (c: Case): boolean =>
  c.policy.nationalStatusRelied &&
  inRole(c, 'importer').some((view) => holds(c, view, c.importing)) &&
  c.corridor.from !== c.corridor.to

/** Group 8: what lets a consignment be cleared, the most specific first. All but an override need that nothing blocks. */
export const grantRules: readonly Rule[] = [
  {
    id: 'grant.override',
    group: 'grant',
    codes: ['MANUAL_OVERRIDE'],
    source: 'Product: an officer, a reason, an expiry, this version only',
    find: (c) => {
      const override = overrideInForce(c)
      return override === undefined
        ? []
        : [
            {
              code: 'MANUAL_OVERRIDE',
              detail: { officer: override.officer, outcome: override.outcome, expires: override.expires },
            },
          ]
    },
  },
  {
    id: 'grant.destination-member',
    group: 'grant',
    codes: ['DESTINATION_PROGRAMME_MEMBER'],
    source: 'C-TPAT eligibility of Mexican and Canadian manufacturers; policy `destinationProgrammeMember`',
    find: (c) =>
      when(c.byDestinationMembership && allTrusted(c), {
        code: 'DESTINATION_PROGRAMME_MEMBER',
        detail: { programme: c.importing?.code ?? '' },
      }),
  },
  {
    id: 'grant.both-ends',
    group: 'grant',
    codes: ['MRA_MET_BOTH_ENDS'],
    source: 'Product: the conditions are met, and the importing side is known too',
    find: (c) => when(isMet(c) && nationalMembers(c).length > 0, { code: 'MRA_MET_BOTH_ENDS' }),
  },
  {
    id: 'grant.met',
    group: 'grant',
    codes: ['MRA_MET'],
    source: 'WCO SAFE Framework: the partner’s certification is counted as one’s own',
    find: (c) =>
      when(isMet(c), {
        code: 'MRA_MET',
        detail: { arrangement: c.inForce[0]?.arrangement.arrangementId ?? '' },
      }),
  },
  {
    id: 'grant.national-status',
    group: 'grant',
    codes: ['NATIONAL_STATUS_RELIED'],
    source: 'Product, policy `nationalStatusRelied`, off unless a port turns it on',
    find: (c) => when(isNationalStatusEnough(c), { code: 'NATIONAL_STATUS_RELIED' }),
  },
]
