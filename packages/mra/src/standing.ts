import type { FoundMembership, MembershipStatus } from '@trustlane/contracts'
import type { Policy } from './policy.ts'
import type { Programme } from './programmes.ts'

const HOUR = 3_600_000

/** Grade D is a name and no more: it never counts (domain section 8). */
export const isRecognised = ({ match }: FoundMembership): boolean => match.grade !== 'D'

/**
 * The status at an instant. A status that begins later does not hold yet: until then a member that will be
 * suspended is certified. Intervals are half-open, so that at `validTo` it has expired. `not-yet`: certified
 * from a later instant on.
 */
export function statusAt(
  { status, statusFrom, validFrom, validTo }: FoundMembership,
  at: Date,
): MembershipStatus | 'not-yet' {
  const holds = statusFrom === undefined || Date.parse(statusFrom) <= at.getTime()
  if (status !== 'certified' && holds) return status
  if (validTo !== undefined && Date.parse(validTo) <= at.getTime()) return 'expired'
  if (validFrom !== undefined && Date.parse(validFrom) > at.getTime()) return 'not-yet'
  return status === 'certified' && !holds ? 'not-yet' : 'certified'
}

export const isCertified = (membership: FoundMembership, at: Date): boolean =>
  statusAt(membership, at) === 'certified'

/** Whether a source may still be believed: exactly at the limit it may. */
export function isFresh(
  source: Pick<FoundMembership['source'], 'kind' | 'asOf' | 'expires'>,
  policy: Policy,
  at: Date,
): boolean {
  const age = at.getTime() - Date.parse(source.asOf)
  if (age < -policy.maxClockSkewHours * HOUR) return false
  switch (source.kind) {
    case 'evidence':
      return source.expires !== undefined && at.getTime() < Date.parse(source.expires)
    case 'feed':
    case 'complete':
    case 'published':
      return age <= policy.maxAgeHours[source.kind] * HOUR
    case 'other':
      return false
  }
}

/** Whether the tier is enough. One that is required and not known is not. */
export function hasTier({ tier }: FoundMembership, programme: Programme, policy: Policy): boolean {
  const required = policy.minimumTier[programme.code]
  if (required === undefined) return true
  const order = programme.tiers ?? []
  return tier !== undefined && order.includes(tier) && order.indexOf(tier) >= order.indexOf(required)
}

/**
 * Whether the member's status may be used abroad: consent was given, or is implied since the source is a feed
 * or list made for mutual recognition. A public list implies none (EU: written consent, withdrawn at will).
 */
export function consentOf({ consent, source }: FoundMembership): 'given' | 'assumed' | 'missing' {
  if (consent === 'given') return 'given'
  if (consent === 'withdrawn') return 'missing'
  return source.kind === 'feed' || source.kind === 'complete' ? 'assumed' : 'missing'
}
