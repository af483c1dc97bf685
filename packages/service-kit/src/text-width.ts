import { stripVTControlCharacters } from 'node:util'

/** Ranges of Unicode's East Asian Width W and F, and pictures that terminals draw two cells wide. */
const WIDE =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}\p{Emoji_Presentation}]/u
/** Marks that sit on the character before them, and what draws nothing at all. */
const ZERO = /^[\p{Mn}\p{Me}\p{Cc}\p{Cf}]/u
const ASCII = /^[\u0020-\u007E]*$/

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** Half-width voicing marks: part of the grapheme before them, and yet with a cell of their own. */
const HALF_MARK = /(?<=.)[\uFF9E\uFF9F]/gsu

const cellsOf = (grapheme: string): number =>
  ZERO.test(grapheme) ? 0 : (WIDE.test(grapheme) ? 2 : 1) + (grapheme.match(HALF_MARK)?.length ?? 0)

/** Cells that a terminal needs for the text: two for a wide East Asian character, none for a combining mark. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length
  let width = 0
  for (const { segment } of graphemes.segment(stripVTControlCharacters(text))) width += cellsOf(segment)
  return width
}

/** The text, cut to at most `width` cells; what was cut shows as an ellipsis. Never splits a grapheme. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  if (width < 1) return ''
  let kept = ''
  let used = 1
  for (const { segment } of graphemes.segment(text)) {
    used += cellsOf(segment)
    if (used > width) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu
/** Bidirectional overrides and isolates: they let a name rewrite how its neighbours read. */
const BIDI = /[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/gu

/**
 * Text of a stranger, safe to show on one line of a terminal: no control characters (a firm's name may hold an
 * escape sequence), no line breaks, no bidirectional overrides.
 */
export const oneLine = (text: string): string =>
  stripVTControlCharacters(text).replaceAll(BIDI, '').replaceAll(CONTROLS, ' ')
