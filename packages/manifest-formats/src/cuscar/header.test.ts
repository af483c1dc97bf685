import type { Manifest } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { BILL, HEADING, interchange, message, UNB, UNZ } from '../testing/edifact.ts'
import { manifestOf } from '../testing/read.ts'

const read = (segments: readonly string[], unb = UNB): Omit<Manifest, 'consignments'> => {
  const { consignments: _, ...header } = manifestOf([unb, message([...segments, ...BILL]), UNZ].join('\n'))
  return header
}
const BGM = "BGM+785+VOY042+9'"

describe('the header', () => {
  test('gives the manifest its id, its conveyance, its places and its days', () => {
    const segments = [
      "BGM+785+VOY 042:3+5'",
      "DTM+137:202611240930:203'",
      "NAD+MS+TRID+++TRIDENT EDI DESK'",
      "NAD+FW+++KAEDE FORWARDING LTD'",
      "RFF+AVY:NL123'",
      "TDT+20+042E+1++TLNU:172:182:TRIDENT OCEAN LINES+++9321483:146:11:TRIDENT STAR:JP'",
      "LOC+5+JPTYO:139:6'",
      "LOC+60+USLGB:139:6'",
      "LOC+22+2709:113'",
      "DTM+133:20261125:102'",
      "DTM+132:2612091200:201'",
    ]
    expect(read(segments)).toEqual({
      manifestId: 'TRIDENT:VOY042',
      version: 3,
      function: 'replacement',
      sender: 'TRIDENT',
      documentNumber: 'VOY 042',
      test: false,
      format: 'edifact-cuscar D.95B',
      issuedAt: '2026-11-24T09:30:00Z',
      mode: 'sea',
      conveyance: { name: 'TRIDENT STAR', imoNumber: '9321483', voyage: '042E', carrierCode: 'TLNU' },
      customsOffice: { code: '2709' },
      departure: { unlocode: 'JPTYO', country: 'JP' },
      arrival: { unlocode: 'USLGB', country: 'US' },
      departureDate: '2026-11-25',
      arrivalDate: '2026-12-09',
      parties: [
        {
          role: 'carrier',
          rawRole: 'TDT C040',
          name: 'TRIDENT OCEAN LINES',
          identifiers: [{ scheme: 'scac', value: 'TLNU' }],
          level: 'manifest',
        },
        {
          role: 'forwarder',
          rawRole: 'NAD+FW',
          name: 'KAEDE FORWARDING LTD',
          identifiers: [{ scheme: 'eori', value: 'NL123' }],
          level: 'manifest',
        },
      ],
    })
  })

  test.each([
    ['9', 'original'],
    ['5', 'replacement'],
    ['4', 'partial'],
    ['2', 'partial'],
    ['1', 'cancellation'],
    ['3', 'cancellation'],
    ['7', 'original'],
    ['', 'original'],
  ])('reads the function %s as %s', (code, purpose) => {
    expect(read([`BGM+785+VOY042+${code}'`])).toMatchObject({ function: purpose, test: false })
  })

  test('needs no bills to cancel', () => {
    expect(manifestOf([UNB, message(["BGM+785+VOY042+1'"]), UNZ].join(''))).toMatchObject({
      function: 'cancellation',
      consignments: [],
    })
  })

  test.each([
    { unb: "UNB+UNOC:3+TRIDENT+USCBP+261124:0930+REF1++++++1'", test: true },
    { unb: "UNB+UNOC:4+TRIDENT+USCBP+20261124:0930+REF1++++++2'", test: true },
    { unb: "UNB+UNOC:3+TRIDENT+USCBP+261124:0930+REF1++++++0'", test: false },
    { unb: UNB, test: false },
  ])('of $unb is a test: $test', ({ unb, test: expected }) => {
    expect(read([BGM], unb).test).toBe(expected)
  })

  test('is a test where the function says so', () => {
    expect(read(["BGM+785+VOY042+53'"])).toMatchObject({ function: 'original', test: true })
  })

  test.each([
    { segments: [BGM, "NAD+MS+TRID'"], sender: 'TRID' },
    { segments: [BGM, "NAD+MS+++TRIDENT EDI'"], sender: 'TRIDENT EDI' },
    { segments: [BGM, "TDT+20+042E+1++TLNU'"], sender: 'TLNU' },
  ])('without UNB takes the sender from $segments', ({ segments, sender }) => {
    expect(manifestOf(message([...segments, ...BILL])).sender).toBe(sender)
  })

  test.each([
    { tdt: "TDT+20+TL7+4++TL::3'", found: { mode: 'air', conveyance: { voyage: 'TL7', carrierCode: 'TL' } } },
    { tdt: "TDT+20+042E+9++X'", found: { mode: 'other' } },
    {
      tdt: "TDT+20+042E+1++TLNU+++D5LQ7:103::TRIDENT STAR'",
      found: { conveyance: { voyage: '042E', carrierCode: 'TLNU', name: 'TRIDENT STAR' } },
    },
    {
      tdt: "TDT+20+042E+1++TLNU+++IMO9321483'",
      found: { conveyance: { voyage: '042E', carrierCode: 'TLNU', imoNumber: '9321483' } },
    },
    { tdt: "TDT+10+PRE+3'", found: { mode: 'road', conveyance: { voyage: 'PRE' } } },
  ])('reads $tdt', ({ tdt, found }) => {
    expect(read([BGM, tdt])).toMatchObject(found)
  })

  test('prefers the main carriage, wherever it stands', () => {
    expect(read([BGM, "TDT+10+PRE+3'", "TDT+20+042E+1'"])).toMatchObject({
      mode: 'sea',
      conveyance: { voyage: '042E' },
    })
  })

  test.each([
    { locs: ["LOC+41+NL000396:113'"], office: { code: 'NL000396', country: 'NL' } },
    { locs: ["LOC+122+USLGB:139:6'"], office: { code: 'USLGB', country: 'US' } },
    { locs: ["LOC+42+JPTYO:139:6'"], office: undefined },
  ])('takes the customs office addressed from $locs', ({ locs, office }) => {
    expect(read([BGM, ...locs]).customsOffice).toEqual(office)
  })

  test('that cannot be read refuses the message', () => {
    expect(() => manifestOf(interchange(BILL).replace('TDT+20', 'T.T+20'))).toThrow('SEGMENT_UNREADABLE')
  })

  test('reads dialects: syntax 4 with repetitions, other separators, a decimal comma, several lines of one segment', () => {
    const text = [
      UNB.replace('UNOC:3', 'UNOY:4'),
      message([...HEADING, ...BILL, "GID+1+12:BX'", "MEA+AAE+G+KGM:840,5'"]),
      UNZ,
    ].join('\n')
    const signs: Readonly<Record<string, string>> = { ':': '|', '+': '^', "'": '~', '.': ',' }
    const other = `UNA|^,\\#~\r\n${text.replaceAll(/[:+'.]/g, (sign) => signs[sign] ?? sign)}`.replaceAll(
      /.{20}/g,
      '$&\r\n',
    )
    expect(manifestOf(other)).toEqual(manifestOf(text))
    expect(manifestOf(text).consignments[0]?.goods).toEqual([
      { packages: 12, packageType: 'BX', grossWeightKg: 840.5 },
    ])
  })
})
