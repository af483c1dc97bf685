import { z } from 'zod'

/** Worst first: the class of a `needs-validation` decision is the worst of its blocking reasons. */
export const REVIEW_CLASSES = ['adverse', 'data', 'identity', 'system', 'claim', 'ordinary'] as const
export const ReviewClass = z.enum([...REVIEW_CLASSES, 'other'])
export type ReviewClass = z.infer<typeof ReviewClass>

/** Groups of the decision table (domain section 9), in the order in which the primary reason is chosen. */
export const REASON_GROUPS = [
  'not-decided',
  'adverse',
  'corridor',
  'message',
  'identity',
  'system',
  'trust',
  'conveyance',
  'grant',
  'advisory',
] as const
export type ReasonGroup = (typeof REASON_GROUPS)[number]

/** Who can remove the reason. */
export type Fixer = 'sender' | 'trader' | 'operator' | 'customs'

/** What the decision table says of a code; `reviewClass` is the class it blocks with unless its rule says otherwise. */
export type ReasonEntry = {
  readonly group: ReasonGroup
  readonly reviewClass?: Exclude<ReviewClass, 'other'>
  readonly fixableBy: readonly Fixer[]
}

const entry = (
  group: ReasonGroup,
  fixableBy: readonly Fixer[] = [],
  reviewClass?: Exclude<ReviewClass, 'other'>,
): ReasonEntry => (reviewClass === undefined ? { group, fixableBy } : { group, fixableBy, reviewClass })

const adverse = (...by: Fixer[]) => entry('adverse', by, 'adverse')
const data = (...by: Fixer[]) => entry('message', by, 'data')
const identity = (...by: Fixer[]) => entry('identity', by, 'identity')
const system = () => entry('system', ['operator'], 'system')
const trust = (reviewClass: 'claim' | 'ordinary' = 'claim') => entry('trust', ['trader'], reviewClass)

/** Every reason code there is, closed: code, group, class, and who can fix it. Within a group the order is that of precedence. */
export const REASONS = {
  TEST_MESSAGE: entry('not-decided', ['sender']),
  CONSIGNMENT_WITHDRAWN: entry('not-decided'),
  OUT_OF_SCOPE: entry('not-decided'),
  MASTER_ONLY: entry('not-decided'),
  MRA_NOT_APPLICABLE: entry('not-decided'),

  STATUS_SUSPENDED: adverse('customs'),
  STATUS_REVOKED: adverse('customs'),
  BENEFIT_DENIED: adverse('customs'),
  ADVERSE_ELSEWHERE: adverse('customs'),
  KEY_PARTY_CHANGED: adverse('sender'),
  CLAIM_NOT_CONFIRMED: adverse('sender', 'trader'),

  CORRIDOR_UNKNOWN: entry('corridor', ['sender'], 'data'),
  NO_ARRANGEMENT: entry('corridor', [], 'ordinary'),
  ARRANGEMENT_NOT_ACTIVE: entry('corridor', [], 'ordinary'),
  DIRECTION_NOT_COVERED: entry('corridor', [], 'ordinary'),

  PARTY_MISSING: data('sender'),
  PARTY_UNPARSEABLE: data('sender'),
  CLAIM_UNATTACHED: data('sender'),

  ID_AMBIGUOUS: identity('operator'),
  ID_NAME_MISMATCH: identity('operator'),
  MATCH_UNVERIFIED: identity('operator'),
  PARTY_NOT_IDENTIFIED: entry('identity', ['sender'], 'ordinary'),

  STATUS_UNKNOWN: system(),
  STATUS_STALE: system(),
  LIST_NOT_LOADED: system(),
  PROCESSING_FAILED: system(),

  FOREIGN_PARTY_NOT_TRUSTED: trust('ordinary'),
  LIST_INCOMPLETE: trust('ordinary'),
  CONSIGNOR_IS_LOGISTICS: trust('ordinary'),
  PARTY_OUTSIDE_ORIGIN: trust('ordinary'),
  STATUS_EXPIRED: trust('ordinary'),
  STATUS_WITHDRAWN: trust('ordinary'),
  KEY_PARTY_SPLIT: trust(),
  TYPE_NOT_COVERED: trust(),
  CERT_NOT_SECURITY: trust(),
  CLASS_NOT_RECOGNISED: trust(),
  TIER_TOO_LOW: trust(),
  REVALIDATION_OVERDUE: trust(),
  CONSENT_MISSING: trust(),

  STATUS_NOT_CONVEYED: entry('conveyance', ['trader', 'sender', 'operator'], 'claim'),

  MANUAL_OVERRIDE: entry('grant'),
  DESTINATION_PROGRAMME_MEMBER: entry('grant'),
  MRA_MET_BOTH_ENDS: entry('grant'),
  MRA_MET: entry('grant'),
  NATIONAL_STATUS_RELIED: entry('grant'),

  EFFECTIVE_DATE_ASSUMED: entry('advisory'),
  DIRECTION_INFERRED: entry('advisory'),
  CONVEYANCE_NOT_ESTABLISHED: entry('advisory'),
  CODE_DUE: entry('advisory'),
  NAME_MATCH_USED: entry('advisory'),
  LINK_USED: entry('advisory'),
  MATCH_CANDIDATE: entry('advisory'),
  CONSENT_ASSUMED: entry('advisory'),
  PARTIAL_COVERAGE: entry('advisory'),
  SUPPORTING_PARTY_ONLY: entry('advisory'),
  NATIONAL_STATUS_ONLY: entry('advisory'),
  CONSIGNEE_TO_ORDER: entry('advisory'),
  TRANSIT_IGNORED: entry('advisory'),
  TRANSIT_COUNTRY_DIFFERS: entry('advisory'),
  PAIR_RESOLUTION: entry('advisory'),
  ID_FORMAT_INVALID: entry('advisory'),
  PARTY_IS_PERSON: entry('advisory'),
  OVERRIDE_LAPSED: entry('advisory'),
} as const satisfies Record<string, ReasonEntry>

/** A code that a rule can give. */
export type RuleReasonCode = keyof typeof REASONS

export const REASON_CODES = Object.keys(REASONS) as [RuleReasonCode, ...RuleReasonCode[]]

/** On the wire. `OTHER` is what a reader makes of a code that is newer than itself; no rule gives it. */
export const ReasonCode = z.enum([...REASON_CODES, 'OTHER'])
export type ReasonCode = z.infer<typeof ReasonCode>
