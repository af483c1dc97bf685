import type { FoundMembership, Party } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import {
  answered,
  blocksOf,
  carrier,
  consignee,
  decideIn,
  exporter,
  type Found,
  found,
  held,
  list,
} from './testing/index.ts'

const NUMBERS = [{ scheme: 'aeo', value: 'JP12345', issuer: 'JP' }] as const
const byNumber = (over: Partial<FoundMembership['match']> = {}): FoundMembership['match'] => ({
  grade: 'A',
  by: 'identifier:aeo',
  agreement: 'name',
  numbers: ['JP12345'],
  ...over,
})
const withKeys = ({ party, facts }: Found, ...keys: string[]): Found => ({ party, facts: { ...facts, keys } })

/** Ways in which a distrusting user got, or might have got, a consignment cleared that must not be. */
describe('a bill is not cleared', () => {
  test('by a second number that is nobody knows whose, beside one that hits', () => {
    const key = found(
      { identifiers: [...NUMBERS, { scheme: 'mra', value: 'JPEX99999999' }] },
      held({ match: byNumber() }),
    )
    expect(blocksOf(decideIn({ key }))).toEqual(['CLAIM_NOT_CONFIRMED'])
  })

  test.each([
    { value: 'XXXXXXXXXXXX', blocks: ['CLAIM_NOT_CONFIRMED', 'STATUS_NOT_CONVEYED'] },
    { value: 'JPEX00000417', numbers: ['GB123', 'JPEX00000417'], blocks: [] },
  ])("by the code $value, unless it is the member's: $blocks", ({ value, numbers = ['GB123'], blocks }) => {
    const key = found(
      {
        country: 'GB',
        identifiers: [
          { scheme: 'eori', value: 'GB123' },
          { scheme: 'mra', value },
        ],
      },
      held({
        programme: 'GB-AEO',
        certificate: 'AEOS',
        conveyance: [],
        match: byNumber({ by: 'identifier:eori', numbers }),
      }),
    )
    const facts = { lists: { 'GB-AEO': list() } }
    expect(blocksOf(decideIn({ from: 'GB', to: 'JP', key, facts }))).toEqual(blocks)
  })

  test('by a linked MID without any name', () => {
    const { name: _, ...party }: Partial<Party> = {
      identifiers: [{ scheme: 'mid', value: 'JPAOBPRE123TOK' }],
    }
    const link = { linkId: 'l-1', validTo: '2031-01-01T00:00:00Z' }
    const named = found(party, held({ match: { grade: 'B', by: 'link', agreement: 'not-comparable', link } }))
    const { name: _name, ...nameless } = named.party
    expect(blocksOf(decideIn({ key: { ...named, party: nameless } }))).toEqual(['MATCH_UNVERIFIED'])
    expect(blocksOf(decideIn({ key: named }))).toEqual([])
  })

  test("by an importer's membership of the destination, named as exporter", () => {
    const key = (types: FoundMembership['types'], conveyance: FoundMembership['conveyance']): Found => {
      const match = byNumber({ by: 'identifier:ctpat', numbers: ['US1'] })
      const member = held({ programme: 'US-CTPAT', memberId: 'US-1', tier: 'III', types, conveyance, match })
      return found({ role: 'exporter', identifiers: [{ scheme: 'ctpat', value: 'US-1' }] }, member)
    }
    const mid = [{ method: 'MID', value: 'VNREDLAB1HAN' }] as const
    expect(decideIn({ from: 'VN', key: key(['importer'], [...mid]) }).outcome).toBe('needs-validation')
    expect(blocksOf(decideIn({ from: 'VN', key: key(['manufacturer'], []) }))).toEqual([
      'STATUS_NOT_CONVEYED',
    ])
    expect(decideIn({ from: 'VN', key: key(['manufacturer'], [...mid]) }).outcome).toBe('cleared')
  })

  test('by a forwarder as consignor whose name is spelled otherwise', () => {
    const key = withKeys(
      found({ name: 'Aoba Precision Instruments K.K.', identifiers: [] }, held()),
      'n1:aoba',
    )
    const other = withKeys(found({ role: 'forwarder', name: 'AOBA PRECISION INSTRUMENTS' }), 'n1:aoba')
    const others = [consignee(), carrier(), other]
    expect(blocksOf(decideIn({ key, others }))).toContain('CONSIGNOR_IS_LOGISTICS')
  })

  test('by a carrier as consignor that is known by another of its names', () => {
    const others = [consignee(), found({ role: 'carrier', name: '青葉精密' }, held({ match: byNumber() }))]
    expect(blocksOf(decideIn({ key: exporter(held()), others }))).toContain('CONSIGNOR_IS_LOGISTICS')
  })

  test('while nobody could find out whether the forwarder is the consignor', () => {
    const forwarder = found({ role: 'forwarder', name: 'Moving Ltd' })
    const unanswered: Found = { ...forwarder, facts: { kind: 'unknown', cause: 'store-down' } }
    const decision = decideIn({ key: exporter(held()), others: [consignee(), carrier(), unanswered] })
    expect(blocksOf(decision)).toEqual(['STATUS_UNKNOWN'])
  })

  test('by an exporter that signs for somebody else', () => {
    const key = found({ role: 'exporter', flags: ['agent'], identifiers: [...NUMBERS] }, held())
    expect(blocksOf(decideIn({ key }))).toContain('CONSIGNOR_IS_LOGISTICS')
  })

  test('by a marker that lends its number to another firm of that name', () => {
    const marker = (agreement: 'name' | 'place'): Found =>
      found(
        { role: 'aeo', name: 'Evil KK', identifiers: [...NUMBERS] },
        held({ match: byNumber({ agreement }) }),
      )
    const key = found({ name: 'Evil KK' })
    const decided = (agreement: 'name' | 'place') =>
      blocksOf(decideIn({ key, others: [consignee(), carrier(), marker(agreement)] }))
    expect(decided('place')).toEqual(['ID_NAME_MISMATCH'])
    expect(decided('name')).toEqual([])
  })

  test('by an exporter of the whole manifest, where the bill names its own consignor', () => {
    const own = found({ name: 'Evil KK', level: 'consignment' })
    const ofManifest = found({ role: 'exporter', level: 'manifest', identifiers: [...NUMBERS] }, held())
    const decision = decideIn({ key: own, others: [consignee(), carrier(), ofManifest] })
    expect(blocksOf(decision)).toContain('PARTY_NOT_IDENTIFIED')
    expect(decision.parties.map(({ isKeyParty }) => isKeyParty)).toEqual([true, false, false, false])
  })

  test('by facts that were found for a party before the message named another', () => {
    const key = { party: exporter().party, facts: answered([]) }
    expect(decideIn({ key }).outcome).toBe('needs-validation')
  })
})
