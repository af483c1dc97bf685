import type { FoundMembership } from '@trustlane/contracts'
import { type Case, inRole, type KeyParty, membershipsOf } from '../case.ts'
import { certificateStanding } from '../certificate-standing.ts'
import { isSameFirm, makesClaim } from '../claims.ts'
import { isCovered, isLogisticsOnly, typesOf } from '../coverage.ts'
import { consentOf, hasTier, isCertified, isFresh, statusAt } from '../standing.ts'
import { isIdentified } from './identity.ts'
import { detailOf, type Finding, type Rule, when } from './rule.ts'

/** Ordinary, unless the message claims trust for this party. */
const classFor = ({ party }: KeyParty): { readonly reviewClass?: 'claim' } =>
  makesClaim(party) ? { reviewClass: 'claim' } : {}

const known = (c: Case): readonly KeyParty[] =>
  c.keyParties.filter((view) => !view.isUnknown && isIdentified(view))

/** Of each key party the membership that is judged; several of them are ambiguous, and each is. */
const judged = (c: Case, judge: (found: FoundMembership, view: KeyParty) => readonly Finding[]): Finding[] =>
  known(c).flatMap((view) => view.own.flatMap((found) => judge(found, view)))

/** Nothing of the programme was found: on a whole, fresh list that is an answer. */
function notFound(c: Case): readonly Finding[] {
  return known(c).flatMap((view): readonly Finding[] => {
    const { own, programme, index, memberships } = view
    if (own.length > 0 || programme === undefined) return []
    const list = c.facts.lists[programme.code]
    const about = { party: index, detail: { programme: programme.code }, ...classFor(view) }
    const elsewhere = memberships.find((found) => found.programme !== programme.code)
    const outside: readonly Finding[] =
      elsewhere === undefined
        ? []
        : [
            {
              ...about,
              code: 'PARTY_OUTSIDE_ORIGIN',
              detail: { programme: programme.code, holds: elsewhere.programme },
            },
          ]
    if (
      list === undefined ||
      (list.list !== 'evidence' && !isFresh({ ...list, kind: list.list }, c.policy, c.at))
    )
      return outside
    if (list.list !== 'complete' || list.partial) return [...outside, { ...about, code: 'LIST_INCOMPLETE' }]
    return outside.length > 0 ? outside : [{ ...about, code: 'FOREIGN_PARTY_NOT_TRUSTED' }]
  })
}

function isLogistics(c: Case, view: KeyParty): boolean {
  if (view.party.flags?.includes('agent') === true) return true
  if (view.own.length > 0 && view.own.every(isLogisticsOnly)) return true
  return inRole(c, 'forwarder', 'consolidator', 'carrier').some((other) => isSameFirm(other, view))
}

function ended(found: FoundMembership, view: KeyParty, c: Case): readonly Finding[] {
  const about = { party: view.index, ...classFor(view) }
  const { programme, validTo, statusFrom, validFrom } = found
  switch (statusAt(found, c.at)) {
    case 'expired':
      return [{ ...about, code: 'STATUS_EXPIRED', ...detailOf({ programme, since: validTo ?? statusFrom }) }]
    case 'withdrawn':
      return [{ ...about, code: 'STATUS_WITHDRAWN', ...detailOf({ programme, since: statusFrom }) }]
    case 'not-yet':
      return [
        {
          ...about,
          code: 'FOREIGN_PARTY_NOT_TRUSTED',
          ...detailOf({ programme, from: validFrom ?? statusFrom }),
        },
      ]
    case 'certified':
    case 'suspended':
    case 'revoked':
      return []
  }
}

/** Exporter and consignor differ, and only the one who does not decide is trusted. */
function split(c: Case): readonly Finding[] {
  const isTrusted = (found: FoundMembership): boolean => isCertified(found, c.at)
  if (c.keyParties.some(({ own }) => own.some(isTrusted))) return []
  const keyIndexes = new Set(c.keyParties.map(({ index }) => index))
  return inRole(c, 'exporter', 'consignor', 'manufacturer')
    .filter(({ index }) => !keyIndexes.has(index))
    .filter((view) => membershipsOf(view, c.exporting).some(isTrusted))
    .map(({ index, party }) => ({
      code: 'KEY_PARTY_SPLIT',
      party: index,
      detail: { trusted: party.role, decides: c.keyParties[0]?.party.role ?? 'nobody' },
    }))
}

const CLASSES =
  'Union Customs Code, article 38 (AEOC, AEOS); the class tables of the programmes (domain section 9)'

/** Group 6: does the key party hold a status that counts? */
export const trustRules: readonly Rule[] = [
  {
    id: 'trust.not-found',
    group: 'trust',
    codes: ['FOREIGN_PARTY_NOT_TRUSTED', 'LIST_INCOMPLETE', 'PARTY_OUTSIDE_ORIGIN'],
    source: 'Product: only a complete list says who is not a member (domain section 8, lists)',
    find: notFound,
  },
  {
    id: 'trust.logistics',
    group: 'trust',
    codes: ['CONSIGNOR_IS_LOGISTICS'],
    source:
      'EU-US operator effect of 2013: forwarders and carriers support, they do not stand for the exporter',
    find: (c) =>
      known(c)
        .filter((view) => isLogistics(c, view))
        .map((view) => ({ code: 'CONSIGNOR_IS_LOGISTICS', party: view.index, ...classFor(view) })),
  },
  {
    id: 'trust.ended',
    group: 'trust',
    codes: ['STATUS_EXPIRED', 'STATUS_WITHDRAWN', 'FOREIGN_PARTY_NOT_TRUSTED'],
    source: 'Product: half-open intervals in the programme’s zone (domain section 9)',
    find: (c) => judged(c, (found, view) => ended(found, view, c)),
  },
  {
    id: 'trust.key-party-split',
    group: 'trust',
    codes: ['KEY_PARTY_SPLIT'],
    source: 'Product: the exporter decides (domain section 8, key party)',
    find: split,
  },
  {
    id: 'trust.type-not-covered',
    group: 'trust',
    codes: ['TYPE_NOT_COVERED'],
    source: 'The arrangement’s own operator types; policy `assumedOperatorTypes` where none are known',
    find: (c) => {
      const [used] = c.inForce
      if (used === undefined) return []
      return judged(c, (found, view) =>
        when(!isLogistics(c, view) && !isCovered(found, view.party.role, used.direction, c.policy), {
          code: 'TYPE_NOT_COVERED',
          party: view.index,
          detail: {
            types: typesOf(found, view.party.role).join(', '),
            arrangement: used.arrangement.arrangementId,
          },
        }),
      )
    },
  },
  {
    id: 'trust.certificate',
    group: 'trust',
    codes: ['CERT_NOT_SECURITY', 'CLASS_NOT_RECOGNISED'],
    source: CLASSES,
    find: (c) =>
      judged(c, ({ certificate }, { index, programme }): readonly Finding[] => {
        const standing = programme === undefined ? 'missing' : certificateStanding(programme, certificate)
        if (standing === 'recognised' || standing === 'not-required') return []
        const code = standing === 'customs-only' ? 'CERT_NOT_SECURITY' : 'CLASS_NOT_RECOGNISED'
        return [{ code, party: index, detail: { certificate: certificate ?? 'not known' } }]
      }),
  },
  {
    id: 'trust.tier',
    group: 'trust',
    codes: ['TIER_TOO_LOW'],
    source: '6 U.S.C. 964-966: Tier I is certified, not validated; policy `minimumTier`',
    find: (c) =>
      judged(c, (found, { index, programme }) =>
        when(programme !== undefined && !hasTier(found, programme, c.policy), {
          code: 'TIER_TOO_LOW',
          party: index,
          detail: { tier: found.tier ?? 'not known', required: c.policy.minimumTier[found.programme] ?? '' },
        }),
      ),
  },
  {
    id: 'trust.revalidation',
    group: 'trust',
    codes: ['REVALIDATION_OVERDUE'],
    source: '6 U.S.C. 969: revalidation at least every four years; policy `revalidationOverdue`',
    find: (c) =>
      judged(c, ({ revalidationDue }, { index }) =>
        when(
          c.policy.revalidationOverdue === 'review' &&
            revalidationDue !== undefined &&
            Date.parse(revalidationDue) <= c.at.getTime(),
          { code: 'REVALIDATION_OVERDUE', party: index, ...detailOf({ due: revalidationDue }) },
        ),
      ),
  },
  {
    id: 'trust.consent',
    group: 'trust',
    codes: ['CONSENT_MISSING'],
    source: 'Union Customs Code practice: written consent, withdrawn at any time; a public list implies none',
    find: (c) =>
      judged(c, (found, { index }) =>
        when(consentOf(found) === 'missing', {
          code: 'CONSENT_MISSING',
          party: index,
          detail: { consent: found.consent, source: found.source.kind },
        }),
      ),
  },
]

/** What still applies when the destination's own membership is enough: the tier. */
export const RULES_FOR_DESTINATION_MEMBERS: ReadonlySet<string> = new Set(['trust.tier'])
