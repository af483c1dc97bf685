import { isCargoDocument } from './cuscar/document-codes.ts'
import { readCuscar } from './cuscar/read-cuscar.ts'
import { type Envelope, type Interchange, readInterchange, standAlone } from './edifact/interchange.ts'
import { textOf } from './edifact/segment.ts'
import { parse } from './edifact/tokenizer.ts'
import { type Problem, type ProblemCode, problemOf, quoted } from './problem.ts'
import type { ReadMessage, ReadResult } from './read-result.ts'

/** Reads every CUSCAR message of an interchange, or of bare messages; those of other types are told and skipped. */
export function readEdifact(bytes: Uint8Array): ReadResult {
  const interchange = readInterchange(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'),
  )
  const problems = [...interchange.problems]
  const messages = interchange.messages.flatMap((envelope): ReadMessage[] => {
    const type = typeOf(interchange, envelope)
    if (type === 'other') {
      const message = `a message of type ${quoted(textOf(envelope.unh, 2))} is skipped; expected CUSCAR`
      problems.push(at(interchange, envelope, 'MESSAGE_SKIPPED', message))
      return []
    }
    const { manifest, problems: own } = readCuscar(interchange, envelope)
    const assumed =
      'the message names no type in UNH (0065); it is read as CUSCAR by its document code or CNI'
    const told = type === 'assumed' ? [at(interchange, envelope, 'TYPE_ASSUMED', assumed), ...own] : own
    return [{ manifest, problems: told, bytes: standAlone(interchange, envelope) }]
  })
  if (messages.length === 0 && problems.every(({ severity }) => severity === 'warning')) {
    problems.push(problemOf('NO_MANIFEST', 'no CUSCAR message in the interchange; expected at least one', {}))
  }
  return { format: 'edifact-cuscar', messages, problems }
}

function at({ placeOf }: Interchange, { unh, index }: Envelope, code: ProblemCode, message: string): Problem {
  return problemOf(code, message, { message: index, ...placeOf(unh, { element: 2 }) })
}

function typeOf({ source }: Interchange, { unh, segments }: Envelope): 'cuscar' | 'assumed' | 'other' {
  const type = textOf(unh, 2).toUpperCase()
  if (type !== '') return type === 'CUSCAR' ? 'cuscar' : 'other'
  for (const raw of segments) {
    const segment = parse(source, raw, 0)
    if (segment.tag === 'CNI') return 'assumed'
    if (segment.tag === 'BGM' && isCargoDocument(textOf(segment, 1))) return 'assumed'
  }
  return 'other'
}
