import { type Override, REASON_CODES, REASONS, type RuleReasonCode } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { builtInArrangements, createArrangementSet } from './arrangement-set.ts'
import { decide } from './decide.ts'
import { decideFailure } from './decide-failure.ts'
import { builtInPolicy } from './policy.ts'
import { RULES } from './rules/index.ts'
import { sentenceFor } from './sentences.ts'
import {
  answered,
  argumentsOf,
  AT,
  carrier,
  consignee,
  DAY,
  decideIn,
  exporter,
  found,
  fromAt,
  held,
  HOUR,
  list,
  type Situation,
  unknown,
} from './testing/index.ts'

const named = (...memberships: Parameters<typeof found>[1][]) => found({}, ...memberships)
const certified = (over: Parameters<typeof held>[0]): Situation => ({ key: exporter(held(over)) })
const link = {
  grade: 'B',
  by: 'link',
  agreement: 'name',
  link: { linkId: 'L1', validTo: fromAt(DAY) },
} as const
const byNameAndAddress = { grade: 'C', by: 'fingerprint', agreement: 'name' } as const
const override = {
  overrideId: 'O1',
  outcome: 'cleared' as const,
  officer: 'an officer',
  reason: 'seen at the gate',
  expires: fromAt(DAY),
  manifestId: 'TRIDENT:VOY042',
  version: 1,
  keyParties: ['n1:Aoba Precision Instruments K.K.'],
} satisfies Override
const toOrder = found({ role: 'consignee', name: 'TO ORDER', flags: ['to-order'] })
const ctpat = (over: Parameters<typeof held>[0] = {}) =>
  held({ programme: 'US-CTPAT', memberId: 'US-9', tier: 'II', ...over })
const eu = (certificate: string): Situation => ({
  from: 'DE',
  key: exporter(held({ programme: 'EU-AEO', memberId: 'DE-1', certificate })),
})

/** Of every code a situation that gives it. */
const EXAMPLES: Record<RuleReasonCode, Situation> = {
  TEST_MESSAGE: { manifest: { test: true } },
  CONSIGNMENT_WITHDRAWN: { manifest: { function: 'cancellation' } },
  OUT_OF_SCOPE: { consignment: { outOfScope: 'empty-equipment' } },
  MASTER_ONLY: { consignment: { billType: 'master', consolidated: true } },
  MRA_NOT_APPLICABLE: { from: 'DE', to: 'FR' },

  STATUS_SUSPENDED: certified({ status: 'suspended' }),
  STATUS_REVOKED: certified({ status: 'revoked' }),
  BENEFIT_DENIED: {
    facts: { denials: [{ programme: 'JP-AEO', memberId: 'JP-0001', to: 'US', from: fromAt(-DAY) }] },
  },
  ADVERSE_ELSEWHERE: { others: [consignee(ctpat({ status: 'suspended' })), carrier()] },
  KEY_PARTY_CHANGED: {
    version: 2,
    facts: {
      previous: {
        version: 1,
        outcome: 'needs-validation',
        reviewClass: 'adverse',
        blocked: [{ role: 'consignor', key: 'n1:Another Firm' }],
      },
    },
  },
  CLAIM_NOT_CONFIRMED: { key: exporter() },

  CORRIDOR_UNKNOWN: { consignment: { loading: { name: 'somewhere' } } },
  NO_ARRANGEMENT: { from: 'VN' },
  ARRANGEMENT_NOT_ACTIVE: { from: 'BR' },
  DIRECTION_NOT_COVERED: { from: 'US', to: 'JP', key: named(), at: new Date('2015-06-01T00:00:00Z') },

  PARTY_MISSING: { others: [carrier()] },
  PARTY_UNPARSEABLE: { key: found({ name: '\u{fffd}\u{fffd}', flags: ['unparseable'] }) },
  CLAIM_UNATTACHED: {
    others: [consignee(), carrier(), found({ role: 'aeo', name: 'Nobody Else Ltd', country: 'JP' })],
  },

  ID_AMBIGUOUS: { key: exporter(held(), held({ memberId: 'JP-0002' })) },
  ID_NAME_MISMATCH: certified({ match: { grade: 'A', by: 'identifier:aeo', agreement: 'none' } }),
  MATCH_UNVERIFIED: { key: named(held({ match: byNameAndAddress })) },
  PARTY_NOT_IDENTIFIED: { key: named() },

  STATUS_UNKNOWN: { facts: { parties: [unknown(), answered(), answered()] } },
  STATUS_STALE: {
    ...certified({ source: { kind: 'feed', asOf: fromAt(-49 * HOUR) } }),
    facts: { lists: {} },
  },
  LIST_NOT_LOADED: { key: exporter(), facts: { lists: {} } },
  PROCESSING_FAILED: { at: new Date(Number.NaN) },

  FOREIGN_PARTY_NOT_TRUSTED: { key: found({ identifiers: [{ scheme: 'duns', value: '123456789' }] }) },
  LIST_INCOMPLETE: { key: exporter(), facts: { lists: { 'JP-AEO': list({ list: 'published' }) } } },
  CONSIGNOR_IS_LOGISTICS: { key: found({ flags: ['agent'] }) },
  PARTY_OUTSIDE_ORIGIN: {
    from: 'CN',
    key: exporter(held({ programme: 'HK-AEO', memberId: 'HK-1' })),
    to: 'JP',
  },
  STATUS_EXPIRED: certified({ validTo: fromAt(0) }),
  STATUS_WITHDRAWN: certified({ status: 'withdrawn' }),
  KEY_PARTY_SPLIT: {
    to: 'CN',
    key: found({ role: 'exporter', name: 'Untold Trading' }),
    others: [exporter(held()), consignee(), carrier()],
  },
  TYPE_NOT_COVERED: certified({ types: ['warehouse'] }),
  CERT_NOT_SECURITY: eu('AEOC'),
  CLASS_NOT_RECOGNISED: eu('AEOX'),
  TIER_TOO_LOW: { from: 'US', to: 'JP', key: exporter(ctpat({ tier: 'I', types: ['exporter'] })) },
  REVALIDATION_OVERDUE: certified({ revalidationDue: fromAt(0) }),
  CONSENT_MISSING: certified({ consent: 'withdrawn' }),

  STATUS_NOT_CONVEYED: certified({ conveyance: [] }),

  MANUAL_OVERRIDE: { facts: { override } },
  DESTINATION_PROGRAMME_MEMBER: { from: 'VN', key: named(ctpat()) },
  MRA_MET_BOTH_ENDS: { others: [consignee(ctpat()), carrier()] },
  MRA_MET: {},
  NATIONAL_STATUS_RELIED: {
    from: 'VN',
    key: named(),
    others: [consignee(ctpat()), carrier()],
    policy: { nationalStatusRelied: true },
  },

  EFFECTIVE_DATE_ASSUMED: {},
  DIRECTION_INFERRED: { from: 'US', to: 'JP', key: exporter(ctpat()) },
  CONVEYANCE_NOT_ESTABLISHED: { to: 'KR' },
  CODE_DUE: {},
  NAME_MATCH_USED: { key: named(held({ match: byNameAndAddress })), policy: { exactNameAddress: 'clear' } },
  LINK_USED: { key: named(held({ match: link })) },
  MATCH_CANDIDATE: { key: named(held({ match: { grade: 'D', by: 'name', agreement: 'name' } })) },
  CONSENT_ASSUMED: certified({ consent: 'unknown' }),
  PARTIAL_COVERAGE: {},
  SUPPORTING_PARTY_ONLY: { key: named(), others: [consignee(), carrier(held({ memberId: 'JP-7' }))] },
  NATIONAL_STATUS_ONLY: { key: named(), others: [consignee(ctpat()), carrier()] },
  CONSIGNEE_TO_ORDER: { others: [toOrder, found({ role: 'notify', name: 'Redwood Bank' }), carrier()] },
  TRANSIT_IGNORED: { consignment: { transhipment: [{ country: 'KR' }] } },
  TRANSIT_COUNTRY_DIFFERS: { consignment: { origin: 'CN' } },
  PAIR_RESOLUTION: { from: 'BR', to: 'PE', arrangements: twoInForce(), key: exporter() },
  ID_FORMAT_INVALID: { key: found({ identifiers: [{ scheme: 'eori', value: '1234' }] }) },
  PARTY_IS_PERSON: { others: [consignee(), carrier(), found({ role: 'notify', flags: ['person'] })] },
  OVERRIDE_LAPSED: { facts: { override: { ...override, version: 7 } } },
}

/** A bilateral and a plurilateral arrangement that both cover Brazil to Peru, by the operator's word. */
function twoInForce() {
  const both = builtInArrangements.between('BR', 'PE').map(({ arrangement }) => arrangement)
  return createArrangementSet(
    both,
    both.map(({ arrangementId }) => ({
      arrangementId,
      from: 'BR',
      to: 'PE',
      effectiveFrom: '2026-01-01',
      active: true,
      authority: 'an operator',
      legalReference: 'a decree',
    })),
  )
}

describe('every reason code', () => {
  const ids = new Map(RULES.map((rule) => [rule.id, rule]))

  test.each(REASON_CODES)('is given by its rule: %s', (code) => {
    const decision = decideIn(EXAMPLES[code])
    const reason = decision.reasons.find((one) => one.code === code)
    expect(reason, decision.reasons.map((one) => one.code).join(' ')).toBeDefined()
    expect(ids.get(reason!.rule)?.codes).toContain(code)
    expect(reason!.group).toBe(REASONS[code].group)
    expect(sentenceFor(reason!)).toMatch(/^[A-Z].*\.$/)
  })

  test('belongs to one rule, of the group that the contract names', () => {
    for (const code of REASON_CODES) {
      const givers = RULES.filter(({ codes }) => codes.includes(code))
      expect(
        givers.map(({ group }) => group),
        code,
      ).toEqual([REASONS[code].group])
    }
    expect(ids.size).toBe(RULES.length)
    for (const { id, source } of RULES) expect(`${id}: ${source}`).toMatch(/^[a-z]+\.[a-z-]+: .{10,}/)
  })
})

test('the plainest situation there is clears, and nothing blocks it', () => {
  const decision = decideIn()
  expect(decision).toMatchObject({
    outcome: 'cleared',
    primary: { code: 'MRA_MET' },
    grounds: { code: 'MRA_MET', parties: [0] },
    corridor: { from: 'JP', to: 'US' },
    arrangement: { arrangementId: 'mra-us-jp', from: 'JP', to: 'US', startAssumed: true },
    retryable: false,
    notApplied: [],
  })
  expect(decision.review).toBeUndefined()
  expect(decision.reasons.filter(({ effect }) => effect === 'blocks')).toEqual([])
})

test('decideFailure is what decide gives for an instant that is none', () => {
  const [filing, facts, arrangements] = argumentsOf()
  const failed = decide(filing, facts, arrangements, builtInPolicy, new Date(Number.NaN))
  expect(failed).toEqual(decideFailure(filing, arrangements, builtInPolicy, new Date(0)))
  expect(failed).toMatchObject({ outcome: 'needs-validation', review: { class: 'system' }, retryable: true })
  expect(decideFailure(filing, arrangements, builtInPolicy, AT).at).toBe(AT.toISOString())
})
