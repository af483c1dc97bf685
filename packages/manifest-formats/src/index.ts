export { readManifests } from './read-manifests.ts'
export type { ReadMessage, ReadResult } from './read-result.ts'
export {
  describeProblem,
  hasErrors,
  type Place,
  type Problem,
  PROBLEM_CODES,
  type ProblemCode,
} from './problem.ts'
export { isToOrder } from './party-name.ts'
