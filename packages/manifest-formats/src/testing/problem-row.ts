import type { Place, ProblemCode } from '../problem.ts'

/** An input, and a problem that must be told of it: at exactly this place, in these words among others. */
export type ProblemRow = {
  code: ProblemCode
  input: Uint8Array
  /** Without the byte where there are line and column, from which the test computes it. */
  place: Place
  words: string
}
