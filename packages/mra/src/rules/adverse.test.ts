import type { FoundMembership, PreviousDecision } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import {
  blocksOf,
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
} from '../testing/index.ts'

const suspended = (over: Partial<FoundMembership> = {}) => held({ status: 'suspended', ...over })
const isClear = (situation: Situation) => decideIn(situation).outcome === 'cleared'

describe('a suspension or revocation of the key party', () => {
  test.each([
    { when: 'since ever', over: {}, blocks: true },
    { when: 'from this instant', over: { statusFrom: fromAt(0) }, blocks: true },
    { when: 'from a millisecond later', over: { statusFrom: fromAt(1) }, blocks: false },
    { when: 'from an instant that cannot be read', over: { statusFrom: 'soon' }, blocks: true },
    { when: 'though its validity is over', over: { validTo: fromAt(-1) }, blocks: true },
    { when: 'of a third programme', over: { programme: 'HK-AEO' }, blocks: true },
    {
      when: 'found by a name alone',
      over: { match: { grade: 'D', by: 'name', agreement: 'name' } },
      blocks: false,
    },
  ] as const)('blocks: $blocks, when it holds $when', ({ over, blocks }) => {
    for (const status of ['suspended', 'revoked'] as const) {
      const decision = decideIn({ key: found({}, held({ ...over, status })) })
      expect(blocksOf(decision).includes(`STATUS_${status.toUpperCase()}`)).toBe(blocks)
      expect(decision.review?.class === 'adverse').toBe(blocks)
    }
  })

  test('is good only until it begins, when it is announced', () => {
    expect(decideIn({ key: exporter(suspended({ statusFrom: fromAt(HOUR) })) })).toMatchObject({
      outcome: 'cleared',
      goodUntil: fromAt(HOUR),
    })
  })

  test('counts without any arrangement, and a failed look-up adds nothing there', () => {
    const known = decideIn({ from: 'VN', key: exporter(suspended()) })
    expect(blocksOf(known)).toEqual(['STATUS_SUSPENDED', 'NO_ARRANGEMENT'])
    const failed = decideIn({
      from: 'VN',
      facts: { parties: [{ kind: 'unknown', cause: 'store-down' }] },
    })
    expect(blocksOf(failed)).toEqual(['NO_ARRANGEMENT'])
    expect(failed).toMatchObject({ review: { class: 'ordinary' }, retryable: false })
  })

  test('of a marker that is the same firm is one of the key party', () => {
    const marker = found({ role: 'aeo' }, suspended({ memberId: 'JP-0001' }))
    const decision = decideIn({ key: found({}, held()), others: [consignee(), carrier(), marker] })
    expect(blocksOf(decision)).toContain('STATUS_SUSPENDED')
  })

  test('does not wear off when there are several key parties and the other is trusted', () => {
    const second = found({ name: 'Second Consignor KK' }, suspended({ memberId: 'JP-2' }))
    expect(isClear({ others: [second, consignee(), carrier()] })).toBe(false)
  })
})

describe('a refusal of the benefit', () => {
  const denial = { programme: 'JP-AEO', memberId: 'JP-0001', to: 'US', from: fromAt(-DAY) }
  test.each([
    { when: 'it is open', over: {}, blocks: true },
    { when: 'it begins now', over: { from: fromAt(0) }, blocks: true },
    { when: 'it begins a millisecond later', over: { from: fromAt(1) }, blocks: false },
    { when: 'it ends now', over: { until: fromAt(0) }, blocks: false },
    { when: 'it ends a millisecond later', over: { until: fromAt(1) }, blocks: true },
    { when: 'another territory refuses', over: { to: 'CN' }, blocks: false },
    { when: 'it is of another member', over: { memberId: 'JP-0002' }, blocks: false },
    { when: 'it is of another programme', over: { programme: 'KR-AEO' }, blocks: false },
  ])('blocks: $blocks, when $when', ({ over, blocks }) => {
    const decision = decideIn({ facts: { denials: [{ ...denial, ...over }] } })
    expect(blocksOf(decision)).toEqual(blocks ? ['BENEFIT_DENIED'] : [])
  })

  test('that is over, or of somebody else, ends nothing', () => {
    const over = { ...denial, from: fromAt(-2 * DAY), until: fromAt(-DAY) }
    const ofAnother = { ...denial, memberId: 'JP-0002', from: fromAt(DAY) }
    expect(decideIn({ facts: { denials: [over, ofAnother] } }).goodUntil).toBeUndefined()
  })

  test('that is to come ends what the decision is good for', () => {
    const decision = decideIn({ facts: { denials: [{ ...denial, from: fromAt(DAY) }] } })
    expect(decision).toMatchObject({ outcome: 'cleared', goodUntil: fromAt(DAY) })
  })
})

describe('an importer or consignee that is suspended or revoked', () => {
  const buyer = suspended({ programme: 'US-CTPAT', memberId: 'US-1', tier: 'III' })
  test.each([
    { role: 'consignee', policy: {}, blocks: true },
    { role: 'importer', policy: {}, blocks: true },
    { role: 'notify', policy: {}, blocks: false },
    { role: 'consignee', policy: { adverseElsewhere: 'ignore' }, blocks: false },
  ] as const)('blocks: $blocks, as $role under $policy', ({ role, policy, blocks }) => {
    const others = [consignee(), carrier(), found({ role, name: 'Harbour Imports Inc' }, buyer)]
    expect(isClear({ others, policy })).toBe(!blocks)
  })
})

describe('a key party that a later version no longer names', () => {
  const previous = (over: Partial<PreviousDecision> = {}): PreviousDecision => ({
    version: 1,
    outcome: 'needs-validation',
    reviewClass: 'ordinary',
    blocked: [{ role: 'consignor', key: 'n1:Former Firm' }],
    ...over,
  })
  const untrusted = found({ name: 'New Name Ltd' })

  test.each([
    { was: 'ordinary', now: 'no member', policy: 'guarded', key: untrusted, fires: false },
    { was: 'ordinary', now: 'a member', policy: 'guarded', key: exporter(held()), fires: true },
    { was: 'claim', now: 'no member', policy: 'guarded', key: untrusted, fires: true },
    { was: undefined, now: 'no member', policy: 'guarded', key: untrusted, fires: true },
    { was: 'ordinary', now: 'no member', policy: 'always', key: untrusted, fires: true },
    { was: 'adverse', now: 'a member', policy: 'never', key: exporter(held()), fires: false },
  ] as const)(
    'is adverse: $fires, when it was $was, is $now now, by $policy',
    ({ was, policy, key, fires }) => {
      const { reviewClass: _, ...rest } = previous()
      const decision = decideIn({
        version: 2,
        key,
        policy: { keyPartyChanged: policy },
        facts: { previous: was === undefined ? rest : previous({ reviewClass: was }) },
      })
      expect(blocksOf(decision).includes('KEY_PARTY_CHANGED')).toBe(fires)
    },
  )

  test('is quiet when a sender adds a number to the same name', () => {
    const numbered = exporter(held())
    const keys = ['id:aeo:JP12345', 'n1:Aoba Precision Instruments K.K.']
    const key = { ...numbered, facts: { ...numbered.facts, key: keys[0]!, keys } }
    const before = previous({ blocked: [{ role: 'consignor', key: keys[1]! }] })
    expect(isClear({ version: 2, key, facts: { previous: before } })).toBe(true)
  })

  test('is quiet while the same party decides, whatever role it has now', () => {
    const facts = {
      previous: previous({
        reviewClass: 'adverse',
        blocked: [{ role: 'manufacturer', key: 'n1:Aoba Precision Instruments K.K.' }],
      }),
    }
    expect(isClear({ version: 2, facts })).toBe(true)
  })

  test('is quiet when the consignor stayed and turned out to be a forwarder', () => {
    const key = found({ name: 'Moving Ltd', flags: ['agent'] })
    const blocked = [{ role: 'consignor', key: 'n1:Moving Ltd' }] as const
    const decision = decideIn({
      key,
      facts: { previous: previous({ reviewClass: 'system', blocked: [...blocked] }) },
    })
    expect(blocksOf(decision)).not.toContain('KEY_PARTY_CHANGED')
  })
})

describe('a claim that was not borne out', () => {
  const claims = (
    scheme: 'aeo' | 'aeocn' | 'ctpat' | 'tcui' | 'mra' | 'eori' | 'tin' | 'duns' | 'mid',
    value = 'X1',
  ) => found({ identifiers: [{ scheme, value }] })
  test.each([
    { scheme: 'aeo', claims: true },
    { scheme: 'tcui', claims: true },
    { scheme: 'mra', claims: true },
    { scheme: 'eori', claims: false },
    { scheme: 'tin', claims: false },
    { scheme: 'duns', claims: false },
    { scheme: 'mid', claims: false },
  ] as const)('is adverse on a complete list: $claims for $scheme', ({ scheme, claims: adverse }) => {
    const decision = decideIn({ key: claims(scheme) })
    expect(blocksOf(decision)).toEqual([
      ...(adverse ? ['CLAIM_NOT_CONFIRMED'] : []),
      'FOREIGN_PARTY_NOT_TRUSTED',
    ])
  })

  test.each([
    { when: 'is complete and fresh', of: list(), adverse: true },
    { when: 'has rows left out', of: list({ partial: true }), adverse: false },
    { when: 'is published', of: list({ list: 'published' }), adverse: false },
    { when: 'is evidence', of: list({ list: 'evidence' }), adverse: false },
    { when: 'is exactly as old as allowed', of: list({ asOf: fromAt(-48 * HOUR) }), adverse: true },
    { when: 'is older than allowed', of: list({ asOf: fromAt(-48 * HOUR - 1) }), adverse: false },
  ])('is adverse: $adverse, when the list $when', ({ of, adverse }) => {
    const decision = decideIn({ key: claims('aeo'), facts: { lists: { 'JP-AEO': of } } })
    expect(blocksOf(decision).includes('CLAIM_NOT_CONFIRMED')).toBe(adverse)
    expect(decision.outcome).toBe('needs-validation')
  })

  test.each([
    { scheme: 'aeocn', issuer: undefined, programme: 'CN-AEO' },
    { scheme: 'ctpat', issuer: undefined, programme: 'US-CTPAT' },
    { scheme: 'aeo', issuer: 'KR', programme: 'KR-AEO' },
    { scheme: 'aeo', issuer: 'DE', programme: 'EU-AEO' },
  ] as const)(
    'is looked for on the list of $programme for $scheme of $issuer',
    ({ scheme, issuer, programme }) => {
      const identifier = { scheme, value: 'X1', ...(issuer !== undefined && { issuer }) }
      const key = found(
        { identifiers: [identifier] },
        held({ match: { grade: 'B', by: 'link', agreement: 'name' } }),
      )
      const lists = { 'JP-AEO': list(), [programme]: list() }
      expect(blocksOf(decideIn({ key, facts: { lists } }))).toEqual(['CLAIM_NOT_CONFIRMED'])
      expect(blocksOf(decideIn({ key }))).toEqual([])
    },
  )

  test.each([
    { when: 'the number was hit', value: 'X1', over: {} },
    {
      when: 'the value is a code on file of the member that a link leads to',
      value: 'A1234510-MY00',
      over: {
        match: { grade: 'B', by: 'link', agreement: 'name' },
        conveyance: [
          { method: 'NACCS', value: 'A1234510MY00' },
          { method: 'MID', value: 'JPAOB1TOK' },
        ],
      },
    },
  ] as const)('is none where $when', ({ value, over }) => {
    const key = found({ identifiers: [{ scheme: 'mra', value }] }, held(over as Partial<FoundMembership>))
    expect(isClear({ key })).toBe(true)
  })

  test('of a marker without a number is borne out by its firm, found elsewhere on the bill', () => {
    const marker = found({ role: 'aeo' })
    expect(isClear({ key: exporter(held()), others: [consignee(), carrier(), marker] })).toBe(true)
    const numbered = found({ role: 'aeo', identifiers: [{ scheme: 'tcui', value: 'JP99' }] })
    expect(
      blocksOf(decideIn({ key: exporter(held()), others: [consignee(), carrier(), numbered] })),
    ).toContain('CLAIM_NOT_CONFIRMED')
  })

  test('of a marker without a number is that it is there', () => {
    const marker = found({ role: 'aeo' })
    expect(blocksOf(decideIn({ key: found({}), others: [consignee(), carrier(), marker] }))).toEqual([
      'CLAIM_NOT_CONFIRMED',
      'FOREIGN_PARTY_NOT_TRUSTED',
    ])
  })

  test.each([
    { who: 'the carrier', country: 'JP', of: list(), adverse: true },
    { who: 'the carrier', country: 'JP', of: list({ list: 'published' }), adverse: false },
    { who: 'the carrier', country: 'KR', of: list(), adverse: false },
  ])('by $who of $country is adverse: $adverse, on the list of its own programme', (row) => {
    const identifiers = [{ scheme: 'tcui' as const, value: 'X1' }]
    const others = [
      consignee(),
      found({ role: 'carrier', name: 'Trident', country: row.country, identifiers }),
    ]
    const decision = decideIn({ others, facts: { lists: { 'JP-AEO': row.of } } })
    expect(blocksOf(decision)).toEqual(row.adverse ? ['CLAIM_NOT_CONFIRMED'] : [])
    const failed = { ...others[1]!, facts: { kind: 'unknown', cause: 'store-down' } as const }
    expect(blocksOf(decideIn({ others: [consignee(), failed] }))).toEqual(['STATUS_UNKNOWN'])
  })
})
