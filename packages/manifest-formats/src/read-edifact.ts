import { isCargoDocument } from './cuscar/document-codes.ts'
import { readCuscar } from './cuscar/read-cuscar.ts'
import { type Envelope, type Interchange, readInterchange } from './edifact/interchange.ts'
import { locatorOf } from './edifact/locator.ts'
import { textOf } from './edifact/segment.ts'
import { standAlone } from './edifact/stand-alone.ts'
import { parse } from './edifact/tokenizer.ts'
import { hasErrors, type Problem, type ProblemCode, problemOf, quoted } from './problem.ts'
import { problemLog } from './problem-log.ts'
import { MOST_MESSAGES, type ReadMessage, type ReadResult, tooManyMessages } from './read-result.ts'

/** Reads every CUSCAR message of the interchanges, or bare messages; those of other types are told and skipped. */
export function readEdifact(bytes: Uint8Array): ReadResult {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const locate = locatorOf(text)
  const log = problemLog()
  const messages: ReadMessage[] = []
  let from: number | undefined = 0
  let before = 0
  while (from !== undefined) {
    const interchange: Interchange = readInterchange(text, locate, from, before)
    for (const problem of interchange.problems) log.add(problem)
    if (before + interchange.messages.length > MOST_MESSAGES) return tooManyMessages('edifact-cuscar')
    for (const envelope of interchange.messages) {
      const read = readMessage(interchange, envelope)
      if ('skipped' in read) log.add(read.skipped)
      else messages.push(read)
    }
    before += interchange.messages.length
    from = interchange.next
  }
  if (messages.length === 0 && !hasErrors(log.problems())) {
    log.add(problemOf('NO_MANIFEST', 'no CUSCAR message in the input; expected at least one', {}))
  }
  return { format: 'edifact-cuscar', messages, problems: log.problems() }
}

function readMessage(interchange: Interchange, envelope: Envelope): ReadMessage | { skipped: Problem } {
  const type = typeOf(interchange, envelope)
  if (type === 'other') {
    const message = `a message of type ${quoted(textOf(envelope.unh, 2))} is skipped; expected CUSCAR`
    return { skipped: problemAt(interchange, envelope, 'MESSAGE_SKIPPED', message) }
  }
  const { manifest, problems } = readCuscar(interchange, envelope)
  const bytes = standAlone(interchange, envelope)
  if (type === 'cuscar') return { manifest, problems, bytes }
  const assumed = 'no message type in UNH (0065); read as CUSCAR by its document code or its CNI'
  return {
    manifest,
    bytes,
    problems: [problemAt(interchange, envelope, 'TYPE_ASSUMED', assumed), ...problems],
  }
}

const problemAt = (
  { placeOf }: Interchange,
  { unh, index }: Envelope,
  code: ProblemCode,
  message: string,
): Problem => problemOf(code, message, { message: index, ...placeOf(unh, { element: 2 }) })

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
