import type { KeyParty } from './case.ts'
import { hasProgrammeIdentifier, isConfirmed } from './claims.ts'
import { matchedMemberships } from './party-view.ts'

/** A name and nothing else, and nobody known by it: says neither that it is trusted nor that it is not. */
export function isNotIdentified({ view, markers, standing, claims }: KeyParty): boolean {
  if (standing.kind !== 'none' && standing.kind !== 'candidate') return false
  const speakers = [view, ...markers]
  return (
    claims.length === 0 &&
    !speakers.some(hasProgrammeIdentifier) &&
    !speakers.some(({ facts }) => matchedMemberships(facts).length > 0)
  )
}

/**
 * Whether the answer to a key party depends on who is not on its programme's list: it bears a number and was
 * not found, or it claims what was not found beside a membership found otherwise.
 */
export function isMissed(key: KeyParty): boolean {
  const { standing, claims, programme } = key
  if (standing.kind === 'none' || standing.kind === 'candidate') return !isNotIdentified(key)
  return (
    standing.kind === 'member' &&
    claims.some((claim) => claim.about === programme && !isConfirmed(claim, claim.by))
  )
}
