import { describe, expect, test } from 'vitest'
import { type Place, PROBLEM_CODES, type ProblemCode } from './problem.ts'
import { readManifests } from './read-manifests.ts'
import { BILL, bytesOf, HEADING, interchange, message, UNB, UNZ } from './testing/edifact.ts'

const raw = (...bytes: number[]): Uint8Array => Buffer.from(bytes)
const edi = (text: string): Uint8Array => bytesOf(text)
const json = (value: unknown): Uint8Array => bytesOf(JSON.stringify(value))
const bare = { sender: 'TRIDENT', documentNumber: 'VOY042' }
const bill = { billNumber: 'B1', parties: [{ role: 'consignor', name: 'Aoba K.K.' }] }
const heading = (...segments: string[]): Uint8Array =>
  edi([UNB, message([...segments, ...BILL]), UNZ].join('\n'))
const within = (...segments: string[]): Uint8Array => edi(interchange([...BILL, ...segments]))

// One row for each way in which a problem is found. Every place is the exact one; where it has a line and a
// column, the byte is computed from these.
const rows: readonly { code: ProblemCode; input: Uint8Array; place: Place; words: string }[] = [
  { code: 'EMPTY_INPUT', input: raw(), place: { byte: 0 }, words: 'empty' },
  { code: 'EMPTY_INPUT', input: edi('\u{feff} \r\n'), place: { byte: 0 }, words: 'empty' },
  {
    code: 'TOO_LARGE',
    input: Buffer.alloc(16 * 1024 * 1024 + 1),
    place: { byte: 0 },
    words: 'at most 16777216',
  },
  { code: 'UNKNOWN_FORMAT', input: edi('hello'), place: { byte: 0 }, words: 'starts with "hello"' },
  { code: 'UNKNOWN_FORMAT', input: raw(1, 2, 255), place: { byte: 0 }, words: 'bytes 0102ff' },
  { code: 'UNKNOWN_FORMAT', input: edi('ISA*00*'), place: { byte: 0 }, words: 'X12' },
  {
    code: 'CHARSET_UNSUPPORTED',
    input: Buffer.from('\u{feff}UNB+', 'utf16le'),
    place: { byte: 0 },
    words: 'UTF-16',
  },
  {
    code: 'CHARSET_UNSUPPORTED',
    input: Buffer.from('{"a":1}', 'utf16le'),
    place: { byte: 0 },
    words: 'UTF-16',
  },
  {
    code: 'CHARSET_INVALID',
    input: Buffer.from(interchange([...BILL, "FTX+AAA+++caf\u00e9'"]).replace('UNOC', 'UNOY'), 'latin1'),
    place: { message: 1, tag: 'FTX', segment: 11, line: 12, column: 1, bill: 'TLNU001' },
    words: 'UNOY',
  },
  {
    code: 'CHARSET_INVALID',
    input: Buffer.from('{"a":"\u00e9"}', 'latin1'),
    place: { byte: 6 },
    words: 'UTF-8',
  },
  {
    code: 'CHARSET_DOUBTFUL',
    input: edi(interchange([...BILL, "FTX+AAA+++茶'"]).replace('UNOC', 'UNOA')),
    place: { message: 1, tag: 'FTX', segment: 11, line: 12, column: 1 },
    words: 'UNOA',
  },
  {
    code: 'UNA_INVALID',
    input: edi(`UNA::.? '${interchange(BILL)}`),
    place: { tag: 'UNA', line: 1, column: 1 },
    words: 'two meanings',
  },
  {
    code: 'INTERCHANGE_TRUNCATED',
    input: edi([UNB, message([...HEADING, ...BILL])].join('\n')),
    place: { tag: 'UNT', line: 12, column: 1 },
    words: 'no UNZ',
  },
  {
    code: 'INTERCHANGE_TRUNCATED',
    input: edi(`${UNB}\nUNH+1+CUS`),
    place: { tag: 'UNH', line: 2, column: 1 },
    words: 'inside a segment',
  },
  {
    code: 'OUTSIDE_MESSAGE',
    input: edi(`${UNB}\nNAD+CN'\n${UNZ}`),
    place: { tag: 'NAD', line: 2, column: 1 },
    words: 'UNH',
  },
  { code: 'NO_MANIFEST', input: edi(`${UNB}${UNZ}`), place: {}, words: 'no CUSCAR message' },
  { code: 'NO_MANIFEST', input: edi('[]'), place: { path: '$' }, words: 'empty' },
  {
    code: 'MESSAGE_SKIPPED',
    input: edi([UNB, message(["BGM+380'"], { type: 'INVOIC:D:96A:UN' }), UNZ].join('\n')),
    place: { message: 1, tag: 'UNH', segment: 1, element: 2, line: 2, column: 8 },
    words: 'INVOIC',
  },
  {
    code: 'MESSAGE_TRUNCATED',
    input: edi([UNB, "UNH+M1+CUSCAR:D:95B:UN'", ...HEADING, ...BILL, UNZ].join('\n')),
    place: { message: 1, tag: 'UNH', segment: 1, line: 2, column: 1 },
    words: 'no UNT',
  },
  {
    code: 'TYPE_ASSUMED',
    input: edi([UNB, message([...HEADING, ...BILL], { type: ':D:95B:UN' }), UNZ].join('\n')),
    place: { message: 1, tag: 'UNH', segment: 1, element: 2, line: 2, column: 8 },
    words: '0065',
  },
  {
    code: 'COUNT_MISMATCH',
    input: edi(interchange(BILL).replace('UNT+11', 'UNT+53')),
    place: { message: 1, tag: 'UNT', segment: 11, element: 1, line: 12, column: 5 },
    words: '"53" segments are stated, 11 are there',
  },
  {
    code: 'COUNT_MISMATCH',
    input: edi(interchange(BILL).replace('UNZ+1', 'UNZ+2')),
    place: { tag: 'UNZ', element: 1, line: 13, column: 5 },
    words: '"2" messages are stated, 1 are there',
  },
  {
    code: 'COUNT_MISMATCH',
    input: heading(...HEADING, "CNT+10:2'"),
    place: { message: 1, tag: 'CNT', segment: 5, element: 1, component: 2, line: 6, column: 8 },
    words: '"2" consignments are stated, 1 are there',
  },
  {
    code: 'REFERENCE_MISMATCH',
    input: edi(interchange(BILL).replace('UNT+11+M1', 'UNT+11+M2')),
    place: { message: 1, tag: 'UNT', segment: 11, element: 2, line: 12, column: 8 },
    words: '"M2", that of UNH is "M1"',
  },
  {
    code: 'REFERENCE_MISMATCH',
    input: edi(interchange(BILL).replace('UNZ+1+REF1', 'UNZ+1+REF2')),
    place: { tag: 'UNZ', element: 2, line: 13, column: 7 },
    words: '"REF2", that of UNB is "REF1"',
  },
  {
    code: 'SEGMENT_UNREADABLE',
    input: within("n@d+CN'"),
    place: { message: 1, tag: 'n@d', segment: 11, line: 12, column: 1, bill: 'TLNU001' },
    words: 'three capital letters',
  },
  {
    code: 'SEGMENT_UNREADABLE',
    input: within(`FTX+AAA+++${'X'.repeat(65_536)}'`),
    place: { message: 1, tag: 'FTX', segment: 11, line: 12, column: 1, bill: 'TLNU001' },
    words: 'longer than 65536 bytes',
  },
  { code: 'TOO_LARGE', input: edi('{}\n'.repeat(10_001)), place: { byte: 0 }, words: '10000 messages' },
  { code: 'TOO_LARGE', input: edi("UNH+1'".repeat(10_001)), place: { byte: 0 }, words: '10000 messages' },
  {
    code: 'SEGMENT_UNREADABLE',
    input: Buffer.from(interchange(BILL).replace('TRIDENT', 'TRID\u00e9').replace('UNOC', 'UNOY'), 'latin1'),
    place: { message: 1, tag: 'UNB', line: 1, column: 1 },
    words: 'UNB cannot be read',
  },
  {
    code: 'SEGMENT_UNKNOWN',
    input: within("NAE+CN'"),
    place: { message: 1, tag: 'NAE', segment: 11, line: 12, column: 1, bill: 'TLNU001' },
    words: '"NAE"',
  },
  {
    code: 'SENDER_MISSING',
    input: edi(message([HEADING[0] ?? '', ...BILL])),
    place: { message: 1, tag: 'UNH', segment: 1, line: 1, column: 1 },
    words: 'NAD+MS',
  },
  {
    code: 'SENDER_MISSING',
    input: json({ documentNumber: '1', consignments: [bill] }),
    place: { path: '$.sender' },
    words: 'sender is missing',
  },
  {
    code: 'SENDER_ASSUMED',
    input: edi(message([...HEADING, ...BILL])),
    place: { message: 1, tag: 'UNH', segment: 1, line: 1, column: 1 },
    words: '"TLNU"',
  },
  {
    code: 'DOCUMENT_NUMBER_MISSING',
    input: heading("BGM+785++9'"),
    place: { message: 1, tag: 'BGM', segment: 2, element: 2, component: 1, line: 3, column: 9 },
    words: '1004',
  },
  {
    code: 'DOCUMENT_NUMBER_MISSING',
    input: heading(),
    place: { message: 1, tag: 'UNH', segment: 1, line: 2, column: 1 },
    words: 'no BGM',
  },
  {
    code: 'DOCUMENT_NUMBER_MISSING',
    input: json({ sender: 'A', consignments: [bill] }),
    place: { path: '$.documentNumber' },
    words: 'missing',
  },
  {
    code: 'FUNCTION_MISSING',
    input: heading("BGM+785+VOY042'"),
    place: { message: 1, tag: 'BGM', segment: 2, element: 3, line: 3, column: 15 },
    words: 'original',
  },
  {
    code: 'FUNCTION_UNSUPPORTED',
    input: heading("BGM+785+VOY042+27'"),
    place: { message: 1, tag: 'BGM', segment: 2, element: 3, line: 3, column: 16 },
    words: '"27"',
  },
  {
    code: 'BILL_NUMBER_MISSING',
    input: edi(interchange(BILL, ["CNI+2'", ...BILL.slice(2)])),
    place: { message: 1, tag: 'CNI', segment: 11, line: 12, column: 1 },
    words: 'RFF+BM',
  },
  {
    code: 'BILL_NUMBER_MISSING',
    input: json({ ...bare, consignments: [bill, { ...bill, billNumber: ' ' }] }),
    place: { path: '$.consignments[1].billNumber' },
    words: 'billNumber',
  },
  {
    code: 'BILL_DUPLICATE',
    input: edi(interchange(BILL, BILL)),
    place: { message: 1, tag: 'CNI', segment: 11, line: 12, column: 1, bill: 'TLNU001' },
    words: 'first at CNI (message 1, segment 5, line 6 column 1)',
  },
  {
    code: 'BILL_DUPLICATE',
    input: json({ ...bare, consignments: [bill, { ...bill, billNumber: 'b-1' }] }),
    place: { path: '$.consignments[1]', bill: 'b-1' },
    words: 'first at $.consignments[0]',
  },
  {
    code: 'NO_CONSIGNMENTS',
    input: edi(interchange([])),
    place: { message: 1, tag: 'UNH', segment: 1, line: 2, column: 1 },
    words: 'at least one',
  },
  { code: 'NO_CONSIGNMENTS', input: json(bare), place: { path: '$.consignments' }, words: 'at least one' },
  {
    code: 'NO_PARTIES',
    input: edi(interchange(["CNI+1+B1'"])),
    place: { message: 1, tag: 'CNI', segment: 5, line: 6, column: 1, bill: 'B1' },
    words: 'no party',
  },
  {
    code: 'PARTY_UNREADABLE',
    input: within("NAD+NI++-'"),
    place: {
      message: 1,
      tag: 'NAD',
      segment: 11,
      element: 3,
      line: 12,
      column: 9,

      bill: 'TLNU001',
    },
    words: '"-"',
  },
  {
    code: 'EQUIPMENT_UNUSED',
    input: heading(...HEADING, "EQD+CN+TLNU1234567'", "NAD+CF+++BOX POOL LTD'"),
    place: { message: 1, tag: 'EQD', segment: 5, line: 6, column: 1 },
    words: 'TLNU1234567',
  },
  {
    code: 'CODE_UNKNOWN',
    input: within("NAD++++SOMEBODY LTD'"),
    place: {
      message: 1,
      tag: 'NAD',
      segment: 11,
      element: 1,
      line: 12,
      column: 5,

      bill: 'TLNU001',
    },
    words: '3035',
  },
  {
    code: 'CODE_UNKNOWN',
    input: within("GID+1+1:BX'", "MEA+AAE+G+ONZ:16'"),
    place: {
      message: 1,
      tag: 'MEA',
      segment: 12,
      element: 3,
      component: 1,
      line: 13,
      column: 11,

      bill: 'TLNU001',
    },
    words: '"ONZ"',
  },
  {
    code: 'CODE_UNKNOWN',
    input: json({ ...bare, consignments: [{ ...bill, parties: [{ role: 'middleman', name: 'X' }] }] }),
    place: { path: '$.consignments[0].parties[0].role', bill: 'B1' },
    words: '"middleman"',
  },
  {
    code: 'COUNTRY_UNKNOWN',
    input: within("NAD+NI+++KAEDE LTD+++++EN'"),
    place: {
      message: 1,
      tag: 'NAD',
      segment: 11,
      element: 9,
      line: 12,
      column: 24,

      bill: 'TLNU001',
    },
    words: '"EN"',
  },
  {
    code: 'COUNTRY_UNKNOWN',
    input: json({ ...bare, consignments: [{ ...bill, origin: 'QQ' }] }),
    place: { path: '$.consignments[0].origin', bill: 'B1' },
    words: '"QQ"',
  },
  {
    code: 'PLACE_UNKNOWN',
    input: within("LOC+7+NOWHERE:139'"),
    place: {
      message: 1,
      tag: 'LOC',
      segment: 11,
      element: 2,
      component: 1,
      line: 12,
      column: 7,

      bill: 'TLNU001',
    },
    words: '"NOWHERE"',
  },
  {
    code: 'DATE_INVALID',
    input: heading(...HEADING, "DTM+132:20260231:102'"),
    place: { message: 1, tag: 'DTM', segment: 5, element: 1, component: 2, line: 6, column: 9 },
    words: '"20260231", expected an existing date in the form CCYYMMDD',
  },
  {
    code: 'DATE_INVALID',
    input: heading(...HEADING, "DTM+132:2026W09:718'"),
    place: { message: 1, tag: 'DTM', segment: 5, element: 1, component: 3, line: 6, column: 17 },
    words: '"718"',
  },
  ...['20260231', '2026-02-31'].map((arrivalDate) => ({
    code: 'DATE_INVALID' as const,
    input: json({ ...bare, arrivalDate, consignments: [bill] }),
    place: { path: '$.arrivalDate' },
    words: `found "${arrivalDate}"; expected a day that exists, as YYYY-MM-DD`,
  })),
  {
    code: 'NUMBER_INVALID',
    input: within("GID+1+1.5:BX'"),
    place: {
      message: 1,
      tag: 'GID',
      segment: 11,
      element: 2,
      component: 1,
      line: 12,
      column: 7,

      bill: 'TLNU001',
    },
    words: 'whole number',
  },
  {
    code: 'JSON_SYNTAX',
    input: edi('{\n "a": 1,\n}'),
    place: { line: 3, column: 1, byte: 11 },
    words: 'a name',
  },
  {
    code: 'JSON_SYNTAX',
    input: edi(`${JSON.stringify({ ...bare, consignments: [bill] })}\n{"茶": x}\n`),
    place: { message: 2, line: 2, column: 7, byte: 144 },
    words: 'a value',
  },
  {
    code: 'FIELD_MISSING',
    input: json({ ...bare, consignments: [{ ...bill, parties: [{ name: 'X' }] }] }),
    place: { path: '$.consignments[0].parties[0].role', bill: 'B1' },
    words: 'role is missing',
  },
  { code: 'FIELD_INVALID', input: edi('[1]'), place: { message: 1, path: '$[0]' }, words: 'found 1' },
  {
    code: 'FIELD_INVALID',
    input: json({ ...bare, consignments: [{ ...bill, goods: [{ packages: -1 }] }] }),
    place: { path: '$.consignments[0].goods[0].packages', bill: 'B1' },
    words: 'found -1',
  },
  {
    code: 'FIELD_UNKNOWN',
    input: json({ ...bare, colour: 1, consignments: [bill] }),
    place: { path: '$' },
    words: '"colour"',
  },
  {
    code: 'MANIFEST_ID_IGNORED',
    input: json({ ...bare, manifestId: 'X', consignments: [bill] }),
    place: { path: '$.manifestId' },
    words: 'TRIDENT:VOY042',
  },
  {
    code: 'MORE_PROBLEMS',
    input: json({
      ...bare,
      consignments: Array.from({ length: 10_003 }, (_, index) => ({ billNumber: `B${index}` })),
    }),
    place: {},
    words: '3 more problems',
  },
]

const byteAt = (input: Uint8Array, { line, column }: Place): Place =>
  line === undefined || column === undefined
    ? {}
    : {
        byte:
          Buffer.from(input)
            .toString('latin1')
            .split('\n')
            .slice(0, line - 1)
            .join('\n').length + (line > 1 ? column : column - 1),
      }

describe('readManifests', () => {
  test.each(rows)('tells $code with its place: $words', ({ code, input, place, words }) => {
    const { problems, messages } = readManifests(input)
    const found = [...problems, ...messages.flatMap((read) => read.problems)].filter(
      (one) => one.code === code,
    )
    expect(found.map((problem) => problem.place)).toContainEqual({ ...byteAt(input, place), ...place })
    expect(found.map((problem) => problem.message).join('\n')).toContain(words)
  })

  test('has a row for every code', () => {
    expect([...new Set(rows.map(({ code }) => code))].toSorted()).toEqual(
      Object.keys(PROBLEM_CODES).toSorted(),
    )
  })
})
