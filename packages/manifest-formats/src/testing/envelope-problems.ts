import { BILL, bytesOf, HEADING, interchange, message, UNB, UNZ } from './edifact.ts'
import type { ProblemRow } from './problem-row.ts'

const edi = bytesOf
const raw = (...bytes: number[]): Uint8Array => Buffer.from(bytes)

/** Inputs whose format, envelope or size is the problem. */
export const envelopeProblems: readonly ProblemRow[] = [
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
    input: Buffer.from('{"a":"\u00e9"}', 'latin1'),
    place: { byte: 6 },
    words: 'UTF-8',
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
    input: edi(interchange(BILL).replace('UNZ+1', 'UNZ+2')),
    place: { tag: 'UNZ', element: 1, line: 13, column: 5 },
    words: '"2" messages are stated, 1 are there',
  },
  {
    code: 'REFERENCE_MISMATCH',
    input: edi(interchange(BILL).replace('UNZ+1+REF1', 'UNZ+1+REF2')),
    place: { tag: 'UNZ', element: 2, line: 13, column: 7 },
    words: '"REF2", that of UNB is "REF1"',
  },
  { code: 'TOO_LARGE', input: edi('{}\n'.repeat(10_001)), place: { byte: 0 }, words: '10000 messages' },
  { code: 'TOO_LARGE', input: edi("UNH+1'".repeat(10_001)), place: { byte: 0 }, words: '10000 messages' },
]
