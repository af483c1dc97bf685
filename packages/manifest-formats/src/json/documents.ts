import { type Place, type Problem, problemOf } from '../problem.ts'
import { lineAndColumn, syntaxErrorOf } from './syntax-error.ts'

/** One JSON value of the input: `root` is its path, `place` what else tells it from the others. */
export type JsonDocument = { root: string; place: Place; bytes: Uint8Array } & (
  | { value: unknown }
  | { problem: Problem }
)

/**
 * The manifests of a JSON text, not yet looked at: one value, the elements of an array, or the lines of NDJSON.
 * A line that is no JSON leaves the other lines readable.
 */
export function documentsOf(text: string, bytes: Uint8Array): JsonDocument[] {
  const whole = parsed(text)
  if (whole !== undefined) {
    if (!Array.isArray(whole.value)) return [{ root: '$', place: {}, bytes, value: whole.value }]
    return whole.value.map((value: unknown, index) => {
      const place = { message: index + 1 }
      return { root: `$[${index}]`, place, bytes: Buffer.from(JSON.stringify(value)), value }
    })
  }
  const lines = text.split('\n')
  const firstLine = lines.find((line) => line.trim() !== '') ?? ''
  // A pretty-printed object begins with a line that is no JSON; NDJSON does not.
  const isLines = lines.length > 1 && parsed(firstLine) !== undefined
  if (!isLines) return [broken(text, bytes, { root: '$', place: {}, line: 1 }, text)]
  let message = 0
  let byte = 0
  return lines.flatMap((line, index): JsonDocument[] => {
    const start = byte
    byte += Buffer.byteLength(line) + 1
    if (line.trim() === '') return []
    const place = { message: ++message, line: index + 1, column: 1, byte: start }
    const value = parsed(line)
    const lineBytes = Buffer.from(line)
    if (value === undefined) return [broken(line, lineBytes, { root: '$', place, line: index + 1 }, line)]
    return [{ root: '$', place, bytes: lineBytes, value: value.value }]
  })
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

function broken(
  text: string,
  bytes: Uint8Array,
  { root, place, line }: { root: string; place: Place; line: number },
  origin: string,
): JsonDocument {
  const { index, message } = syntaxErrorOf(text) ?? { index: 0, message: 'the text is too deeply nested' }
  const spot = lineAndColumn(origin, index)
  const byte = (place.byte ?? 0) + Buffer.byteLength(text.slice(0, index))
  const where: Place = { ...place, line: line + spot.line - 1, column: spot.column, byte }
  return { root, place, bytes, problem: problemOf('JSON_SYNTAX', `this is not JSON: ${message}`, where) }
}
