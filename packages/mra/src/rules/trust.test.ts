import type { FoundMembership, PartyRole } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { createArrangementSet, builtInArrangements } from '../arrangement-set.ts'
import { PROGRAMMES } from '../programmes.ts'
import {
  blocksOf,
  carrier,
  codesOf,
  consignee,
  decideIn,
  exporter,
  found,
  fromAt,
  held,
  list,
  type Situation,
} from '../testing/index.ts'

const keyed = (over: Partial<FoundMembership>): Situation => ({ key: found({}, held(over)) })
const ctpat = (over: Partial<FoundMembership> = {}) =>
  held({
    programme: 'US-CTPAT',
    memberId: 'US-1',
    tier: 'II',
    conveyance: [{ method: 'NACCS', value: 'A12345678901' }],
    ...over,
  })

describe('the end of a status', () => {
  test.each([
    { over: { validTo: fromAt(1) }, blocks: [] },
    { over: { validTo: fromAt(0) }, blocks: ['STATUS_EXPIRED'] },
    { over: { validTo: fromAt(-1) }, blocks: ['STATUS_EXPIRED'] },
    { over: { validTo: 'some day' }, blocks: ['STATUS_EXPIRED'] },
    { over: { validFrom: fromAt(0) }, blocks: [] },
    { over: { validFrom: fromAt(1) }, blocks: ['FOREIGN_PARTY_NOT_TRUSTED'] },
    { over: { statusFrom: fromAt(0) }, blocks: [] },
    { over: { statusFrom: fromAt(1) }, blocks: ['FOREIGN_PARTY_NOT_TRUSTED'] },
    { over: { status: 'expired' }, blocks: ['STATUS_EXPIRED'] },
    { over: { status: 'expired', statusFrom: fromAt(1) }, blocks: [] },
    { over: { status: 'expired', statusFrom: fromAt(0) }, blocks: ['STATUS_EXPIRED'] },
    { over: { status: 'withdrawn' }, blocks: ['STATUS_WITHDRAWN'] },
    { over: { status: 'withdrawn', statusFrom: fromAt(1) }, blocks: [] },
    { over: { status: 'withdrawn', statusFrom: fromAt(0) }, blocks: ['STATUS_WITHDRAWN'] },
  ] as const)('gives $blocks for $over', ({ over, blocks }) => {
    expect(blocksOf(decideIn(keyed(over)))).toEqual(blocks)
  })

  test.each([
    { claim: false, key: found({}, held({ status: 'expired' })), review: 'ordinary' },
    { claim: true, key: exporter(held({ status: 'expired' })), review: 'claim' },
  ])('is a review of class $review where trust is claimed: $claim', ({ key, review }) => {
    expect(decideIn({ key }).review).toEqual({ class: review })
  })

  test('limits what a decision is good for', () => {
    expect(decideIn(keyed({ validTo: fromAt(60_000) })).goodUntil).toBe(fromAt(60_000))
    const link = {
      grade: 'B',
      by: 'link',
      agreement: 'name',
      link: { linkId: 'L', validTo: fromAt(5) },
    } as const
    expect(decideIn(keyed({ validTo: fromAt(60_000), match: link })).goodUntil).toBe(fromAt(5))
    expect(decideIn(keyed({ revalidationDue: fromAt(7) })).goodUntil).toBe(fromAt(7))
    expect(
      decideIn({ ...keyed({ revalidationDue: fromAt(7) }), policy: { revalidationOverdue: 'ignore' } })
        .goodUntil,
    ).toBeUndefined()
  })
})

describe('the status of another territory', () => {
  const hongKong = held({ programme: 'HK-AEO', memberId: 'HK-1' })
  const china = { 'CN-AEO': list() }
  test('is not that of the origin', () => {
    const decision = decideIn({ from: 'CN', to: 'JP', key: found({}, hongKong), facts: { lists: china } })
    expect(blocksOf(decision)).toEqual(['PARTY_OUTSIDE_ORIGIN'])
    expect(decision.review).toEqual({ class: 'ordinary' })
  })

  test('is nothing once it has ended', () => {
    const key = found({}, { ...hongKong, status: 'expired' })
    const decision = decideIn({ from: 'CN', to: 'JP', key, facts: { lists: china } })
    expect(blocksOf(decision)).toEqual(['FOREIGN_PARTY_NOT_TRUSTED'])
  })
})

describe('exporter and consignor', () => {
  const consignor = found({ name: 'Aoba Precision Instruments K.K.' }, held())
  const split = (key: ReturnType<typeof found>, other = consignor, to = 'CN') =>
    codesOf(decideIn({ to, key, others: [other, consignee(), carrier()] })).includes('KEY_PARTY_SPLIT')
  test.each([
    { when: 'only the consignor is trusted', key: found({ role: 'exporter', name: 'X' }), is: true },
    {
      when: 'the exporter is trusted',
      key: found({ role: 'exporter', name: 'X' }, held({ memberId: 'JP-2' })),
      is: false,
    },
    { when: 'they are one firm', key: found({ role: 'exporter' }), is: false },
  ])('are split: $is, when $when', ({ key, is }) => {
    expect(split(key)).toBe(is)
  })

  test.each([
    { what: 'no longer a member', other: found({ name: 'Y' }, held({ status: 'withdrawn' })) },
    { what: 'not of a covered type', other: found({ name: 'Y' }, held({ types: ['customs-broker'] })) },
    { what: 'a forwarder', other: found({ name: 'Y', flags: ['agent'] }, held()) },
  ])('are not split when the other is $what', ({ other }) => {
    const key = found({ role: 'manufacturer', name: 'X' })
    expect(split(key, other, 'US')).toBe(false)
  })
})

describe('the type of operator', () => {
  test.each([
    { pair: 'JP>US', types: ['exporter'], covered: true },
    { pair: 'JP>US', types: ['importer'], covered: false },
    { pair: 'JP>US', types: ['manufacturer'], covered: false },
    { pair: 'JP>US', types: ['warehouse', 'exporter'], covered: true },
    { pair: 'JP>US', types: [], covered: true },
    { pair: 'JP>US', types: [], role: 'manufacturer', covered: false },
    { pair: 'JP>CA', types: ['importer'], covered: true },
    { pair: 'JP>CA', types: ['manufacturer'], covered: false },
    { pair: 'KR>US', types: ['manufacturer'], covered: true },
    { pair: 'KR>US', types: ['importer'], covered: true },
    { pair: 'KR>US', types: ['customs-broker'], covered: false },
    { pair: 'KR>US', types: ['other'], covered: false },
    { pair: 'EU>US', types: ['manufacturer'], covered: true },
    { pair: 'EU>US', types: ['customs-broker'], covered: false },
    { pair: 'US>EU', types: ['importer'], role: 'exporter', covered: true },
    { pair: 'US>EU', types: ['importer'], role: 'manufacturer', covered: false },
    { pair: 'US>EU', types: ['terminal-operator'], role: 'exporter', covered: false },
  ] as const)('$types of $role is covered: $covered, for $pair', ({ pair, types, covered, ...rest }) => {
    const [from = '', to = ''] = pair.split('>')
    const role: PartyRole = 'role' in rest ? rest.role : 'consignor'
    const programme = PROGRAMMES.find(({ territory }) => territory === from)!
    const membership = held({
      programme: programme.code,
      types: [...types],
      ...(programme.certificates !== undefined && { certificate: programme.certificates.recognised[0]! }),
      ...(programme.tiers !== undefined && { tier: 'III' as const }),
    })
    const key = found({ role }, membership)
    const decision = decideIn({ from, to, key, policy: { conveyance: 'off' }, facts: { lists: {} } })
    expect(blocksOf(decision).includes('TYPE_NOT_COVERED')).toBe(!covered)
  })

  test('that no source names is what the policy assumes', () => {
    const unknownCoverage = { byOrigin: {}, otherwise: ['warehouse' as const] }
    const key = found({}, held({ programme: 'KR-AEO', types: ['warehouse'] }))
    const decision = decideIn({ from: 'KR', key, policy: { unknownCoverage } })
    expect(blocksOf(decision)).toEqual([])
  })

  test('of the whole network is judged without a throw', () => {
    for (const { arrangement, direction } of builtInArrangements.arrangements.flatMap((arrangement) =>
      arrangement.directions.map((direction) => ({ arrangement, direction })),
    )) {
      const arrangements = createArrangementSet([
        { ...arrangement, status: 'implemented', confidence: 'high' },
      ])
      const { from, to } = direction
      expect(decideIn({ from, to, arrangements }).corridor).toEqual({ from, to })
    }
  })
})

describe('the class of certificate', () => {
  const withClasses = PROGRAMMES.filter(({ certificates }) => certificates !== undefined)
  const classOf = (programme: string, certificate: string | undefined) => {
    const from = programme.slice(0, 2)
    // Every pair of a programme with classes is made active, so that the class alone decides.
    const directed = builtInArrangements.arrangements.find(({ directions }) =>
      directions.some((d) => d.from === from),
    )!
    const { to } = directed.directions.find((direction) => direction.from === from)!
    const arrangements = createArrangementSet([
      { ...directed, status: 'implemented', confidence: 'high', implemented: { day: '2020-01-01' } },
    ])
    const key = found(
      {},
      held({ programme, types: ['exporter'], ...(certificate !== undefined && { certificate }) }),
    )
    const blocks = blocksOf(decideIn({ from, to, arrangements, key, policy: { conveyance: 'off' } }))
    return blocks.filter((code) => code !== 'TYPE_NOT_COVERED')
  }

  test.each(
    withClasses.flatMap(({ code, certificates }) =>
      certificates!.recognised.map((certificate) => ({ code, certificate })),
    ),
  )('$certificate of $code is recognised', ({ code, certificate }) => {
    expect(classOf(code, certificate)).toEqual([])
  })

  test.each(
    withClasses.flatMap(({ code, certificates }) =>
      certificates!.known.map((certificate) => ({ code, certificate })),
    ),
  )('$certificate of $code is not', ({ code, certificate }) => {
    const isCustomsOnly = ['AEOC', 'AEO-C'].includes(certificate)
    expect(classOf(code, certificate)).toEqual([isCustomsOnly ? 'CERT_NOT_SECURITY' : 'CLASS_NOT_RECOGNISED'])
  })

  test.each(withClasses.map(({ code }) => code))('of %s that is not known blocks', (code) => {
    expect(classOf(code, undefined)).toEqual(['CLASS_NOT_RECOGNISED'])
    expect(classOf(code, 'AEOC')).toEqual(['CERT_NOT_SECURITY'])
  })

  test.each(['JP-AEO', 'KR-AEO', 'NZ-SES'])(
    'does not matter in %s, but AEOC gives nothing there either',
    (code) => {
      expect(classOf(code, 'GOLD')).toEqual([])
      expect(classOf(code, 'AEOC')).toEqual(['CERT_NOT_SECURITY'])
    },
  )
})

describe('the tier', () => {
  test.each([
    { tier: 'I', policy: ['II', 'III'], blocks: ['TIER_TOO_LOW'] },
    { tier: 'II', policy: ['II', 'III'], blocks: [] },
    { tier: 'III', policy: ['II', 'III'], blocks: [] },
    { tier: 'other', policy: ['II', 'III'], blocks: ['TIER_TOO_LOW'] },
    { tier: undefined, policy: ['II', 'III'], blocks: ['TIER_TOO_LOW'] },
    { tier: 'II', policy: ['III'], blocks: ['TIER_TOO_LOW'] },
    { tier: 'I', policy: ['I', 'II', 'III'], blocks: [] },
  ] as const)('$tier gives $blocks where $policy count', ({ tier, policy, blocks }) => {
    const { tier: _, ...rest } = ctpat()
    const key = found({}, tier === undefined ? rest : { ...rest, tier })
    const decision = decideIn({ from: 'US', to: 'JP', key, policy: { tiers: { 'US-CTPAT': [...policy] } } })
    expect(blocksOf(decision)).toEqual(blocks)
  })

  test('is required even where the policy forgets it', () => {
    expect(
      blocksOf(decideIn({ from: 'US', to: 'JP', key: found({}, ctpat()), policy: { tiers: {} } })),
    ).toEqual(['TIER_TOO_LOW'])
  })
})

describe('revalidation and consent', () => {
  test.each([
    { due: fromAt(1), policy: 'review', blocks: [] },
    { due: fromAt(0), policy: 'review', blocks: ['REVALIDATION_OVERDUE'] },
    { due: fromAt(0), policy: 'ignore', blocks: [] },
  ] as const)('due $due gives $blocks by policy $policy', ({ due, policy, blocks }) => {
    const decision = decideIn({ ...keyed({ revalidationDue: due }), policy: { revalidationOverdue: policy } })
    expect(blocksOf(decision)).toEqual(blocks)
  })

  test.each([
    { consent: 'given', kind: 'complete', blocks: [], assumed: false },
    { consent: 'given', kind: 'published', blocks: ['CONSENT_MISSING'], assumed: false },
    { consent: 'withdrawn', kind: 'feed', blocks: ['CONSENT_MISSING'], assumed: false },
    { consent: 'unknown', kind: 'feed', blocks: [], assumed: true },
    { consent: 'unknown', kind: 'complete', blocks: [], assumed: true },
    { consent: 'unknown', kind: 'published', blocks: ['CONSENT_MISSING'], assumed: false },
    { consent: 'unknown', kind: 'evidence', blocks: ['CONSENT_MISSING'], assumed: false },
  ] as const)('consent $consent from a $kind source gives $blocks', ({ consent, kind, blocks, assumed }) => {
    const source = { kind, asOf: fromAt(-1), expires: fromAt(1) }
    const decision = decideIn(keyed({ consent, source }))
    expect(blocksOf(decision)).toEqual(blocks)
    expect(codesOf(decision).includes('CONSENT_ASSUMED')).toBe(assumed)
  })
})
