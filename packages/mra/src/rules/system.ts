import type { Case, KeyParty } from '../case.ts'
import { isFresh } from '../standing.ts'
import { isIdentified } from './identity.ts'
import { type Finding, type Rule } from './rule.ts'

/** The list that a miss would rest on; its age counts only where nothing was found. */
function staleOf(c: Case, { index, own, programme, isUnknown, ...view }: KeyParty): readonly Finding[] {
  if (isUnknown || programme === undefined) return []
  const stale = own.filter(({ source }) => !isFresh(source, c.policy, c.at))
  if (own.length > 0)
    return stale.slice(0, 1).map(({ source }) => ({
      code: 'STATUS_STALE',
      party: index,
      detail: { programme: programme.code, asOf: source.asOf },
    }))
  const list = c.facts.lists[programme.code]
  const isMiss = isIdentified({ index, own, programme, isUnknown, ...view })
  if (list === undefined || !isMiss || list.list === 'evidence') return []
  return isFresh({ kind: list.list, asOf: list.asOf }, c.policy, c.at)
    ? []
    : [{ code: 'STATUS_STALE', party: index, detail: { programme: programme.code, asOf: list.asOf } }]
}

/** Group 5: could we find out? What is unknown is neither trusted nor distrusted. */
export const systemRules: readonly Rule[] = [
  {
    id: 'system.status-unknown',
    group: 'system',
    codes: ['STATUS_UNKNOWN'],
    source: 'Product: a failed look-up is not an answer',
    find: (c) =>
      c.keyParties
        .filter(({ isUnknown }) => isUnknown)
        .map(({ index }) => {
          const facts = c.facts.parties[index]
          const cause = facts?.kind === 'unknown' ? facts.cause : 'no-facts'
          return { code: 'STATUS_UNKNOWN', party: index, detail: { cause } }
        }),
  },
  {
    id: 'system.status-stale',
    group: 'system',
    codes: ['STATUS_STALE'],
    source: 'Product, policy `maxAgeHours`',
    find: (c) => c.keyParties.flatMap((view) => staleOf(c, view)),
  },
  {
    id: 'system.list-not-loaded',
    group: 'system',
    codes: ['LIST_NOT_LOADED'],
    source: 'Product: without a list of the programme, nothing can be said of its members',
    find: (c) =>
      c.keyParties
        .filter(
          (view) =>
            !view.isUnknown &&
            isIdentified(view) &&
            view.own.length === 0 &&
            view.programme !== undefined &&
            c.facts.lists[view.programme.code] === undefined,
        )
        .map(({ index, programme }) => ({
          code: 'LIST_NOT_LOADED',
          party: index,
          detail: { programme: programme?.code ?? '' },
        })),
  },
]
