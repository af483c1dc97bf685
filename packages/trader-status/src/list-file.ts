import { memberKey } from './resolve.ts'
import { readCsv } from './list-file/csv.ts'
import { isLineByLine, readDocument, readLines } from './list-file/json.ts'
import type { ListFault, ListFileKind, ListHead, ListItem } from './list-file/list-item.ts'
import { type ListDefaults, type RowContext, readMember } from './list-file/member-row.ts'

export type ListFormat = 'csv' | 'json' | 'ndjson'

export type ListFileOptions = {
  /** Found out from the first bytes when absent. */
  readonly format?: ListFormat | undefined
  /** Of every row; a row that names another is refused. Absent: each row names its own. */
  readonly programme?: string | undefined
  readonly kind?: ListFileKind | undefined
  readonly knownProgrammes: readonly string[]
  /** IANA zone in which the programme's dates are days. */
  readonly zoneOf: (programme: string) => string
  readonly defaults?: ListDefaults | undefined
}

const PEEK = 65_536

/**
 * Reads a programme's list, member by member, from bytes in UTF-8. Every broken row is given back as problems
 * with line, column, what was found and what was expected, and the rest is read on; nothing is thrown for
 * what the file says. What JSON says of the file as a whole comes first (`head`), and serves where the
 * options are silent. A member that a list names twice is a problem, since either could be the right one.
 */
export async function* readListFile(
  bytes: AsyncIterable<Uint8Array>,
  options: ListFileOptions,
): AsyncIterable<ListItem> {
  const { start, all } = await peek(bytes)
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) {
    yield { row: 0, problem: { found: 'UTF-16', expected: 'text in UTF-8', isFatal: true } }
    return
  }
  const text = new TextDecoder('utf-8').decode(start)
  const format = options.format ?? formatOf(text)
  let context: RowContext = { ...options, defaults: options.defaults ?? {} }
  const isList = (): boolean => context.kind === 'complete' || context.kind === 'published'
  const seen = new Map<string, number>()

  for await (const item of itemsOf(format)) {
    if ('head' in item) {
      const fault = contradiction(options, item.head)
      if (fault !== undefined) {
        yield fault
        return
      }
      context = withHead(context, item.head)
      yield item
    } else if ('problem' in item) yield item
    else {
      for (const read of readMember(item, context)) {
        const key = 'membership' in read && isList() ? memberKey(read.membership) : undefined
        const first = key === undefined ? undefined : seen.get(key)
        if (first !== undefined && 'membership' in read) {
          yield {
            row: read.row,
            ...(item.line !== undefined && { line: item.line }),
            problem: {
              column: item.columnOf('memberId'),
              found: read.membership.memberId,
              expected: `each member once (it is also member ${first})`,
              isFatal: false,
            },
          }
          continue
        }
        if (key !== undefined) seen.set(key, read.row)
        yield read
      }
    }
  }

  function itemsOf(format: ListFormat): ReturnType<typeof readLines> | ReturnType<typeof readCsv> {
    switch (format) {
      case 'csv':
        return readCsv(all, text, { kind: options.kind, hasProgramme: options.programme !== undefined })
      case 'json':
        return readDocument(all)
      case 'ndjson':
        return readLines(all)
    }
  }
}

/** What was asked for and what the file says of itself must not differ: one of them is a mistake. */
function contradiction(options: ListFileOptions, head: ListHead): ListFault | undefined {
  for (const column of ['programme', 'kind'] as const) {
    const [asked, found] = [options[column], head[column]]
    if (asked !== undefined && found !== undefined && asked !== found) {
      return { row: 0, problem: { column, found, expected: `${asked}, as asked for`, isFatal: true } }
    }
  }
  return undefined
}

const withHead = (context: RowContext, { programme, kind }: ListHead): RowContext => ({
  ...context,
  programme: context.programme ?? programme,
  kind: context.kind ?? kind,
})

function formatOf(start: string): ListFormat {
  const first = start.replace(/^\uFEFF/, '').trimStart()
  if (first.startsWith('[')) return 'json'
  if (!first.startsWith('{')) return 'csv'
  return isLineByLine(first) ? 'ndjson' : 'json'
}

/** The beginning of the bytes, and all of them once more. */
async function peek(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ readonly start: Uint8Array; readonly all: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]()
  const chunks: Uint8Array[] = []
  let size = 0
  let isDone = false
  while (size < PEEK && !isDone) {
    const next = await iterator.next()
    if (next.done === true) isDone = true
    else {
      chunks.push(next.value)
      size += next.value.length
    }
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* chunks
    if (!isDone) yield* { [Symbol.asyncIterator]: () => iterator }
  }
  return { start: Buffer.concat(chunks).subarray(0, PEEK), all: all() }
}
