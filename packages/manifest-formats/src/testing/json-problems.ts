import { bytesOf } from './edifact.ts'
import type { ProblemRow } from './problem-row.ts'

const edi = bytesOf
const json = (value: unknown): Uint8Array => bytesOf(JSON.stringify(value))
const bare = { sender: 'TRIDENT', documentNumber: 'VOY042' }
const bill = { billNumber: 'B1', parties: [{ role: 'consignor', name: 'Aoba K.K.' }] }

/** JSON inputs, each with the one problem that it is about. */
export const jsonProblems: readonly ProblemRow[] = [
  { code: 'NO_MANIFEST', input: edi('[]'), place: { path: '$' }, words: 'empty' },
  {
    code: 'SENDER_MISSING',
    input: json({ documentNumber: '1', consignments: [bill] }),
    place: { path: '$.sender' },
    words: 'sender is missing',
  },
  {
    code: 'DOCUMENT_NUMBER_MISSING',
    input: json({ sender: 'A', consignments: [bill] }),
    place: { path: '$.documentNumber' },
    words: 'missing',
  },
  {
    code: 'BILL_NUMBER_MISSING',
    input: json({ ...bare, consignments: [bill, { ...bill, billNumber: ' ' }] }),
    place: { path: '$.consignments[1].billNumber' },
    words: 'billNumber',
  },
  {
    code: 'BILL_NUMBER_MISSING',
    input: json({ ...bare, consignments: [bill, { ...bill, billNumber: '---' }] }),
    place: { path: '$.consignments[1].billNumber', bill: '---' },
    words: 'billNumber',
  },
  {
    code: 'SENDER_MISSING',
    input: json({ sender: '***', documentNumber: '1', consignments: [bill] }),
    place: { path: '$.sender' },
    words: 'sender is missing',
  },
  {
    code: 'DOCUMENT_NUMBER_MISSING',
    input: json({ sender: 'A', documentNumber: '/', consignments: [bill] }),
    place: { path: '$.documentNumber' },
    words: 'missing',
  },
  {
    code: 'BILL_DUPLICATE',
    input: json({ ...bare, consignments: [bill, { ...bill, billNumber: 'b-1' }] }),
    place: { path: '$.consignments[1]', bill: 'b-1' },
    words: 'first at $.consignments[0]',
  },
  { code: 'NO_CONSIGNMENTS', input: json(bare), place: { path: '$.consignments' }, words: 'at least one' },
  {
    code: 'CODE_UNKNOWN',
    input: json({ ...bare, consignments: [{ ...bill, parties: [{ role: 'middleman', name: 'X' }] }] }),
    place: { path: '$.consignments[0].parties[0].role', bill: 'B1' },
    words: '"middleman"',
  },
  {
    code: 'COUNTRY_UNKNOWN',
    input: json({ ...bare, consignments: [{ ...bill, origin: 'QQ' }] }),
    place: { path: '$.consignments[0].origin', bill: 'B1' },
    words: '"QQ"',
  },
  ...['20260231', '2026-02-31'].map((arrivalDate) => ({
    code: 'DATE_INVALID' as const,
    input: json({ ...bare, arrivalDate, consignments: [bill] }),
    place: { path: '$.arrivalDate' },
    words: `found "${arrivalDate}"; expected a day that exists, as YYYY-MM-DD`,
  })),
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
