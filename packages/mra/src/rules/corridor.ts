import { isBeforeDirection } from '../arrangement-choice.ts'
import type { Case } from '../case.ts'
import { isActiveStatus } from '../arrangement-status.ts'
import { findIf, type Rule } from './rule.ts'

/** Group 2: whether an arrangement covers the corridor in this direction at this instant. */
export const CORRIDOR_RULES: readonly Rule<Case>[] = [
  {
    id: 'corridor.unknown',
    group: 'corridor',
    codes: ['CORRIDOR_UNKNOWN'],
    source: 'domain 8, "Corridor"',
    find({ corridor: { from, to } }) {
      const missing = [from === undefined ? 'departure' : '', to === undefined ? 'destination' : '']
      const ends = missing.filter((end) => end !== '').join(' and ')
      return findIf(ends !== '', 'CORRIDOR_UNKNOWN', { missing: ends })
    },
  },
  {
    id: 'corridor.no-arrangement',
    group: 'corridor',
    codes: ['NO_ARRANGEMENT'],
    source: 'domain 9, group 2',
    find({ corridor: { from, to }, choice }) {
      if (from === undefined || to === undefined || from === to) return []
      const is = choice.candidates.length === 0 && !choice.isReverseKnown
      return findIf(is, 'NO_ARRANGEMENT', { from, to })
    },
  },
  {
    id: 'corridor.arrangement-not-active',
    group: 'corridor',
    codes: ['ARRANGEMENT_NOT_ACTIVE'],
    source: 'domain 9, "Dates", policy `minimumConfidence`; domain 7: signed is not implemented',
    find({ choice: { candidates, chosen }, at }) {
      if (chosen !== undefined) return []
      return candidates
        .filter((candidate) => !isBeforeDirection(candidate, at))
        .slice(0, 1)
        .map(({ arrangement, start }) => ({
          code: 'ARRANGEMENT_NOT_ACTIVE',
          detail: {
            arrangement: arrangement.arrangementId,
            status: arrangement.status,
            confidence: arrangement.confidence,
            ...(isActiveStatus(arrangement.status) && { start: start.toISOString() }),
          },
        }))
    },
  },
  {
    id: 'corridor.direction-not-covered',
    group: 'corridor',
    codes: ['DIRECTION_NOT_COVERED'],
    source: 'domain 9, "Dates": US to JP from 2016 on, since C-TPAT had no exporters when it was signed',
    find({ choice: { candidates, chosen, isReverseKnown }, corridor: { from = '', to = '' }, at }) {
      if (chosen !== undefined) return []
      const is = isReverseKnown || candidates.some((candidate) => isBeforeDirection(candidate, at))
      return findIf(is, 'DIRECTION_NOT_COVERED', { from, to })
    },
  },
]
