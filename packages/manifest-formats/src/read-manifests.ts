import { problemOf, type Problem, quoted } from './problem.ts'
import { readEdifact } from './read-edifact.ts'
import { readJson } from './json/read-json.ts'
import type { ReadResult } from './read-result.ts'

const MIB = 1024 * 1024

/**
 * Reads what a port or carrier system sent into canonical manifests, one per message. Total: it never throws;
 * what cannot be read is told with its place, and the rest is read. The bytes decide the format; the content
 * type only where they leave it open. `maxBytes` is 16 MiB by default.
 */
export function readManifests(
  bytes: Uint8Array,
  { contentType = '', maxBytes = 16 * MIB }: { contentType?: string; maxBytes?: number } = {},
): ReadResult {
  if (bytes.length > maxBytes) {
    return refused(
      'TOO_LARGE',
      `the input has ${bytes.length} bytes, expected at most ${maxBytes}; split it into several`,
    )
  }
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 200)).toString('latin1')
  if (/^(?:\u00ff\u00fe|\u00fe\u00ff|[\0]\S[\0]\S|\S[\0]\S[\0])/.test(head)) {
    return refused(
      'CHARSET_UNSUPPORTED',
      'the input is UTF-16; expected UTF-8, or for EDIFACT the charset that UNB names',
    )
  }
  const start = head.replace(/^\u00ef\u00bb\u00bf/, '').trimStart()
  if (start === '' && !hasText(bytes))
    return refused('EMPTY_INPUT', 'the input is empty; expected a manifest')
  if (/^UNA[^]{6}\s*UN[BGH]/.test(start) || /^UN[BGH][^A-Za-z0-9]/.test(start)) return readEdifact(bytes)
  if (/^[[{]/.test(start)) return readJson(bytes)
  if (/[/+]edifact\b/i.test(contentType)) return readEdifact(bytes)
  if (/[/+](?:x-)?(?:nd|l)?json\b/i.test(contentType) || start === '') return readJson(bytes)
  return refused(
    'UNKNOWN_FORMAT',
    `${guess(start)}; expected canonical JSON or UN/EDIFACT CUSCAR (starting with UNA, UNB or UNH)`,
  )
}

const refused = (code: Problem['code'], message: string): ReadResult => ({
  format: undefined,
  messages: [],
  problems: [problemOf(code, message, { byte: 0 })],
})

// 9 to 13 and 32 are white space, 239 187 191 the byte order mark of UTF-8.
const hasText = (bytes: Uint8Array): boolean =>
  bytes.some((byte, index) => !BLANK.has(byte) && !isMark(bytes, index))
const BLANK: ReadonlySet<number> = new Set([9, 10, 11, 12, 13, 32])
const isMark = (bytes: Uint8Array, index: number): boolean =>
  index < 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf

function guess(start: string): string {
  if (start.startsWith('ISA')) return 'this looks like ANSI X12, which is not read'
  if (start.startsWith('<')) return 'this looks like XML, which is not read'
  if (start.startsWith('PK\u0003')) return 'this is a zip archive'
  if (start.startsWith('\u001f\u008b')) return 'this is compressed with gzip'
  const isText = /^[\t\r\n\u0020-\u007e]{1,24}/.test(start)
  const hex = Buffer.from(start.slice(0, 12), 'latin1').toString('hex')
  return isText
    ? `the format is unknown: the input starts with ${quoted(start.slice(0, 24))}`
    : `the input is binary: it starts with the bytes ${hex}`
}
