import { readInstant } from './instant.ts'
import type { ListFault, ListHead, ListItem } from './list-item.ts'
import type { Draft } from './member-row.ts'

/** One JSON document is read whole, so it has a limit; NDJSON and CSV have none. */
const MAX_DOCUMENT = 256 * 1_048_576
const MAX_LINE = 1_048_576

type Item = Draft | Extract<ListItem, { head: unknown }> | ListFault

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fatal = (expected: string, line?: number): ListFault => ({
  row: 0,
  ...(line !== undefined && { line }),
  problem: { expected, isFatal: true },
})

const draftOf = (row: number, value: unknown, line?: number): Draft | ListFault =>
  isObject(value)
    ? { row, ...(line !== undefined && { line }), fields: value, columnOf: (path) => path }
    : {
        row,
        ...(line !== undefined && { line }),
        problem: {
          found: JSON.stringify(value).slice(0, 80),
          expected: 'a member as an object',
          isFatal: false,
        },
      }

function headOf({ programme, kind, asOf }: Record<string, unknown>): readonly Item[] {
  const kinds = ['complete', 'published', 'evidence', 'changes'] as const
  const known = kinds.find((name) => name === kind)
  const time = typeof asOf === 'string' ? readInstant(asOf, 'UTC', 'start') : undefined
  const faults: ListFault[] = []
  const refuse = (column: string, found: unknown, expected: string): void => {
    faults.push({ row: 0, problem: { column, found: JSON.stringify(found), expected, isFatal: true } })
  }
  if (programme !== undefined && typeof programme !== 'string') refuse('programme', programme, 'text')
  if (kind !== undefined && known === undefined) refuse('kind', kind, `one of ${kinds.join(', ')}`)
  if (asOf !== undefined && (time === undefined || 'expected' in time)) {
    refuse('asOf', asOf, time === undefined ? 'text' : time.expected)
  }
  const head: ListHead = {
    ...(typeof programme === 'string' && { programme }),
    ...(known !== undefined && { kind: known }),
    ...(time !== undefined && 'instant' in time && { asOf: time.instant }),
  }
  return faults.length > 0 ? faults : [{ row: 0, head }]
}

function parseJson(text: string): { readonly value: unknown } | { readonly error: string } {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch (error) {
    return { error: (error as Error).message }
  }
}

/** Whether the file is one member per line: its first line is an object by itself, and not a whole list. */
export function isLineByLine(start: string): boolean {
  const [first = ''] = start.trimStart().split('\n', 1)
  const parsed = parseJson(first)
  return 'value' in parsed && isObject(parsed.value) && !('members' in parsed.value)
}

/** `{programme, kind, asOf, members: […]}`, or the members alone as an array. */
export async function* readDocument(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Item> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > MAX_DOCUMENT) {
      yield fatal('at most 256 MiB in one JSON document; give a longer list as NDJSON or CSV')
      return
    }
    chunks.push(chunk)
  }
  const parsed = parseJson(
    Buffer.concat(chunks)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
  )
  if ('error' in parsed) {
    yield fatal(`well-formed JSON (${parsed.error})`)
    return
  }
  const members = isObject(parsed.value) ? parsed.value['members'] : parsed.value
  if (!Array.isArray(members)) {
    yield fatal('an array of members, or an object with programme, kind, asOf and members')
    return
  }
  if (isObject(parsed.value)) yield* headOf(parsed.value)
  for (const [index, value] of members.entries()) yield draftOf(index + 1, value)
}

/** One member per line; the first line may be the head, an object without `memberId`. */
export async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Item> {
  let row = 0
  for await (const { text, line } of linesOf(bytes)) {
    if (text === undefined) {
      yield fatal('a line of at most 1 MiB', line)
      return
    }
    if (text.trim() === '') continue
    const parsed = parseJson(text)
    if (row === 0 && 'value' in parsed && isObject(parsed.value) && !('memberId' in parsed.value)) {
      const isHead = ['programme', 'kind', 'asOf'].some((name) => name in (parsed.value as object))
      if (isHead && !('names' in parsed.value)) {
        yield* headOf(parsed.value)
        continue
      }
    }
    row += 1
    if ('error' in parsed) {
      yield {
        row,
        line,
        problem: { found: text.slice(0, 80), expected: `JSON (${parsed.error})`, isFatal: false },
      }
    } else yield draftOf(row, parsed.value, line)
  }
}

async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
): AsyncIterable<{ readonly text: string | undefined; readonly line: number }> {
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  let line = 0
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) yield { text, line: (line += 1) }
    if (rest.length > MAX_LINE) {
      yield { text: undefined, line: line + 1 }
      return
    }
  }
  if (rest !== '') yield { text: rest, line: line + 1 }
}
