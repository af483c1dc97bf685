import { describe, expect, test } from 'vitest'
import { readManifests } from '../read-manifests.ts'
import { BILL, bytesOf, HEADING, interchange, message, UNB, UNZ } from '../testing/edifact.ts'
import { consignmentsOf, manifestOf } from '../testing/read.ts'

const NAD = "NAD+CZ+++AOBA'"
const identities = (...segments: string[]) =>
  consignmentsOf(segments).map(({ billNumber, billType, masterBill, consolidated }) => ({
    billNumber,
    billType,
    ...(masterBill !== undefined && { masterBill }),
    ...(consolidated !== undefined && { consolidated }),
  }))

describe('a bill', () => {
  test.each([
    { under: ["CNI+1+C1'"], is: { billNumber: 'C1', billType: 'straight' } },
    { under: ["CNI+1+C1'", "RFF+AAA:A1'"], is: { billNumber: 'A1', billType: 'straight' } },
    { under: ["CNI+1+C1'", "RFF+AAA:A1'", "RFF+BM:B1'"], is: { billNumber: 'B1', billType: 'straight' } },
    { under: ["CNI+1+C1'", "RFF+BM:'"], is: { billNumber: 'C1', billType: 'straight' } },
    { under: ["CNI+1'", "RFF+MB:M1'"], is: { billNumber: 'M1', billType: 'master' } },
    { under: ["CNI+1'", "RFF+AWB:131-1'"], is: { billNumber: '131-1', billType: 'straight' } },
    {
      under: ["CNI+1'", "RFF+MB:M1'", "RFF+BH:H1'"],
      is: { billNumber: 'H1', billType: 'house', masterBill: 'M1' },
    },
    {
      under: ["CNI+1'", "RFF+HWB:H1'", "RFF+MWB:M1'"],
      is: { billNumber: 'H1', billType: 'house', masterBill: 'M1' },
    },
    {
      under: ["CNI+1'", "RFF+BM:B1'", "RFF+BH:H1'"],
      is: { billNumber: 'H1', billType: 'house', masterBill: 'B1' },
    },
    {
      under: ["CNI+1'", "RFF+BM:B1'", "RFF+MB:M1'"],
      is: { billNumber: 'B1', billType: 'straight', masterBill: 'M1' },
    },
    {
      under: ["CNI+1'", "RFF+AWB:131-1'", "DOC+741'"],
      is: { billNumber: '131-1', billType: 'master', consolidated: true },
    },
    { under: ["CNI+1'", "RFF+BM:B1'", "DOC+714'"], is: { billNumber: 'B1', billType: 'house' } },
    { under: ["CNI+1'", "RFF+BM:B1'", "DOC+704'"], is: { billNumber: 'B1', billType: 'master' } },
  ])('with $under is $is', ({ under, is }) => {
    expect(identities(...under, NAD)).toEqual([is])
  })

  test('is named by the document code of the message where nothing else says more', () => {
    const text = [UNB, message(["BGM+741+VOY1+9'", "CNI+1'", "RFF+AWB:131-1'", NAD]), UNZ].join('')
    expect(manifestOf(text).consignments).toMatchObject([{ billType: 'master', consolidated: true }])
  })

  test('begins at a bill number under the same CNI once the one before has content', () => {
    const under = [
      "CNI+1+C1'",
      "RFF+AAA:A1'",
      "LOC+9+IEDUB:139'",
      NAD,
      "GID+1'",
      "RFF+BM:B1'",
      NAD,
      "RFF+BM:B2'",
      NAD,
    ]
    expect(identities(...under).map(({ billNumber }) => billNumber)).toEqual(['A1', 'B1', 'B2'])
    expect(consignmentsOf(under).map(({ parties }) => parties.length)).toEqual([1, 1, 1])
  })

  test('does not begin at the reference of a party', () => {
    expect(
      identities("CNI+1'", "RFF+GN:A1'", NAD, "RFF+GN:G2'", NAD).map(({ billNumber }) => billNumber),
    ).toEqual(['A1'])
  })

  test('does not take the number of its CNI a second time', () => {
    const { messages } = readManifests(
      bytesOf(interchange(["CNI+1+C1'", "RFF+AAA:A1'", NAD, "RFF+BM:'", NAD])),
    )
    expect(messages[0]?.manifest?.consignments.map(({ billNumber }) => billNumber)).toEqual(['A1'])
    expect(messages[0]?.problems.map(({ code }) => code)).toEqual(['BILL_NUMBER_MISSING'])
  })

  test('is a consolidated master when a house of the message names it', () => {
    const found = identities("CNI+1'", "RFF+MB:M-1'", NAD, "CNI+2'", "RFF+BH:H1'", "RFF+MB:M1'", NAD)
    expect(found).toEqual([
      { billNumber: 'M-1', billType: 'master', consolidated: true },
      { billNumber: 'H1', billType: 'house', masterBill: 'M1' },
    ])
  })

  test('alone is left out when a segment in it cannot be read', () => {
    const broken = BILL.map((line) => line.replace('TLNU001', 'TLNU002').replace('NAD+CN', 'N!D+CN'))
    const last = BILL.map((line) => line.replace('TLNU001', 'TLNU003'))
    const { messages } = readManifests(bytesOf(interchange(BILL, broken, last)))
    expect(messages[0]?.manifest?.consignments.map(({ billNumber }) => billNumber)).toEqual([
      'TLNU001',
      'TLNU003',
    ])
    expect(messages[0]?.problems.map(({ code, place }) => [code, place.bill])).toEqual([
      ['SEGMENT_UNREADABLE', 'TLNU002'],
    ])
  })

  test('without parties is read, with a warning', () => {
    const { messages } = readManifests(bytesOf(interchange(["CNI+1+C1'"])))
    expect(messages[0]?.manifest?.consignments).toMatchObject([{ billNumber: 'C1', parties: [] }])
    expect(messages[0]?.problems).toMatchObject([{ severity: 'warning', code: 'NO_PARTIES' }])
  })

  test('given twice is kept twice', () => {
    expect(identities(...BILL, ...BILL)).toHaveLength(2)
  })

  test('does not take what stands in the summary', () => {
    expect(consignmentsOf([...BILL, "AUT+X'", "RFF+BM:LATE'"])).toHaveLength(1)
  })

  test('has its containers, with what the header says of them', () => {
    const text = [
      UNB,
      message([
        ...HEADING,
        "EQD+CN+TLNU1234567+45G1:102:5'",
        "SEL+SEAL1+CA'",
        "SEL+SEAL2+CA'",
        "NAD+CF+++BOX POOL LTD'",
        ...BILL,
        "GID+1+12:BX'",
        "SGP+tlnu 1234567'",
        "SGP+TLNU7654321'",
      ]),
      UNZ,
    ].join('\n')
    const [consignment] = manifestOf(text).consignments
    expect(consignment?.equipment).toEqual([
      { number: 'tlnu 1234567', sizeType: '45G1', seals: ['SEAL1', 'SEAL2'] },
      { number: 'TLNU7654321' },
    ])
    expect(consignment?.parties.map(({ name, level }) => [name, level]).at(-1)).toEqual([
      'BOX POOL LTD',
      'equipment',
    ])
  })

  test('reads the containers that a sender describes under the bill itself', () => {
    const [consignment] = consignmentsOf([
      ...BILL,
      "EQD+CN+TLNU1+22G1'",
      "SEL+S1'",
      "NAD+CF+++BOX POOL'",
      "GID+1+12:BX'",
      "SGP+TLNU1'",
    ])
    expect(consignment?.equipment).toEqual([{ number: 'TLNU1', sizeType: '22G1', seals: ['S1'] }])
    expect(consignment?.parties.map(({ level }) => level)).toEqual([
      'consignment',
      'consignment',
      'equipment',
    ])
    expect(consignment?.goods).toEqual([{ packages: 12, packageType: 'BX' }])
  })

  test.each([
    { eqd: "EQD+CN+TLNU1+22G1+++4'", goods: [], scope: 'empty-equipment' },
    { eqd: "EQD+CN+TLNU1+22G1+++5'", goods: [], scope: undefined },
    { eqd: "EQD+CN+TLNU1+22G1+++4'", goods: ["GID+1+1:BX'"], scope: undefined },
  ])('of $eqd with $goods is out of scope: $scope', ({ eqd, goods, scope }) => {
    expect(consignmentsOf([...BILL, eqd, ...goods])[0]?.outOfScope).toBe(scope)
  })
})

describe('places and goods of a bill', () => {
  test.each([
    {
      locs: ["LOC+88+JPOSA:139:6'", "LOC+80+JPUKB:139:6'"],
      found: { receipt: { unlocode: 'JPOSA', country: 'JP' } },
    },
    { locs: ["LOC+80+SG:139'"], found: { receipt: { country: 'SG' } } },
    { locs: ["LOC+76+JPTYO'", "LOC+9+KRPUS'"], found: { loading: { unlocode: 'JPTYO', country: 'JP' } } },
    {
      locs: ["LOC+11+USLGB:139:6:Long Beach'"],
      found: { discharge: { unlocode: 'USLGB', country: 'US', name: 'Long Beach' } },
    },
    { locs: ["LOC+8+:139'", "LOC+20+CHBSL'"], found: { delivery: { unlocode: 'CHBSL', country: 'CH' } } },
    { locs: ["LOC+7+XX9:ZZZ:92:Inland depot'"], found: { delivery: { name: 'Inland depot' } } },
    {
      locs: ["LOC+13+SGSIN'", "LOC+13+LKCMB'"],
      found: {
        transhipment: [
          { unlocode: 'SGSIN', country: 'SG' },
          { unlocode: 'LKCMB', country: 'LK' },
        ],
      },
    },
    { locs: ["LOC+27+CN'"], found: { origin: 'CN' } },
    { locs: ["LOC+28+:139'"], found: {} },
  ])('reads $locs', ({ locs, found }) => {
    const {
      billNumber: _,
      billType: _type,
      goods: _goods,
      equipment: _equipment,
      parties: _parties,
      ...places
    } = consignmentsOf(["CNI+1+C1'", ...locs, NAD])[0] ?? {}
    expect(places).toEqual(found)
  })

  test('reads goods item by item', () => {
    const segments = [
      "GID+1+12:CT'",
      "FTX+AAA+++MEASURING INSTRUMENTS:OPTICAL'",
      "FTX+AAI+++NOT THE GOODS'",
      "MEA+AAE+AAW+MTQ:1.000'",
      "MEA+AAE+G+KGM:840,5'",
      "CST++9031.49:169'",
      "LOC+27+JP'",
      "GID+2'",
      "MEA+AAE+G+LBR:1000'",
      "PIA+5+90314990:HS'",
      "GID+3+5:PX'",
      "MEA+AAE+G+TNE:2.5'",
      "FTX+AAA+++LENSES'",
      "FTX+AAA+++COATED'",
    ]
    expect(consignmentsOf([...BILL, ...segments])[0]?.goods).toEqual([
      {
        packages: 12,
        packageType: 'CT',
        description: 'MEASURING INSTRUMENTS OPTICAL',
        grossWeightKg: 840.5,
        hsCode: '903149',
        origin: 'JP',
      },
      { grossWeightKg: 453.59237, hsCode: '90314990' },
      { packages: 5, packageType: 'PX', grossWeightKg: 2500, description: 'LENSES COATED' },
    ])
  })
})
