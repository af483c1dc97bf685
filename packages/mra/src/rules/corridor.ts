import type { DirectedArrangement } from '../arrangement-set.ts'
import { isActiveStatus } from '../arrangement-status.ts'
import type { Case } from '../case.ts'
import { notBeforeOf } from '../start-date.ts'
import { detailOf, type Finding, type Rule } from './rule.ts'

function unknownEnds({ corridor: { from, to } }: Case): readonly Finding[] {
  if (from !== undefined && to !== undefined) return []
  const missing = [from === undefined && 'departure', to === undefined && 'destination'].filter(Boolean)
  return [{ code: 'CORRIDOR_UNKNOWN', detail: { missing: missing.join(' and ') } }]
}

/** Within one territory nothing is missing; with an end unknown nothing can be said. */
const isPair = ({ corridor: { from, to } }: Case): boolean =>
  from !== undefined && to !== undefined && from !== to

const pair = ({ corridor: { from, to } }: Case): Readonly<Record<string, string | undefined>> => ({
  from,
  to,
})

/** Operating, but this direction began later than the day in question (US→JP). */
const isBeforeDirection = ({ arrangement, direction, overlay }: DirectedArrangement, at: Date): boolean => {
  const notBefore = notBeforeOf(direction)
  return (
    overlay === undefined && isActiveStatus(arrangement.status) && notBefore !== undefined && at < notBefore
  )
}

function inactive(c: Case):
  | {
      readonly code: 'ARRANGEMENT_NOT_ACTIVE' | 'DIRECTION_NOT_COVERED'
      readonly directed: DirectedArrangement
    }
  | undefined {
  const [first] = c.candidates
  if (first === undefined || c.inForce.length > 0) return undefined
  const late = c.candidates.find((directed) => isBeforeDirection(directed, c.at))
  return late === undefined
    ? { code: 'ARRANGEMENT_NOT_ACTIVE', directed: first }
    : { code: 'DIRECTION_NOT_COVERED', directed: late }
}

function notActive(c: Case): readonly Finding[] {
  const found = inactive(c)
  if (found === undefined) return []
  const { arrangement, start } = found.directed
  return [
    {
      code: found.code,
      ...detailOf({
        ...pair(c),
        arrangement: arrangement.arrangementId,
        status: arrangement.status,
        confidence: arrangement.confidence,
        start: start.toISOString(),
      }),
    },
  ]
}

/** Group 2: is there an arrangement in force for this corridor? */
export const corridorRules: readonly Rule[] = [
  {
    id: 'corridor.unknown',
    group: 'corridor',
    codes: ['CORRIDOR_UNKNOWN'],
    source: 'Product: without both ends no arrangement can be looked up (domain section 8)',
    find: unknownEnds,
  },
  {
    id: 'corridor.no-arrangement',
    group: 'corridor',
    codes: ['NO_ARRANGEMENT', 'DIRECTION_NOT_COVERED'],
    source: 'WCO SAFE Framework: recognition is agreed between two administrations, per direction',
    find: (c) => {
      if (!isPair(c) || c.candidates.length > 0) return []
      return [{ code: c.reverseExists ? 'DIRECTION_NOT_COVERED' : 'NO_ARRANGEMENT', ...detailOf(pair(c)) }]
    },
  },
  {
    id: 'corridor.not-active',
    group: 'corridor',
    codes: ['ARRANGEMENT_NOT_ACTIVE', 'DIRECTION_NOT_COVERED'],
    source: 'Product: signed is not in force (domain section 9, Dates; policy `minimumConfidence`)',
    find: notActive,
  },
]
