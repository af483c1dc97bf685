import { type Place, type Problem, type ProblemCode, problemOf, quoted } from '../problem.ts'
import { charsetOf } from './charset.ts'
import { problemsOfEnd } from './closing.ts'
import { DEFAULT_DELIMITERS, type Delimiters, delimitersOf, faultOfDelimiters } from './delimiters.ts'
import type { Locator } from './locator.ts'
import { offsetOf, textOf } from './segment.ts'
import { parse, type RawSegment, scan, type Segment, type Source } from './tokenizer.ts'

/** A message of an interchange. `segments` runs from UNH to UNT; without its UNT it is cut and not `complete`. */
export type Envelope = {
  /** From 1, counting every message of the input, of whatever type. */
  index: number
  unh: Segment
  segments: readonly RawSegment[]
  complete: boolean
}

export type PlaceOf = (segment: Segment, at?: { element?: number; component?: number }) => Place

export type Interchange = {
  source: Source
  /** As it stands in the input; empty where there is none. */
  una: string
  unb: Segment | undefined
  messages: readonly Envelope[]
  problems: readonly Problem[]
  placeOf: PlaceOf
  /** Where another interchange begins in the same input. */
  next: number | undefined
}

/** The byte order mark of UTF-8, in the one-character-per-byte text. */
export const MARK = '\u00ef\u00bb\u00bf'

/**
 * Takes the envelope apart that begins at `from`: UNA, UNB, groups, messages, UNZ. `text` has one character per
 * byte. Total: what is wrong is in `problems`, and messages that are whole are there in any case. `before` is
 * the number of messages that the input had up to here.
 */
export function readInterchange(text: string, locate: Locator, from = 0, before = 0): Interchange {
  const hasMark = text.startsWith(MARK)
  const blank = /[^ \t\r\n]/g
  blank.lastIndex = from === 0 && hasMark ? MARK.length : from
  const start = blank.exec(text)?.index ?? text.length
  const una = text.startsWith('UNA', start) ? text.slice(start, start + 9) : ''
  const delimiters = una === '' ? DEFAULT_DELIMITERS : delimitersOf(una.slice(3))
  const body = start + una.length
  const source = sourceOf(text, body, delimiters, hasMark)
  const placeOf: PlaceOf = (segment, at = {}) => {
    const byte = offsetOf(segment, at.element, at.component)
    const number = segment.number === 0 ? {} : { segment: segment.number }
    return { tag: segment.tag.slice(0, 12), ...number, ...at, ...locate(byte, source.charset.isUtf8), byte }
  }
  const fault = una === '' ? undefined : faultOfDelimiters(delimiters)
  if (fault !== undefined) {
    const message = `the service string advice ${quoted(una)} is unusable: ${fault}`
    const place = { tag: 'UNA', ...locate(start, false), byte: start }
    const problems = [problemOf('UNA_INVALID', message, place)]
    return { source, una, unb: undefined, messages: [], problems, placeOf, next: undefined }
  }
  return { source, una, placeOf, ...walk(source, body, before, placeOf) }
}

// The charset and, from syntax version 4 on, the repetition separator are known only once UNB is read.
function sourceOf(text: string, from: number, delimiters: Delimiters, hasMark: boolean): Source {
  const plain = { text, delimiters: { ...delimiters, repetition: ' ' }, charset: charsetOf('', hasMark) }
  const first = scan(plain, from, Math.min(text.length, from + 2000)).next().value
  const unb = first && parse(plain, first, 0)
  if (unb?.tag !== 'UNB') return plain
  const repetition = Number(textOf(unb, 1, 2)) >= 4 ? delimiters.repetition : ' '
  return { text, delimiters: { ...delimiters, repetition }, charset: charsetOf(textOf(unb, 1), hasMark) }
}

type Walk = Pick<Interchange, 'unb' | 'messages' | 'problems' | 'next'>

function walk(source: Source, body: number, before: number, placeOf: PlaceOf): Walk {
  const messages: Envelope[] = []
  const problems: Problem[] = []
  let unb: Segment | undefined
  let group: { ung: Segment; before: number } | undefined
  let groups = 0
  let open: { unh: Segment; segments: RawSegment[] } | undefined
  let hasStrayed = false
  let unz: Segment | undefined
  let last: RawSegment | undefined
  let next: number | undefined

  const tell = (code: ProblemCode, message: string, segment: Segment): void => {
    problems.push(problemOf(code, message, placeOf(segment)))
  }
  const close = (complete: boolean): void => {
    if (open !== undefined) messages.push({ index: before + messages.length + 1, ...open, complete })
    open = undefined
  }
  for (const raw of scan(source, body)) {
    const tag = serviceTagOf(source, raw)
    if (last !== undefined && (tag === 'UNB' || tag === 'UNA')) {
      next = raw.start
      break
    }
    last = raw
    if (tag === undefined && open !== undefined) {
      open.segments.push(raw)
      continue
    }
    const segment = parse(source, raw, 0)
    if (tag === 'UNT' && open !== undefined) {
      open.segments.push(raw)
      close(true)
    } else if (tag === undefined || tag === 'UNT') {
      // A run of strays is told once; a last segment that is cut is told below.
      if (!hasStrayed && raw.closed) {
        tell('OUTSIDE_MESSAGE', 'segments lie outside any message; expected UNH before them', segment)
      }
      hasStrayed = true
    } else {
      close(false)
      hasStrayed = false
      if (tag === 'UNB') unb = segment
      else if (tag === 'UNH') open = { unh: { ...segment, number: 1 }, segments: [raw] }
      else if (tag === 'UNZ') unz = segment
      else if (tag === 'UNG') {
        groups++
        group = { ung: segment, before: messages.length }
      } else if (group !== undefined) {
        const count = messages.length - group.before
        problems.push(...problemsOfEnd(group.ung, 5, segment, count, 'messages', placeOf))
        group = undefined
      }
    }
  }
  close(false)
  if (unb !== undefined && unz !== undefined) {
    const [count, what] = groups > 0 ? [groups, 'groups'] : [messages.length, 'messages']
    problems.push(...problemsOfEnd(unb, 5, unz, count, what, placeOf))
  }
  if (last?.closed === false) {
    const message =
      'the input ends inside a segment; expected a segment terminator and the rest of the interchange'
    tell('INTERCHANGE_TRUNCATED', message, parse(source, last, 0))
  } else if (last !== undefined && unb !== undefined && unz === undefined) {
    const message = 'the interchange has no UNZ; what should follow its last message may be lost'
    tell('INTERCHANGE_TRUNCATED', message, parse(source, last, 0))
  }
  return { unb, messages, problems, next }
}

// Only a few characters are looked at: the inside of a message is taken apart once, when it is read.
function serviceTagOf(source: Source, raw: RawSegment): string | undefined {
  if (!raw.closed) return undefined
  const head = source.text.slice(raw.start, Math.min(raw.end, raw.start + 8)).replaceAll(/[\r\n]/g, '')
  return /^UN[ABGHTEZ](?![A-Za-z0-9])/.exec(head)?.[0]
}
