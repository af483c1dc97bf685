import { Decision, Facts } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { builtInArrangements } from './arrangement-set.ts'
import { decide } from './decide.ts'
import { decideFailure, decideWithdrawal } from './decide-failure.ts'
import { builtInPolicy, policyDigest } from './policy.ts'
import {
  answered,
  argumentsOf,
  AT,
  blocksOf,
  carrier,
  consignee,
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

describe('decide', () => {
  test('names what it was decided under', () => {
    expect(decideIn()).toMatchObject({
      at: AT.toISOString(),
      digests: { arrangements: builtInArrangements.digest, policy: policyDigest(builtInPolicy) },
    })
  })

  test.each<{ what: string; situation: Situation }>([
    { what: 'a clearance', situation: {} },
    { what: 'a review', situation: { key: exporter(held({ status: 'suspended', types: [] })) } },
    { what: 'no corridor', situation: { consignment: { loading: {}, discharge: {} } } },
    { what: 'what is not decided', situation: { to: 'JP' } },
    { what: 'an empty bill', situation: { consignment: { parties: [] }, facts: { parties: [] } } },
  ])('answers within the contract for $what', ({ situation }) => {
    const decision = decideIn(situation)
    expect(Decision.parse(decision)).toEqual(decision)
    expect(Facts.safeParse(argumentsOf(situation)[1]).success).toBe(true)
  })

  test('takes the first reason of the group order as primary, and the worst class', () => {
    const key = found(
      {},
      held({ certificate: 'AEOC', consent: 'withdrawn', conveyance: [], validTo: fromAt(HOUR) }),
    )
    const decision = decideIn({ key, others: [carrier()] })
    expect(blocksOf(decision)).toEqual([
      'PARTY_MISSING',
      'CERT_NOT_SECURITY',
      'CONSENT_MISSING',
      'STATUS_NOT_CONVEYED',
    ])
    expect(decision).toMatchObject({ primary: { code: 'PARTY_MISSING' }, review: { class: 'data' } })
    expect(decision.goodUntil).toBeUndefined()
  })

  test.each<{ of: string; situation: Situation; is: string }>([
    {
      of: 'ordinary and adverse',
      situation: { from: 'VN', key: found({}, held({ status: 'revoked' })) },
      is: 'adverse',
    },
    {
      of: 'ordinary and system',
      situation: { key: found({}), facts: { parties: [answered(), unknown()] } },
      is: 'system',
    },
    {
      of: 'identity and system',
      situation: {
        key: found(
          {},
          held({
            match: { grade: 'A', by: 'identifier:aeo', agreement: 'none' },
            source: { kind: 'other', asOf: fromAt(0) },
          }),
        ),
      },
      is: 'identity',
    },
    { of: 'ordinary alone', situation: { key: found({}) }, is: 'ordinary' },
  ])('is a review of the worst of its classes: $is of $of', ({ situation, is }) => {
    expect(decideIn(situation).review).toEqual({ class: is })
  })

  test('does not take a missing fact for a "no"', () => {
    const [filing, facts, ...rest] = argumentsOf()
    const cut = decide(filing, { ...facts, parties: [] }, ...rest)
    expect(cut).toMatchObject({ outcome: 'needs-validation', retryable: true, review: { class: 'system' } })
    const more = decide(filing, { ...facts, parties: [...facts.parties, unknown(), unknown()] }, ...rest)
    expect(more).toEqual(decide(filing, facts, ...rest))
  })
})

describe('the parties of a decision', () => {
  const resultOf = (situation: Situation, party = 0) => decideIn(situation).parties[party]!
  const named = (...memberships: Parameters<typeof held>[0][]) =>
    found({}, ...memberships.map((over) => held(over)))
  const byName = { grade: 'D', by: 'name', agreement: 'name' } as const

  test('tell what was found of the key party, and that it counted', () => {
    expect(resultOf({})).toEqual({
      party: 0,
      role: 'consignor',
      isKeyParty: true,
      key: 'n1:Aoba Precision Instruments K.K.',
      found: 'member',
      programme: 'JP-AEO',
      memberId: 'JP-0001',
      status: 'certified',
      grade: 'A',
      asOf: fromAt(-HOUR),
      counted: true,
    })
  })

  test.each([
    { what: 'a suspended member', key: named({ status: 'suspended' }), found: 'member' },
    { what: 'two members', key: named({}, { memberId: 'JP-2' }), found: 'ambiguous' },
    { what: 'a namesake', key: named({ match: byName }), found: 'candidate' },
    { what: 'a namesake elsewhere', key: named({ match: byName, programme: 'KR-AEO' }), found: 'candidate' },
    { what: 'a member elsewhere', key: named({ programme: 'KR-AEO' }), found: 'member' },
    { what: 'a number not on the list', key: exporter(), found: 'not-listed' },
    { what: 'a name', key: found({}), found: 'not-identified' },
    { what: 'a failed look-up', key: { ...found({}), facts: unknown('k') }, found: 'unknown' },
  ])('tell $found of $what', ({ key, found }) => {
    const result = resultOf({ key })
    expect(result.counted).toBe(false)
    expect(result.found).toBe(found)
  })

  test('do not say "not listed" of a list that is not whole', () => {
    const facts = { lists: { 'JP-AEO': list({ partial: true }) } }
    expect(resultOf({ key: exporter(), facts }).found).toBe('not-identified')
  })

  test('tell of others what their own side’s programme knows, else any', () => {
    const american = held({ programme: 'US-CTPAT', memberId: 'US-1', tier: 'II' })
    const others = [consignee(american, held({ memberId: 'JP-9' })), carrier(held({ programme: 'KR-AEO' }))]
    expect(resultOf({ others }, 1)).toMatchObject({ programme: 'US-CTPAT', counted: true, isKeyParty: false })
    expect(resultOf({ others }, 2)).toMatchObject({ programme: 'KR-AEO', counted: false })
  })

  test('tell one thing at a time: that the key party held is not that the bill is clear', () => {
    const decision = decideIn({ others: [consignee()] })
    expect(decision.outcome).toBe('needs-validation')
    expect(decision.parties[0]).toMatchObject({ counted: true })
  })
})

describe('decisions without rules', () => {
  test('of a withdrawal: nothing is left to decide', () => {
    const decision = decideWithdrawal(builtInArrangements, builtInPolicy, AT)
    expect(Decision.parse(decision)).toEqual(decision)
    expect(decision).toMatchObject({
      outcome: 'not-applicable',
      primary: { code: 'CONSIGNMENT_WITHDRAWN', effect: 'excludes' },
      retryable: false,
      parties: [],
    })
  })

  test('of a failure: a review of every party unknown, to be decided again', () => {
    const decision = decideFailure(argumentsOf()[0], builtInArrangements, builtInPolicy, AT)
    expect(Decision.parse(decision)).toEqual(decision)
    expect(decision).toMatchObject({
      outcome: 'needs-validation',
      review: { class: 'system' },
      primary: { code: 'PROCESSING_FAILED', rule: 'system.processing-failed' },
      retryable: true,
    })
    expect(decision.parties.map(({ found }) => found)).toEqual(['unknown', 'unknown', 'unknown'])
  })
})
