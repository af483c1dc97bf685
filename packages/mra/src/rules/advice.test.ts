import { describe, expect, test } from 'vitest'
import {
  codesOf,
  carrier,
  consignee,
  decideIn,
  exporter,
  found,
  held,
  type Situation,
} from '../testing/index.ts'

const detailOf = (situation: Situation, code: string) =>
  decideIn(situation).reasons.find((reason) => reason.code === code)?.detail
const has = (situation: Situation, code: string) => codesOf(decideIn(situation)).includes(code)

describe('advice on the route', () => {
  test.each([
    { when: 'direct', consignment: {}, territories: undefined },
    {
      when: 'transhipped twice',
      consignment: { transhipment: [{ country: 'SG' }, { country: 'KR' }, { country: 'SG' }] },
      territories: 'KR, SG',
    },
    {
      when: 'transhipped at home',
      consignment: { transhipment: [{ country: 'JP' }, { country: 'PR' }] },
      territories: undefined,
    },
    {
      when: 'loaded abroad',
      consignment: { receipt: { country: 'JP' }, loading: { country: 'KR' } },
      territories: 'KR',
    },
    {
      when: 'discharged abroad',
      consignment: { delivery: { country: 'US' }, discharge: { country: 'CA' } },
      territories: 'CA',
    },
    { when: 'through nowhere', consignment: { transhipment: [{ name: 'at sea' }] }, territories: undefined },
  ])('names $territories as ignored when it is $when', ({ consignment, territories }) => {
    expect(detailOf({ consignment }, 'TRANSIT_IGNORED')?.['territories']).toBe(territories)
  })

  test.each([
    { from: 'JP', origin: 'JP', differs: false },
    { from: 'JP', origin: 'CN', differs: true },
    { from: 'NL', origin: 'DE', differs: false },
  ])('says $differs of goods of $origin from $from', ({ from, origin, differs }) => {
    expect(has({ from, consignment: { origin } }, 'TRANSIT_COUNTRY_DIFFERS')).toBe(differs)
  })

  test.each([
    { from: 'JP', to: 'US', assumed: true, inferred: false },
    { from: 'EU', to: 'US', assumed: false, inferred: false },
    { from: 'US', to: 'JP', assumed: true, inferred: true },
    { from: 'KR', to: 'US', assumed: true, inferred: true },
    { from: 'VN', to: 'US', assumed: false, inferred: false },
  ])('says what is assumed ($assumed) and inferred ($inferred) from $from to $to', (row) => {
    const { from, to, assumed, inferred } = row
    const situation = { from, to, key: found({}) }
    expect(has(situation, 'EFFECTIVE_DATE_ASSUMED')).toBe(assumed)
    expect(has(situation, 'DIRECTION_INFERRED')).toBe(inferred)
  })
})

describe('advice on the parties', () => {
  test('tells the roles that are not trusted, of a clearance only', () => {
    expect(detailOf({}, 'PARTIAL_COVERAGE')).toEqual({ roles: 'carrier, consignee' })
    expect(has({ key: found({}) }, 'PARTIAL_COVERAGE')).toBe(false)
    const all = [consignee(held({ programme: 'US-CTPAT' })), carrier(held({ memberId: 'JP-3' }))]
    expect(has({ others: all }, 'PARTIAL_COVERAGE')).toBe(false)
  })

  test.each([
    { when: 'only the carrier is trusted', key: found({}), of: carrier(held()), is: true },
    {
      when: 'the key party is trusted too',
      key: exporter(held()),
      of: carrier(held({ memberId: 'JP-8' })),
      is: false,
    },
    {
      when: 'the carrier is so no longer',
      key: found({}),
      of: carrier(held({ status: 'expired' })),
      is: false,
    },
    {
      when: 'only a notify party is trusted',
      key: found({}),
      of: found({ role: 'notify' }, held()),
      is: false,
    },
  ])('says that only a supporting party is trusted: $is, when $when', ({ key, of, is }) => {
    expect(has({ key, others: [consignee(), of] }, 'SUPPORTING_PARTY_ONLY')).toBe(is)
  })

  test('does not call a supporting party the only one beside a trusted key party without an arrangement', () => {
    const others = [consignee(), carrier(held({ memberId: 'JP-7' }))]
    expect(has({ to: 'VN', key: exporter(held()), others }, 'SUPPORTING_PARTY_ONLY')).toBe(false)
    expect(has({ to: 'VN', key: found({}), others }, 'SUPPORTING_PARTY_ONLY')).toBe(true)
  })

  test('tells that only the importing side is trusted', () => {
    const member = held({ programme: 'US-CTPAT', memberId: 'US-1', tier: 'I' })
    const others = [consignee(member), carrier()]
    expect(has({ key: found({}), others }, 'NATIONAL_STATUS_ONLY')).toBe(true)
    expect(has({ others }, 'NATIONAL_STATUS_ONLY')).toBe(false)
    expect(has({ key: found({}), others: [consignee(held()), carrier()] }, 'NATIONAL_STATUS_ONLY')).toBe(
      false,
    )
  })

  test('is given once per number of a wrong shape, by its party', () => {
    const identifiers = [
      { scheme: 'mid' as const, value: 'J1' },
      { scheme: 'duns' as const, value: '123456789' },
      { scheme: 'scac' as const, value: 'TOOLONG' },
    ]
    const decision = decideIn({ others: [consignee(), carrier(), found({ role: 'notify', identifiers })] })
    const reasons = decision.reasons.filter(({ code }) => code === 'ID_FORMAT_INVALID')
    expect(reasons.map(({ party, detail }) => [party, detail])).toEqual([
      [3, { scheme: 'mid' }],
      [3, { scheme: 'scac' }],
    ])
  })

  test('never decides, and is never primary', () => {
    const decision = decideIn()
    const advice = decision.reasons.filter(({ effect }) => effect === 'advises')
    expect(advice.length).toBeGreaterThan(0)
    expect(advice.every(({ group, reviewClass }) => group === 'advisory' && reviewClass === undefined)).toBe(
      true,
    )
    expect(decision.primary.effect).toBe('grants')
  })
})
