import { Filing, type Manifest, type ManifestHeader, type Party } from '@trustlane/contracts'
import { aConsignment, aManifest, aParty } from '@trustlane/contracts/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filingsOf } from './filings.ts'

const NOW = new Date('2026-06-01T00:00:00Z')
const filings = (over: Partial<Manifest> = {}) => filingsOf(aManifest(over), 3, NOW)
const consignor = aParty({ name: 'Aoba' })
const partiesOf = (own: Party[], header: Partial<ManifestHeader>) =>
  filings({ ...header, consignments: [aConsignment({ parties: own })] })[0]!.consignment.parties

describe('filingsOf', () => {
  test('makes one self-contained filing per bill, in order', () => {
    const consignments = ['B1', 'B2', 'B3'].map((billNumber) => aConsignment({ billNumber }))
    const made = filings({ consignments })
    expect(made.map(({ consignment }) => consignment.billNumber)).toEqual(['B1', 'B2', 'B3'])
    for (const filing of made) {
      expect(Filing.parse(filing)).toEqual(filing)
      expect(filing).toMatchObject({
        manifestId: 'TRIDENT:VOY042',
        version: 3,
        manifest: { sender: 'TRIDENT' },
      })
      expect(filing.manifest).not.toHaveProperty('consignments')
    }
  })

  test('makes none of a manifest without bills', () => expect(filings({ consignments: [] })).toEqual([]))

  test.each<{ what: string; over: Partial<Manifest>; id: string }>([
    {
      what: 'the port of discharge',
      over: { consignments: [aConsignment()] },
      id: 'TRIDENT:TLNU00000001:US',
    },
    {
      what: 'the place of delivery',
      over: { consignments: [aConsignment({ delivery: { unlocode: 'CATOR' } })] },
      id: 'TRIDENT:TLNU00000001:CA',
    },
    { what: 'the customs office', over: { customsOffice: { country: 'NL' } }, id: 'TRIDENT:TLNU00000001:EU' },
    {
      what: 'nothing readable',
      over: { consignments: [aConsignment({ discharge: { name: 'somewhere' } })] },
      id: 'TRIDENT:TLNU00000001:ZZ',
    },
    {
      what: 'the port of discharge, under its issuer',
      over: { consignments: [aConsignment({ issuer: 'tlnu' })] },
      id: 'TLNU:TLNU00000001:US',
    },
  ])('names a consignment by $what', ({ over, id }) => expect(filings(over)[0]!.consignmentId).toBe(id))

  test('fills the roles that a bill leaves open from the header, and no other', () => {
    const header = [
      aParty({ name: 'Header Consignor' }),
      aParty({ role: 'notify', name: 'Header Notify' }),
      aParty({ role: 'notify', name: 'Second Notify' }),
    ]
    const parties = partiesOf([consignor], { parties: header })
    expect(parties.map(({ name, level }) => [name, level])).toEqual([
      ['Aoba', undefined],
      ['Header Notify', 'manifest'],
      ['Second Notify', 'manifest'],
    ])
  })

  test('keeps unknown roles apart by the code of the message', () => {
    const other = (rawRole: string) => aParty({ role: 'other', rawRole, name: rawRole })
    const parties = partiesOf([other('XX')], { parties: [other('XX'), other('YY')] })
    expect(parties.map(({ name, level }) => [name, level])).toEqual([
      ['XX', undefined],
      ['YY', 'manifest'],
    ])
  })

  test.each([
    { mode: 'sea', scheme: 'scac' },
    { mode: 'road', scheme: 'scac' },
    { mode: 'rail', scheme: 'scac' },
    { mode: 'air', scheme: 'iata-carrier' },
  ] as const)('takes the carrier code of the header for a carrier by $mode', ({ mode, scheme }) => {
    const parties = partiesOf([consignor], { mode, conveyance: { carrierCode: 'TLNU' } })
    expect(parties).toEqual([
      consignor,
      { role: 'carrier', identifiers: [{ scheme, value: 'TLNU' }], level: 'manifest' },
    ])
  })

  test.each([
    { where: 'bill', own: [aParty({ role: 'carrier', name: 'Own' })], header: [] },
    { where: 'header', own: [], header: [aParty({ role: 'carrier', name: 'Own' })] },
  ])('adds no carrier where the $where names one', ({ own, header }) => {
    const parties = partiesOf(own, { parties: header, conveyance: { carrierCode: 'TLNU' } })
    expect(parties.map(({ name }) => name)).toEqual(['Own'])
  })

  test('makes one filing of two records of one bill, with the parties of both', () => {
    const made = filings({
      parties: [aParty({ role: 'notify', name: 'Header Notify' })],
      consignments: [
        aConsignment({ billNumber: 'B-1', parties: [consignor] }),
        aConsignment({ billNumber: 'B2', parties: [] }),
        aConsignment({ billNumber: 'b1', parties: [aParty({ role: 'notify', name: 'Own Notify' })] }),
      ],
    })
    expect(made.map(({ consignmentId }) => consignmentId)).toEqual(['TRIDENT:B1:US', 'TRIDENT:B2:US'])
    expect(made[0]!.consignment.parties.map(({ name }) => name)).toEqual(['Aoba', 'Own Notify'])
    expect(made[1]!.consignment.parties.map(({ name }) => name)).toEqual(['Header Notify'])
  })

  test('flags a master that a house of the same manifest names', () => {
    const made = filings({
      consignments: [
        aConsignment({ billNumber: 'M1', billType: 'master' }),
        aConsignment({ billNumber: 'H1', billType: 'house', masterBill: 'M1' }),
      ],
    })
    expect(made.map(({ consignmentId, consignment }) => [consignmentId, consignment.consolidated])).toEqual([
      ['TRIDENT:M1:US', true],
      ['TRIDENT:M1/H1:US', undefined],
    ])
  })

  test('loses no party and no line of goods, and gives each id once', () => {
    const bill = fc
      .record({ number: fc.constantFrom('A1', 'A-1', 'B2', 'C3'), party: fc.nat(5), lines: fc.nat(3) })
      .map(({ number, party, lines }) =>
        aConsignment({
          billNumber: number,
          parties: [aParty({ name: `Firm ${party}` })],
          goods: Array.from({ length: lines }, () => ({ packages: 1 })),
        }),
      )
    fc.assert(
      fc.property(fc.array(bill, { maxLength: 8 }), (consignments) => {
        const made = filings({ consignments })
        expect(new Set(made.map(({ consignmentId }) => consignmentId)).size).toBe(made.length)
        const lines = (of: readonly { goods: unknown[] }[]) =>
          of.reduce((sum, { goods }) => sum + goods.length, 0)
        expect(lines(made.map(({ consignment }) => consignment))).toBe(lines(consignments))
        const named = (of: readonly { parties: Party[] }[]) =>
          new Set(of.flatMap(({ parties }) => parties.map(({ name }) => name)))
        expect(named(made.map(({ consignment }) => consignment))).toEqual(named(consignments))
      }),
    )
  })
})
