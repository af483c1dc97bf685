import { BILL, bytesOf, HEADING, interchange, message, UNB, UNZ } from './edifact.ts'
import type { ProblemRow } from './problem-row.ts'

const edi = bytesOf
const heading = (...segments: string[]): Uint8Array =>
  edi([UNB, message([...segments, ...BILL]), UNZ].join('\n'))
const within = (...segments: string[]): Uint8Array => edi(interchange([...BILL, ...segments]))

/** CUSCAR messages, each with the one problem that it is about. */
export const messageProblems: readonly ProblemRow[] = [
  {
    code: 'CHARSET_INVALID',
    input: Buffer.from(interchange([...BILL, "FTX+AAA+++caf\u00e9'"]).replace('UNOC', 'UNOY'), 'latin1'),
    place: { message: 1, tag: 'FTX', segment: 11, line: 12, column: 1, bill: 'TLNU001' },
    words: 'UNOY',
  },
  {
    code: 'CHARSET_DOUBTFUL',
    input: edi(interchange([...BILL, "FTX+AAA+++茶'"]).replace('UNOC', 'UNOA')),
    place: { message: 1, tag: 'FTX', segment: 11, line: 12, column: 1 },
    words: 'UNOA',
  },
  {
    code: 'COUNT_MISMATCH',
    input: edi(interchange(BILL).replace('UNT+11', 'UNT+53')),
    place: { message: 1, tag: 'UNT', segment: 11, element: 1, line: 12, column: 5 },
    words: '"53" segments are stated, 11 are there',
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
    input: heading("BGM+785+---+9'"),
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
    input: edi(interchange(BILL, ["CNI+2+---'", "RFF+BM:***'", ...BILL.slice(2)])),
    place: { message: 1, tag: 'CNI', segment: 11, line: 12, column: 1 },
    words: 'RFF+BM',
  },
  {
    code: 'BILL_DUPLICATE',
    input: edi(interchange(BILL, BILL)),
    place: { message: 1, tag: 'CNI', segment: 11, line: 12, column: 1, bill: 'TLNU001' },
    words: 'first at CNI (message 1, segment 5, line 6 column 1)',
  },
  {
    code: 'NO_CONSIGNMENTS',
    input: edi(interchange([])),
    place: { message: 1, tag: 'UNH', segment: 1, line: 2, column: 1 },
    words: 'at least one',
  },
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
]
