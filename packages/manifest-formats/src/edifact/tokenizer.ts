import type { Charset } from './charset.ts'
import type { Delimiters } from './delimiters.ts'

/**
 * An interchange as text with one character per byte (`latin1`), so that an index in it is a byte offset;
 * `charset` turns the pieces into what they mean.
 */
export type Source = { text: string; delimiters: Delimiters; charset: Charset }

/** A segment by its bounds: from the first character of its tag to its terminator, which is at `end`. */
export type RawSegment = { start: number; end: number; closed: boolean }

export type Component = { readonly text: string; readonly at: number }

/** A segment, taken apart: `elements[0]` is the tag; an element is a list of repetitions, each of components. */
export type Segment = {
  readonly tag: string
  readonly at: number
  readonly end: number
  /** From 1 at UNH; 0 for the segments of the envelope. */
  readonly number: number
  readonly elements: readonly (readonly (readonly Component[])[])[]
  /** Offset of the first byte that the charset does not know. */
  readonly undecodable?: number
  /** Longer than any segment is; only its beginning has been taken apart. */
  readonly oversized: boolean
  /** Some bytes lie outside the charset that UNB names, but could be read. */
  readonly doubtful: boolean
}

const isBreak = (char: string | undefined): boolean => char === '\n' || char === '\r'
const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t' || isBreak(char)

/** The segments between two offsets. What follows the last terminator is one that is not `closed`, unless it is blank. */
export function* scan(
  { text, delimiters }: Source,
  from: number,
  to = text.length,
): Generator<RawSegment, undefined> {
  const { terminator, release } = delimiters
  let start = skipBlank(text, from)
  while (start < to) {
    let end = text.indexOf(terminator, start)
    while (end !== -1 && end < to && isReleased(text, start, end, release))
      end = text.indexOf(terminator, end + 1)
    const closed = end !== -1 && end < to
    if (!closed) end = to
    if (closed || !isPadding(text.slice(start, end))) yield { start, end, closed }
    start = skipBlank(text, end + 1)
  }
  return undefined
}

// Old systems pad with NUL, or end a file with Ctrl-Z.
const isPadding = (text: string): boolean => text.replaceAll('\0', '').replaceAll('\u001a', '').trim() === ''

function skipBlank(text: string, from: number): number {
  let at = from
  while (isBlank(text[at])) at++
  return at
}

// A line may be wrapped between the release character and what it releases.
function isReleased(text: string, start: number, at: number, release: string): boolean {
  if (release === ' ') return false
  let releases = 0
  for (let back = at - 1; back >= start; back--) {
    if (text[back] === release) releases++
    else if (!isBreak(text[back])) break
  }
  return releases % 2 === 1
}

/** Bytes of the longest segment that is taken apart: many times what any directory allows, and what memory bears. */
export const LONGEST_SEGMENT = 65_536

/** Takes a segment apart. Line breaks inside it are dropped; a released character is kept as it is. */
export function parse(source: Source, raw: RawSegment, number: number): Segment {
  const { text, charset } = source
  const { component, element, release, repetition } = source.delimiters
  const elements: Component[][][] = []
  let components: Component[] = []
  let repetitions: Component[][] = [components]
  let [piece, from, at] = ['', raw.start, raw.start]
  const oversized = raw.end - raw.start > LONGEST_SEGMENT
  const end = oversized ? raw.start + LONGEST_SEGMENT : raw.end
  let undecodable: number | undefined
  let doubtful = false

  const endComponent = (end: number): void => {
    const decoded = charset.decode(piece + text.slice(from, end))
    if (decoded.text === undefined) undecodable ??= at
    doubtful ||= decoded.doubtful
    components.push({ text: decoded.text ?? '', at })
    piece = ''
    from = at = end + 1
  }
  for (let index = raw.start; index < end; index++) {
    const char = text[index]
    if (isBreak(char)) {
      piece += text.slice(from, index)
      from = index + 1
    } else if (char === release && release !== ' ') {
      piece += text.slice(from, index)
      do index++
      while (isBreak(text[index]))
      from = index
    } else if (char === component) {
      endComponent(index)
    } else if (char === element) {
      endComponent(index)
      elements.push(repetitions)
      components = []
      repetitions = [components]
    } else if (char === repetition && repetition !== ' ') {
      endComponent(index)
      components = []
      repetitions.push(components)
    }
  }
  endComponent(end)
  elements.push(repetitions)
  const tag = (elements[0]?.[0]?.[0]?.text ?? '').trimEnd()
  const segment = { tag, at: raw.start, end: raw.end, number, elements, oversized, doubtful }
  return undecodable === undefined ? segment : { ...segment, undecodable }
}
