import { type Problem, problemOf } from './problem.ts'

const MOST = 10_000

/**
 * Collects the problems of one message. Beyond 10,000 only their number is kept, since garbage can hold a
 * problem in every third byte; the last entry then says how many were left out, as an error if one of them is.
 */
export function problemLog(most = MOST): {
  add: (problem: Problem) => void
  problems: () => readonly Problem[]
} {
  const kept: Problem[] = []
  let more = 0
  let errorAmongThem = false
  return {
    add(problem) {
      if (kept.length < most) {
        kept.push(problem)
        return
      }
      more++
      errorAmongThem ||= problem.severity === 'error'
    },
    problems() {
      if (more === 0) return kept
      const severity = errorAmongThem ? 'error' : 'warning'
      return [...kept, problemOf('MORE_PROBLEMS', `${more} more problems are not listed`, {}, severity)]
    },
  }
}
