import type { PlaceOf } from '../edifact/interchange.ts'
import type { Segment } from '../edifact/tokenizer.ts'
import { type Problem, type ProblemCode, problemOf } from '../problem.ts'

/** Says what is wrong at a segment of the message that is being read. */
export type Report = (
  code: ProblemCode,
  segment: Segment,
  message: string,
  at?: { element?: number; component?: number; bill?: string | undefined; severity?: Problem['severity'] },
) => void

/** A `Report` that puts each problem at its place in the interchange, with the number of its message. */
export function reporter(index: number, placeOf: PlaceOf, add: (problem: Problem) => void): Report {
  return (code, segment, message, { bill, severity, ...at } = {}) => {
    const place = { message: index, ...placeOf(segment, at), ...(bill !== undefined && { bill }) }
    add(problemOf(code, message, place, severity))
  }
}
