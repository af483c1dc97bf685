import type { FoundMembership, Override } from '@trustlane/contracts'
import { type Case, membershipsOf } from './case.ts'

/**
 * The first instant at which something that a decision relies on ends: a membership, the link that led to it,
 * the arrangement, an officer's override. The age of a list does not count: it is judged at the next decision.
 */
export function goodUntil(
  c: Case,
  relied: readonly number[],
  override: Override | undefined,
): string | undefined {
  const ends = relied.flatMap((index) => {
    const view = c.parties[index]
    if (view === undefined) return []
    const key = c.keyParties.find((party) => party.index === index)
    const memberships = key?.own ?? membershipsOf(view, c.importing)
    return memberships.flatMap((found) => endsOf(found, c))
  })
  if (relied.length > 0 && !c.byDestinationMembership) {
    const end = c.inForce[0]?.end
    if (end !== undefined) ends.push(end.toISOString())
  }
  if (override !== undefined) ends.push(override.expires)
  const instants = ends.map((end) => Date.parse(end)).filter((end) => end > c.at.getTime())
  return instants.length === 0 ? undefined : new Date(Math.min(...instants)).toISOString()
}

function endsOf(
  { validTo, status, statusFrom, match, source, revalidationDue }: FoundMembership,
  c: Case,
): string[] {
  const ends = [
    validTo,
    status === 'certified' ? undefined : statusFrom,
    match.link?.validTo,
    source.kind === 'evidence' ? source.expires : undefined,
    c.policy.revalidationOverdue === 'review' ? revalidationDue : undefined,
  ]
  return ends.filter((end) => end !== undefined)
}
