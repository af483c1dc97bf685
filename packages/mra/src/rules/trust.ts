import type { FoundMembership, ReviewClass, RuleReasonCode } from '@trustlane/contracts'
import { type Case, isRevalidationOverdue, isTierEnough, type KeyParty } from '../case.ts'
import { type CertificateStanding, certificateStanding } from '../certificate-standing.ts'
import { claimsOf } from '../claims.ts'
import { isTypeCovered } from '../coverage.ts'
import { statusAt } from '../membership-validity.ts'
import {
  hasTrustedOther,
  isElsewhere,
  isNotYet,
  listSays,
  type Member,
  membershipOf,
  originKeys,
  originMembers,
  ownOfDestination,
} from '../origin-status.ts'
import { programmeNamed } from '../programmes.ts'
import type { Finding, Rule } from './rule.ts'

/** Group 6: whether the status found is one that the direction recognises. Of the origin's programme only. */
export const TRUST_RULES: readonly Rule<Case>[] = [
  missRule(
    'trust.not-a-member',
    'FOREIGN_PARTY_NOT_TRUSTED',
    'domain 8, "Lists": a miss on a complete list',
    (subject, key) =>
      isNotYet(subject, key) || (!isElsewhere(subject, key) && listSays(subject, key) === 'not-a-member'),
  ),
  missRule(
    'trust.list-incomplete',
    'LIST_INCOMPLETE',
    'domain 8, "Lists": a miss elsewhere proves nothing',
    (subject, key) => !isElsewhere(subject, key) && listSays(subject, key) === 'nothing',
  ),
  {
    id: 'trust.consignor-is-logistics',
    group: 'trust',
    codes: ['CONSIGNOR_IS_LOGISTICS'],
    source: 'domain 8, "Key party"; EU-US list of covered operators of 2013',
    find: ({ passedOver, keyParties, at }) =>
      keyParties.every(({ view }) => view.party.role === 'consignor')
        ? passedOver.map((view) => ({
            code: 'CONSIGNOR_IS_LOGISTICS',
            party: view.index,
            reviewClass: classOf(claimsOf(view, at).length > 0),
          }))
        : [],
  },
  missRule(
    'trust.outside-origin',
    'PARTY_OUTSIDE_ORIGIN',
    'domain 8, "Key party": the status of another territory',
    isElsewhere,
  ),
  statusRule('trust.expired', 'expired', 'STATUS_EXPIRED'),
  statusRule('trust.withdrawn', 'withdrawn', 'STATUS_WITHDRAWN'),
  {
    id: 'trust.split',
    group: 'trust',
    codes: ['KEY_PARTY_SPLIT'],
    source: 'domain 8, "Key party": the exporter decides, and only the other is trusted',
    find: (subject) => {
      const keys = originMembers(subject)
      if (keys.some(({ membership }) => membership !== undefined) || !hasTrustedOther(subject)) return []
      return keys.map(({ key }) => ({ code: 'KEY_PARTY_SPLIT', party: key.view.index }))
    },
  },
  memberRule(
    'trust.type',
    'TYPE_NOT_COVERED',
    'domain 9, "Operator types", policy `unknownCoverage`',
    (subject, { key, membership }) =>
      subject.choice.chosen !== undefined &&
      !isTypeCovered(membership, key.view.party.role, subject.choice.chosen.direction, subject.policy),
  ),
  memberRule(
    'trust.customs-only-certificate',
    'CERT_NOT_SECURITY',
    'UCC article 38(2); domain 9, "Classes": AEOC alone gives nothing',
    (_, { membership }) => classStanding(membership) === 'customs-only',
  ),
  memberRule(
    'trust.class',
    'CLASS_NOT_RECOGNISED',
    'domain 9, "Classes": the table per programme',
    (_, { membership }) => ['not-recognised', 'missing'].includes(classStanding(membership)),
  ),
  {
    id: 'trust.tier',
    group: 'trust',
    codes: ['TIER_TOO_LOW'],
    source: '6 U.S.C. 964 to 966, tiers; domain 9, "C-TPAT tier", policy `tiers`',
    find: (subject) =>
      originKeys(subject).flatMap((key): Finding[] => {
        const membership = membershipOf(key) ?? ownOfDestination(subject, key)
        if (membership === undefined || isTierEnough(membership, subject.policy)) return []
        const { programme, tier = 'unknown' } = membership
        return [{ code: 'TIER_TOO_LOW', party: key.view.index, detail: { programme, tier } }]
      }),
  },
  memberRule(
    'trust.revalidation-overdue',
    'REVALIDATION_OVERDUE',
    '6 U.S.C. 969, every four years; policy `revalidationOverdue`',
    ({ policy, now }, { membership }) => isRevalidationOverdue(membership, policy, now),
  ),
  memberRule(
    'trust.consent',
    'CONSENT_MISSING',
    'EU AEO guidelines on consent; domain 9, "Consent", policy `consentImpliedBy`',
    ({ policy }, { membership }) => !hasConsent(membership, policy.consentImpliedBy),
  ),
]

/** Consent is stated, or implied by where the status comes from. A public list states none that is meant for customs. */
function hasConsent({ consent, source }: FoundMembership, impliedBy: readonly string[]): boolean {
  if (source.kind === 'published' && !impliedBy.includes('published')) return false
  return consent === 'given' || (consent === 'unknown' && impliedBy.includes(source.kind))
}

const classOf = (claims: boolean): ReviewClass => (claims ? 'claim' : 'ordinary')

const classStanding = ({ programme, certificate }: FoundMembership): CertificateStanding => {
  const known = programmeNamed(programme)
  return known === undefined ? 'missing' : certificateStanding(known, certificate)
}

function missRule(
  id: string,
  code: RuleReasonCode,
  source: string,
  is: (subject: Case, key: KeyParty) => boolean,
): Rule<Case> {
  return {
    id,
    group: 'trust',
    codes: [code],
    source,
    find: (subject) =>
      originKeys(subject)
        .filter((key) => is(subject, key))
        .map((key) => ({ code, party: key.view.index, reviewClass: classOf(key.claims.length > 0) })),
  }
}

function statusRule(id: string, status: 'expired' | 'withdrawn', code: RuleReasonCode): Rule<Case> {
  return missRule(id, code, 'domain 9, "Suspended": neutral losses; ends are half-open', ({ now }, key) => {
    const membership = membershipOf(key)
    return membership !== undefined && statusAt(membership, now) === status
  })
}

/** A rule about a membership that is in force. */
function memberRule(
  id: string,
  code: RuleReasonCode,
  source: string,
  is: (subject: Case, member: Member) => boolean,
): Rule<Case> {
  return {
    id,
    group: 'trust',
    codes: [code],
    source,
    find: (subject) =>
      originMembers(subject).flatMap(({ key, membership }): Finding[] => {
        if (membership === undefined || !is(subject, { key, membership })) return []
        const { programme, certificate } = membership
        const detail = { programme, ...(certificate !== undefined && { certificate }) }
        return [{ code, party: key.view.index, detail }]
      }),
  }
}
