import { describe, expect, test } from 'vitest'
import {
  blocksOf,
  carrier,
  codesOf,
  consignee,
  decideIn,
  exporter,
  type Found,
  found,
  held,
} from '../testing/index.ts'

const missing = (key: Found, ...others: readonly Found[]) =>
  decideIn({ key, others })
    .reasons.filter(({ code }) => code === 'PARTY_MISSING')
    .map(({ detail }) => detail?.['role'])

describe('the mandatory parties', () => {
  const key = exporter(held())
  const toOrder = found({ role: 'consignee', name: 'TO ORDER', flags: ['to-order'] })
  const notify = found({ role: 'notify', name: 'Redwood Bank' })
  test.each([
    { when: 'all are there', parties: [key, consignee(), carrier()], lacks: [] },
    {
      when: 'the exporter stands for the consignor',
      parties: [found({ role: 'exporter' }), consignee(), carrier()],
      lacks: [],
    },
    { when: 'there is no consignor', parties: [consignee(), carrier()], lacks: ['consignor'] },
    {
      when: 'the manufacturer alone sends',
      parties: [found({ role: 'manufacturer' }), consignee(), carrier()],
      lacks: ['consignor'],
    },
    { when: 'there is no consignee', parties: [key, carrier()], lacks: ['consignee'] },
    {
      when: 'the importer stands in',
      parties: [key, found({ role: 'importer' }), carrier()],
      lacks: ['consignee'],
    },
    { when: 'there is no carrier', parties: [key, consignee()], lacks: ['carrier'] },
    { when: 'it is to order with somebody to notify', parties: [key, toOrder, notify, carrier()], lacks: [] },
    { when: 'it is to order and nobody is named', parties: [key, toOrder, carrier()], lacks: ['notify'] },
    {
      when: 'the consignor is to order',
      parties: [found({ flags: ['to-order'] }), consignee(), carrier()],
      lacks: ['consignor'],
    },
    {
      when: 'nobody is there',
      parties: [found({ role: 'other' })],
      lacks: ['consignor', 'consignee', 'carrier'],
    },
  ])('lack $lacks when $when', ({ parties: [first, ...others], lacks }) => {
    expect(missing(first!, ...others)).toEqual(lacks)
  })

  test('need no carrier where the header has a code for it', () => {
    const decision = decideIn({ others: [consignee()], manifest: { conveyance: { carrierCode: 'TLNU' } } })
    expect(decision.outcome).toBe('cleared')
  })

  test('are to order in a clearance too', () => {
    const decision = decideIn({ others: [toOrder, notify, carrier()] })
    expect(decision.outcome).toBe('cleared')
    expect(codesOf(decision)).toContain('CONSIGNEE_TO_ORDER')
  })

  test('are missing without an arrangement as well', () => {
    expect(decideIn({ from: 'VN', key: found({}), others: [carrier()] })).toMatchObject({
      primary: { code: 'NO_ARRANGEMENT' },
      review: { class: 'data' },
    })
  })

  test('are missing when the policy lets none of those named decide', () => {
    const us = { byDestination: { US: ['seller' as const] }, otherwise: ['consignor' as const] }
    expect(blocksOf(decideIn({ policy: { keyPartyOrder: us } }))).toContain('PARTY_MISSING')
  })
})

describe('a party that cannot be read', () => {
  const unreadable = (role: 'consignor' | 'consignee' | 'carrier' | 'notify') =>
    found({ role, name: '\u{fffd}', flags: ['unparseable'] })
  test.each([
    { which: 'the key party', parties: [unreadable('consignor'), consignee(), carrier()], at: [0] },
    { which: 'the only consignee', parties: [exporter(held()), unreadable('consignee'), carrier()], at: [1] },
    {
      which: 'one consignee of two',
      parties: [exporter(held()), consignee(), unreadable('consignee'), carrier()],
      at: [],
    },
    { which: 'the carrier', parties: [exporter(held()), consignee(), unreadable('carrier')], at: [2] },
    {
      which: 'a notify party',
      parties: [exporter(held()), consignee(), carrier(), unreadable('notify')],
      at: [],
    },
  ])('blocks at $at when it is $which', ({ parties: [first, ...others], at }) => {
    const decision = decideIn({ key: first!, others })
    const reasons = decision.reasons.filter(({ code }) => code === 'PARTY_UNPARSEABLE')
    expect(reasons.map(({ party }) => party)).toEqual(at)
    expect(decision.outcome).toBe(at.length > 0 ? 'needs-validation' : 'cleared')
  })
})

describe('a marker party', () => {
  const number = [{ scheme: 'tcui' as const, value: 'JP1234' }]
  test.each([
    { when: 'it has the name of a party', marker: { name: 'AOBA Precision-Instruments K.K.' }, fits: true },
    {
      when: 'it has the name in another country',
      marker: { name: 'Aoba Precision Instruments K.K.', country: 'KR' },
      fits: false,
    },
    {
      when: 'it has a number of a party',
      marker: { name: 'Other', identifiers: [{ scheme: 'aeo' as const, value: 'jp-12345', issuer: 'JP' }] },
      fits: true,
    },
    { when: 'it has a number that nobody has', marker: { name: 'Other', identifiers: number }, fits: false },
    {
      when: 'it acts as the only carrier would not',
      marker: { name: 'Other', actorRole: 'WH' },
      fits: false,
    },
  ])('fits: $fits, when $when', ({ marker, fits }) => {
    const others = [consignee(), carrier(), found({ role: 'aeo', ...marker })]
    expect(blocksOf(decideIn({ others })).includes('CLAIM_UNATTACHED')).toBe(!fits)
  })

  test('fits the only party in the role that it names, and lends it no membership', () => {
    const marker = found({ role: 'aeo', name: 'Somebody KK', actorRole: 'MF' }, held({ memberId: 'JP-5' }))
    const maker = found({ role: 'manufacturer', name: 'Maker KK' })
    const decision = decideIn({ key: exporter(), others: [maker, consignee(), carrier(), marker] })
    expect(blocksOf(decision)).not.toContain('CLAIM_UNATTACHED')
    expect(decision.outcome).toBe('needs-validation')
    const two = [maker, found({ role: 'manufacturer', name: 'Maker Two' }), consignee(), carrier(), marker]
    expect(blocksOf(decideIn({ key: exporter(), others: two }))).toContain('CLAIM_UNATTACHED')
  })

  test('fits the party that was found as the same member', () => {
    const link = { grade: 'B', by: 'link', agreement: 'name' } as const
    const marker = found({ role: 'aeo', name: 'AOBA', identifiers: number }, held())
    const decision = decideIn({
      key: found({}, held({ match: link })),
      others: [consignee(), carrier(), marker],
    })
    expect(decision.outcome).toBe('cleared')
  })

  test('that is the same firm by name lends its membership', () => {
    const marker = found({ role: 'aeo', identifiers: number }, held())
    expect(decideIn({ key: found({}), others: [consignee(), carrier(), marker] }).outcome).toBe('cleared')
  })
})
