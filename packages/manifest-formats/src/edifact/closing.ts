import { type Problem, problemOf, quoted } from '../problem.ts'
import type { PlaceOf } from './interchange.ts'
import { textOf } from './segment.ts'
import type { Segment } from './tokenizer.ts'

/**
 * The problems of the count and the reference in a closing segment (UNT, UNE, UNZ), against what is there and
 * what opened it: warnings, since many senders count wrongly and lose nothing by it.
 */
export function problemsOfEnd(
  opening: Segment,
  openingElement: number,
  closing: Segment,
  count: number,
  what: string,
  placeOf: PlaceOf,
): readonly Problem[] {
  const problems: Problem[] = []
  const stated = textOf(closing, 1)
  if (stated === '' || Number(stated) !== count) {
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
