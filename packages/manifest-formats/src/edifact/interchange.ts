import { type Place, type Problem, problemOf, quoted } from '../problem.ts'
import { charsetOf } from './charset.ts'
import { DEFAULT_DELIMITERS, type Delimiters, delimitersOf, faultOfDelimiters } from './delimiters.ts'
import { locatorOf } from './locator.ts'
import { offsetOf, textOf } from './segment.ts'
import { parse, type RawSegment, scan, type Segment, type Source } from './tokenizer.ts'

/** A message of an interchange. `segments` runs from UNH to UNT; without its UNT it is cut and not `complete`. */
export type Envelope = {
  /** From 1, counting every message of the interchange, of whatever type. */
  index: number
  unh: Segment
  segments: readonly RawSegment[]
  complete: boolean
}

export type Interchange = {
  source: Source
  una: string
  unb: Segment | undefined
  messages: readonly Envelope[]
  problems: readonly Problem[]
  placeOf: (segment: Segment, at?: { element?: number; component?: number }) => Place
}

const BOM = '\u00ef\u00bb\u00bf'

/**
 * Takes the envelope apart: UNA, UNB, groups, messages, UNZ. `text` has one character per byte. Total: what is
 * wrong is in `problems`, and messages that are whole are there in any case.
 */
export function readInterchange(text: string): Interchange {
  const hasMark = text.startsWith(BOM)
  const start = text.slice(hasMark ? 3 : 0).search(/\S/) + (hasMark ? 3 : 0)
  const una = text.startsWith('UNA', start) ? text.slice(start, start + 9) : ''
  const delimiters = una === '' ? DEFAULT_DELIMITERS : delimitersOf(una.slice(3))
  const body = start + una.length
  const source = sourceOf(text, body, delimiters, hasMark)
  const locate = locatorOf(text, source.charset.isUtf8)

  const placeOf: Interchange['placeOf'] = (segment, at = {}) => {
    const byte = offsetOf(segment, at.element, at.component)
    const number = segment.number === 0 ? {} : { segment: segment.number }
    return { tag: segment.tag.slice(0, 12), ...number, ...at, ...locate(byte), byte }
  }
  const fault = una === '' ? undefined : faultOfDelimiters(delimiters)
  if (fault !== undefined) {
    const message = `the service string advice ${quoted(una)} is unusable: ${fault}`
    const place = { tag: 'UNA', ...locate(start), byte: start }
    return {
      source,
      una,
      unb: undefined,
      messages: [],
      problems: [problemOf('UNA_INVALID', message, place)],
      placeOf,
    }
  }
  return { source, una, placeOf, ...walk(source, scan(source, body), placeOf) }
}

// The charset and, from syntax version 4 on, the repetition separator are known only once UNB is read.
function sourceOf(text: string, from: number, delimiters: Delimiters, hasMark: boolean): Source {
  const plain = { text, delimiters: { ...delimiters, repetition: ' ' }, charset: charsetOf('', hasMark) }
  const end = Math.min(text.length, from + 2000)
  const first = scan(plain, from, end)[0]
  const unb = first && parse(plain, first, 0)
  if (unb?.tag !== 'UNB') return plain
  const version = Number(textOf(unb, 1, 2))
  const repetition = version >= 4 ? delimiters.repetition : ' '
  return { text, delimiters: { ...delimiters, repetition }, charset: charsetOf(textOf(unb, 1), hasMark) }
}

type Walk = Pick<Interchange, 'unb' | 'messages' | 'problems'>

function walk(source: Source, raws: readonly RawSegment[], placeOf: Interchange['placeOf']): Walk {
  const messages: Envelope[] = []
  const problems: Problem[] = []
  let unb: Segment | undefined
  let group: { ung: Segment; before: number } | undefined
  let groups = 0
  let open: { unh: Segment; segments: RawSegment[] } | undefined
  let strayed = false
  let ended = false

  const close = (complete: boolean): void => {
    if (open !== undefined) messages.push({ index: messages.length + 1, ...open, complete })
    open = undefined
  }
  const outside = (segment: Segment): void => {
    if (!strayed) {
      const message = 'segments lie outside any message; expected UNH before them'
      problems.push(problemOf('OUTSIDE_MESSAGE', message, placeOf(segment)))
    }
    strayed = true
  }
  for (const raw of raws) {
    const tag = tagOf(source, raw)
    const isService = raw.closed && SERVICE.has(tag)
    if (!isService && open !== undefined) {
      open.segments.push(raw)
      continue
    }
    const segment = parse(source, raw, 0)
    if (!isService) {
      // What is cut is told of below, unless it stands alone.
      if (raw.closed || messages.length === 0) outside(segment)
      continue
    }
    if (tag === 'UNT') {
      if (open === undefined) outside(segment)
      else open.segments.push(raw)
      close(true)
      continue
    }
    close(false)
    strayed = false
    if (tag === 'UNH') open = { unh: { ...segment, number: 1 }, segments: [raw] }
    else if (tag === 'UNB') {
      if (unb === undefined) unb = segment
      else
        problems.push(
          problemOf(
            'OUTSIDE_MESSAGE',
            'a second UNB; its messages are read under the first',
            placeOf(segment),
          ),
        )
    } else if (tag === 'UNG') {
      groups++
      group = { ung: segment, before: messages.length }
    } else if (tag === 'UNE') {
      if (group !== undefined) {
        problems.push(
          ...compareEnds(group.ung, 5, segment, messages.length - group.before, 'messages', placeOf),
        )
      }
      group = undefined
    } else {
      ended = true
      const found = groups > 0 ? groups : messages.length
      if (unb !== undefined) {
        problems.push(...compareEnds(unb, 5, segment, found, groups > 0 ? 'groups' : 'messages', placeOf))
      }
    }
  }
  close(false)
  const last = raws.at(-1)
  if (last !== undefined && (!last.closed || (unb !== undefined && !ended))) {
    const message = last.closed
      ? 'the interchange has no UNZ; what should follow its last message may be lost'
      : 'the input ends inside a segment; expected a segment terminator and the rest of the interchange'
    problems.push(problemOf('INTERCHANGE_TRUNCATED', message, placeOf(parse(source, last, 0))))
  }
  return { unb, messages, problems }
}

const SERVICE: ReadonlySet<string> = new Set(['UNB', 'UNG', 'UNH', 'UNT', 'UNE', 'UNZ'])

// Only a few characters are looked at: the inside of a message is taken apart once, when it is read.
function tagOf(source: Source, raw: RawSegment): string {
  const head = source.text.slice(raw.start, Math.min(raw.end, raw.start + 8)).replaceAll(/[\r\n]/g, '')
  return /^[A-Z]{3}(?![A-Za-z0-9])/.exec(head)?.[0] ?? ''
}

/** The problems of a count and a reference in a closing segment (UNT, UNE, UNZ), against what opened it. */
export function compareEnds(
  opening: Segment,
  openingElement: number,
  closing: Segment,
  count: number,
  what: string,
  placeOf: Interchange['placeOf'],
): readonly Problem[] {
  const problems: Problem[] = []
  const stated = textOf(closing, 1)
  if (Number(stated) !== count || stated === '') {
    const message = `${quoted(stated)} ${what} are stated, ${count} are there`
    problems.push(problemOf('COUNT_MISMATCH', message, placeOf(closing, { element: 1 })))
  }
  const [begun, ended] = [textOf(opening, openingElement), textOf(closing, 2)]
  if (begun !== ended) {
    const message = `the reference is ${quoted(ended)}, that of ${opening.tag} is ${quoted(begun)}`
    problems.push(problemOf('REFERENCE_MISMATCH', message, placeOf(closing, { element: 2 })))
  }
  return problems
}

/**
 * A message as an interchange of its own, in the bytes it came in: byte order mark, UNA, UNB, the message, and
 * a UNZ that counts one. A message that is cut stays cut: nothing is put after it.
 */
export function standAlone({ source, una, unb }: Interchange, { segments, complete }: Envelope): Uint8Array {
  const { text, delimiters } = source
  const { element, terminator } = delimiters
  const first = segments[0]
  const last = segments.at(-1)
  const message = text.slice(first?.start, last === undefined ? 0 : last.end + (last.closed ? 1 : 0))
  const head = (text.startsWith(BOM) ? BOM : '') + una
  if (unb === undefined) return Buffer.from(head + message, 'latin1')
  const opening = text.slice(unb.at, unb.end) + terminator
  const hasMore = unb.elements.length > 6
  const reference = text.slice(offsetOf(unb, 5), hasMore ? offsetOf(unb, 6) - 1 : unb.end)
  const closing = complete ? ['UNZ', '1', reference].join(element) + terminator : ''
  return Buffer.from(head + opening + message + closing, 'latin1')
}
