import type { Delimiters } from '../edifact/delimiters.ts'

/** Composites of an element, in their repetitions; a string stands for one component. */
export type WrittenElement = string | readonly string[] | readonly (readonly string[])[]

const isRepeated = (element: readonly unknown[]): element is readonly (readonly string[])[] =>
  Array.isArray(element[0])

/** A segment as a sender would write it, terminator included: everything that separates is released. */
export function renderSegment(
  tag: string,
  elements: readonly WrittenElement[],
  delimiters: Delimiters,
): string {
  const { component, element, release, repetition, terminator } = delimiters
  const special = new Set(
    [component, element, release, repetition, terminator].filter((char) => char !== ' '),
  )
  const released = (text: string): string =>
    release === ' ' ? text : Array.from(text, (char) => (special.has(char) ? release + char : char)).join('')
  const written = elements.map((one) => {
    const repetitions = typeof one === 'string' ? [[one]] : isRepeated(one) ? one : [one]
    return repetitions.map((parts) => parts.map(released).join(component)).join(repetition)
  })
  return [tag, ...written].join(element) + terminator
}

export const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8')

export const UNB = "UNB+UNOC:3+TRIDENT+USCBP+261124:0930+REF1'"
export const UNZ = "UNZ+1+REF1'"
export const HEADING = [
  "BGM+785+VOY042+9'",
  "DTM+137:20261124:102'",
  "TDT+20+042E+1++TLNU:172:182:TRIDENT OCEAN LINES'",
]
export const BILL = [
  "CNI+1'",
  "RFF+BM:TLNU001'",
  "LOC+9+JPTYO:139:6'",
  "LOC+11+USLGB:139:6'",
  "NAD+CZ+++AOBA PRECISION INSTRUMENTS KK+1-2-3 SHIBAURA+TOKYO++108-0023+JP'",
  "NAD+CN+++REDWOOD LABORATORY SUPPLY INC+++++US'",
]

/** A message from UNH to UNT, with the right count. */
export const message = (
  segments: readonly string[],
  { reference = 'M1', type = 'CUSCAR:D:95B:UN' } = {},
): string => [`UNH+${reference}+${type}'`, ...segments, `UNT+${segments.length + 2}+${reference}'`].join('\n')

/** An interchange of one message whose header is whole, with these bills. */
export const interchange = (...bills: readonly (readonly string[])[]): string =>
  [UNB, message([...HEADING, ...bills.flat()]), UNZ].join('\n')
