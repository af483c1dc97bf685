import { canonicalJson, type FoundMembership, type MatchGrade, type PartyFacts } from '@trustlane/contracts'
import { statusAt } from './membership-validity.ts'
import { matchedMemberships } from './party-view.ts'

/**
 * What a party is to one programme. `candidate`: found by its name only, which never counts. `ambiguous`:
 * found as more than one member.
 */
export type Standing =
  | { readonly kind: 'unknown' | 'none' | 'candidate' | 'ambiguous' }
  | { readonly kind: 'member'; readonly membership: FoundMembership }

const RANK: Readonly<Record<MatchGrade, number>> = { A: 0, B: 1, C: 2, D: 3 }

/**
 * The standing that a party has in a programme by its own facts and those of the marker parties that are the
 * same firm. `witnesses`, markers that are tied to it by their role alone, add no membership: they may only
 * contradict. `now` in milliseconds. A failed look-up of any of them leaves the whole unknown.
 */
export function standingIn(
  programme: string | undefined,
  now: number,
  own: readonly PartyFacts[],
  witnesses: readonly PartyFacts[] = [],
): Standing {
  if (own.some(isUnknown) || witnesses.some(isUnknown)) return { kind: 'unknown' }
  const found = own.flatMap((facts) => bestOf(facts, programme))
  const [first, ...rest] = found
  if (first === undefined) return { kind: own.some((f) => hasCandidate(f, programme)) ? 'candidate' : 'none' }
  const others = witnesses.flatMap((facts) => bestOf(facts, programme))
  if ([...rest, ...others].some(({ memberId }) => memberId !== first.memberId)) return { kind: 'ambiguous' }
  const contradicting = others.filter((other) => !holds(other, now))
  return {
    kind: 'member',
    membership: [...rest, ...contradicting].reduce((a, b) => preferred(a, b, now), first),
  }
}

const isUnknown = ({ kind }: PartyFacts): boolean => kind === 'unknown'

/** Memberships of the programme at the best grade that there is. */
function bestOf(facts: PartyFacts, programme: string | undefined): readonly FoundMembership[] {
  const matched = matchedMemberships(facts).filter((membership) => membership.programme === programme)
  const best = Math.min(...matched.map(({ match }) => RANK[match.grade]))
  return matched.filter(({ match }) => RANK[match.grade] === best)
}

const hasCandidate = (facts: PartyFacts, programme: string | undefined): boolean =>
  facts.kind === 'answered' && facts.memberships.some((membership) => membership.programme === programme)

/** Of two records of one membership the one that says less for it; where they agree on that, the better match. */
function preferred(a: FoundMembership, b: FoundMembership, now: number): FoundMembership {
  const byStatus = Number(holds(a, now)) - Number(holds(b, now))
  if (byStatus !== 0) return byStatus < 0 ? a : b
  const byGrade = RANK[a.match.grade] - RANK[b.match.grade]
  if (byGrade !== 0) return byGrade < 0 ? a : b
  // The order of parties must not decide: any order that depends on the records alone will do.
  return canonicalJson(a) <= canonicalJson(b) ? a : b
}

const holds = (membership: FoundMembership, now: number): boolean => statusAt(membership, now) === 'certified'
