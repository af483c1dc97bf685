import type { Party } from '@trustlane/contracts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_DELIMITERS } from '../edifact/delimiters.ts'
import { BILL, renderSegment } from '../testing/edifact.ts'
import { consignmentsOf } from '../testing/read.ts'

const partiesOf = (...segments: string[]): Party[] =>
  consignmentsOf(["CNI+1+B1'", ...segments])[0]?.parties ?? []

describe('a NAD', () => {
  test.each([
    { from: 'C080', nad: "NAD+CZ+++AOBA KK'", name: 'AOBA KK', lines: undefined },
    {
      from: 'the components of C080',
      nad: "NAD+CZ+++AOBA PRECISION:INSTRUMENTS KK'",
      name: 'AOBA PRECISION INSTRUMENTS KK',
      lines: undefined,
    },
    {
      from: 'C080 without its format code',
      nad: "NAD+CZ+++AOBA KK:::::1'",
      name: 'AOBA KK',
      lines: undefined,
    },
    {
      from: 'the first component of C058',
      nad: "NAD+CZ++AOBA KK:1-2-3 SHIBAURA:TOKYO'",
      name: 'AOBA KK',
      lines: ['1-2-3 SHIBAURA', 'TOKYO'],
    },
    {
      from: 'C080 where C058 is there too',
      nad: "NAD+CZ++1-2-3 SHIBAURA+AOBA KK'",
      name: 'AOBA KK',
      lines: ['1-2-3 SHIBAURA'],
    },
    {
      from: 'nowhere where only address lines are there',
      nad: "NAD+CZ++:1-2-3 SHIBAURA'",
      name: undefined,
      lines: ['1-2-3 SHIBAURA'],
    },
    {
      from: 'a name with released signs',
      nad: "NAD+CZ+++O?'HARA ?+ SONS'",
      name: "O'HARA + SONS",
      lines: undefined,
    },
  ])('takes its name from $from', ({ nad, name, lines }) => {
    const [party] = partiesOf(nad)
    expect(party?.name).toBe(name)
    expect(party?.address?.lines).toEqual(lines)
  })

  test('gives address and country', () => {
    expect(partiesOf("NAD+CN+++REDWOOD INC+12 PIER RD:DOCK 4+LONG BEACH+CA+90802+US'")).toEqual([
      {
        role: 'consignee',
        rawRole: 'NAD+CN',
        name: 'REDWOOD INC',
        address: { lines: ['12 PIER RD', 'DOCK 4'], city: 'LONG BEACH', region: 'CA', postcode: '90802' },
        country: 'US',
        identifiers: [],
        level: 'consignment',
      },
    ])
  })

  test.each([
    ['EX', 'exporter'],
    ['CZ', 'consignor'],
    ['OS', 'consignor'],
    ['SF', 'consignor'],
    ['CN', 'consignee'],
    ['UC', 'consignee'],
    ['IM', 'importer'],
    ['NI', 'notify'],
    ['N1', 'notify'],
    ['N2', 'notify'],
    ['CA', 'carrier'],
    ['CB', 'customs-broker'],
    ['DT', 'declarant'],
    ['FW', 'forwarder'],
    ['DDR', 'forwarder'],
    ['DDS', 'forwarder'],
    ['CS', 'consolidator'],
    ['MF', 'manufacturer'],
    ['WH', 'warehouse'],
    ['TR', 'terminal-operator'],
    ['SE', 'seller'],
    ['BY', 'buyer'],
    ['ST', 'ship-to'],
    ['DP', 'ship-to'],
    ['DFW', 'aeo'],
    ['CF', 'other'],
    ['RA', 'other'],
  ])('reads the function %s as %s and keeps the code', (code, role) => {
    expect(partiesOf(`NAD+${code}+++AOBA KK'`)).toMatchObject([{ role, rawRole: `NAD+${code}` }])
  })

  test.each([
    { when: 'a name is exactly at the limit of 35', nad: `NAD+CZ+++${'X'.repeat(35)}'`, flags: ['name-cut'] },
    { when: 'the name in C058 is', nad: `NAD+CZ++${'X'.repeat(35)}:LINE'`, flags: ['name-cut'] },
    { when: 'it goes on in the next component', nad: `NAD+CZ+++${'X'.repeat(35)}:Y'`, flags: undefined },
    { when: 'it is shorter', nad: `NAD+CZ+++${'X'.repeat(34)}'`, flags: undefined },
    { when: 'the consignee is to order', nad: "NAD+CN++TO THE ORDER OF CEDAR BANK:-'", flags: ['to-order'] },
    { when: 'it is the carrier\u2019s agent', nad: "NAD+CG+++PIER AGENCY'", flags: ['agent'] },
    { when: 'it says nothing', nad: "NAD+CZ'", flags: ['unparseable'] },
    { when: 'it has a number only', nad: "NAD+CZ+4711'", flags: undefined },
  ])('flags $flags when $when', ({ nad, flags }) => {
    expect(partiesOf(nad)[0]?.flags).toEqual(flags)
  })

  test('keeps every party there is, in order, at its place', () => {
    const nad = fc.record({
      code: fc.constantFrom('CZ', 'CN', 'NI', 'EX', 'DFW', 'CF'),
      name: fc.stringMatching(/^[A-Z][A-Z+:'?.&]{0,30}[A-Z]$/),
    })
    fc.assert(
      fc.property(
        fc.array(fc.array(nad, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
        (bills) => {
          const written = bills.map((parties, index) => [
            `CNI+${index + 1}+B${index}'`,
            ...parties.map(({ code, name }) =>
              renderSegment('NAD', [code, '', '', name], { ...DEFAULT_DELIMITERS, repetition: ' ' }),
            ),
          ])
          const read = consignmentsOf(...written).map(({ parties }) =>
            parties.map(({ rawRole, name }) => ({ code: rawRole?.slice(4), name })),
          )
          expect(read).toEqual(bills)
        },
      ),
    )
  })
})

describe('the numbers of a party', () => {
  test.each([
    {
      segments: ["NAD+CZ+AEOCN1234567890+++AOBA'"],
      identifiers: [{ scheme: 'aeocn', value: 'AEOCN1234567890' }],
    },
    { segments: ["NAD+CZ+DE1234567:EORI+++AOBA'"], identifiers: [{ scheme: 'eori', value: 'DE1234567' }] },
    { segments: ["NAD+CZ+DE1234567::162+++AOBA'"], identifiers: [{ scheme: 'eori', value: 'DE1234567' }] },
    { segments: ["NAD+CZ+123456789::16+++AOBA'"], identifiers: [{ scheme: 'duns', value: '123456789' }] },
    { segments: ["NAD+CA+TLNU:172:182+++TRIDENT'"], identifiers: [{ scheme: 'scac', value: 'TLNU' }] },
    { segments: ["NAD+CA+TL::3+++TRIDENT'"], identifiers: [{ scheme: 'iata-carrier', value: 'TL' }] },
    { segments: ["NAD+IM+12-3456789::336+++RED'"], identifiers: [{ scheme: 'ein', value: '12-3456789' }] },
    {
      segments: ["NAD+MF+JPAOBPRE123TOK::336+++AOBA'"],
      identifiers: [{ scheme: 'mid', value: 'JPAOBPRE123TOK' }],
    },
    {
      segments: ["NAD+CZ+JPAOBPRE123TOK::336+++AOBA'"],
      identifiers: [{ scheme: 'local', value: 'JPAOBPRE123TOK', issuer: 'US' }],
    },
    {
      segments: ["NAD+CZ+1234567890123::151+++AOBA'"],
      identifiers: [{ scheme: 'jp-corporate-number', value: '1234567890123' }],
    },
    {
      segments: ["NAD+DFW+A1234510MY00::151+++AOBA'"],
      identifiers: [{ scheme: 'mra', value: 'A1234510MY00' }],
    },
    {
      segments: ["NAD+DFW+K777::380+++AOBA'"],
      identifiers: [{ scheme: 'aeo', value: 'K777', issuer: 'KR' }],
    },
    {
      segments: ["NAD+CZ+C0042+++AOBA'"],
      identifiers: [{ scheme: 'local', value: 'C0042', issuer: 'TRIDENT' }],
    },
    {
      segments: ["NAD+CZ+C0042:160:9+++AOBA'"],
      identifiers: [{ scheme: 'local', value: 'C0042', issuer: '160:9' }],
    },
    { segments: ["NAD+CZ+++AOBA'", "RFF+AEO:NL9'"], identifiers: [{ scheme: 'aeo', value: 'NL9' }] },
    {
      segments: ["NAD+CZ+++AOBA'", "CTA+IC+:X'", "RFF+AVY:NL9'"],
      identifiers: [{ scheme: 'eori', value: 'NL9' }],
    },
    {
      segments: ["NAD+CZ+++AOBA'", "RFF+GN:AEOCN1234567890'"],
      identifiers: [{ scheme: 'aeocn', value: 'AEOCN1234567890' }],
    },
    { segments: ["NAD+DFW+++AOBA'", "RFF+GN:K777'"], identifiers: [{ scheme: 'aeo', value: 'K777' }] },
    {
      segments: ["NAD+CZ+++AOBA'", "RFF+VA:DE1'"],
      identifiers: [{ scheme: 'other', value: 'DE1', issuer: 'RFF+VA' }],
    },
    { segments: ["NAD+CZ+++AOBA'", "RFF+ON:PO1'", "RFF+RA:DE/RA/1'", "RFF+KC:DE/KC/1'"], identifiers: [] },
    { segments: ["NAD+CZ+++AOBA'", "GID+1'", "RFF+AEO:NL9'"], identifiers: [] },
  ])('of $segments are $identifiers', ({ segments, identifiers }) => {
    expect(partiesOf(...segments)[0]?.identifiers).toEqual(identifiers)
  })

  test('make a party without a name readable', () => {
    expect(partiesOf("NAD+DFW'", "RFF+AEO:NL9'")[0]?.flags).toBeUndefined()
  })

  test('never turn an aviation security code into a claim', () => {
    expect(
      partiesOf("NAD+RA+DE/RA/00001-01+++KAEDE'", "RFF+GN:DE/RA/1'").flatMap(({ identifiers }) =>
        identifiers.map(({ scheme }) => scheme),
      ),
    ).toEqual(['local', 'other'])
  })
})

test('the third bill does not get the parties of the second', () => {
  const bills = ['A', 'B', 'C'].map((number) =>
    BILL.map((line) => line.replace('TLNU001', number).replace('AOBA', number)),
  )
  expect(consignmentsOf(...bills).map(({ parties }) => parties[0]?.name?.[0])).toEqual(['A', 'B', 'C'])
})
