import { Readable } from 'node:stream'
import { type CsvError, type Info, parse } from 'csv-parse'
import { columnOf, fieldsOf, readHeader } from './columns.ts'
import type { ListFileKind, ListItem, ListProblem } from './list-item.ts'
import type { Draft } from './member-row.ts'

/** A record this long has lost a quote. */
const MAX_RECORD = 1_048_576

/** The delimiter that stands most often in the first line: comma, semicolon (Excel in Europe) or tab. */
function delimiterOf(start: string): string {
  const [header = ''] = start.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/, 1)
  const counts = [',', ';', '\t'].map((delimiter) => [delimiter, header.split(delimiter).length] as const)
  return counts.toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? ','
}

type CsvOptions = { readonly kind: ListFileKind | undefined; readonly hasProgramme: boolean }
type CsvRecord = { readonly record: readonly string[]; readonly info: Info }

/** The rows of a CSV file, and what is wrong with the file itself; `start` is its beginning, for the delimiter. */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  start: string,
  { kind, hasProgramme }: CsvOptions,
): AsyncIterable<Draft | Extract<ListItem, { problem: unknown }>> {
  const skipped: { error: CsvError; line: number }[] = []
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(start),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error !== undefined) skipped.push({ error, line: Number(error['lines']) })
      return undefined
    },
  })
  const source = Readable.from(bytes)
  source.on('error', (error) => parser.destroy(error))
  let names: readonly string[] | undefined
  let row = 0

  for await (const { record, info } of source.pipe(parser) as AsyncIterable<CsvRecord>) {
    yield* faults()
    if (names === undefined) {
      const header = readHeader(record, kind, hasProgramme)
      for (const problem of header.problems) yield { row: 0, line: info.lines, problem }
      if (header.problems.length > 0) return
      names = header.names
      continue
    }
    row += 1
    const problem = shapeProblem(record, names)
    if (problem !== undefined) yield { row, line: info.lines, problem }
    else {
      const cells = new Map(names.map((name, index) => [name, (record[index] ?? '').trim()] as const))
      for (const [name, text] of cells) if (text === '') cells.delete(name)
      yield { row, line: info.lines, fields: fieldsOf(cells), columnOf }
    }
  }
  yield* faults()
  if (names === undefined) {
    yield {
      row: 0,
      line: 1,
      problem: { expected: 'a first line with the names of the columns', isFatal: true },
    }
  }

  function* faults(): Iterable<Extract<ListItem, { problem: unknown }>> {
    for (const { error, line } of skipped.splice(0)) {
      row += 1
      // What a lost quote has swallowed cannot be told from what was meant.
      yield { row, line, problem: { expected: `well-formed CSV (${error.message})`, isFatal: true } }
    }
  }
}

function shapeProblem(record: readonly string[], names: readonly string[]): ListProblem | undefined {
  if (record.length !== names.length) {
    return {
      found: `${record.length} cells`,
      expected: `${names.length} cells, as in the first line`,
      isFatal: false,
    }
  }
  const broken = record.findIndex((cell) => cell.includes('\uFFFD'))
  if (broken === -1) return undefined
  return {
    column: names[broken] ?? '',
    found: record[broken] ?? '',
    expected: 'text in UTF-8',
    isFatal: false,
  }
}
