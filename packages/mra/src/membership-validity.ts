import type { FoundMembership, ListState, MembershipStatus } from '@trustlane/contracts'
import type { Policy } from './policy.ts'

const HOUR = 3_600_000
const MINUTE = 60_000

/** Whether an instant has come at `now` (ms). A text that is no instant never comes. */
export const hasCome = (instant: string, now: number): boolean => Date.parse(instant) <= now

/** Whether an instant is still ahead at `now` (ms). A text that is no instant is not: what it ends has ended. */
export const isAhead = (instant: string, now: number): boolean => Date.parse(instant) > now

type Dated = Pick<FoundMembership, 'status' | 'statusFrom' | 'validFrom' | 'validTo'>

/**
 * The status that a membership has at an instant. A loss that is announced for later leaves it certified until
 * then; a suspension or revocation does not wear off by the end of validity. `not-yet`: certified from later on.
 */
export function statusAt(
  { status, statusFrom, validFrom, validTo }: Dated,
  now: number,
): MembershipStatus | 'not-yet' {
  if (status === 'certified') {
    if (statusFrom !== undefined && !hasCome(statusFrom, now)) return 'not-yet'
  } else if (statusFrom === undefined || !isAhead(statusFrom, now)) return status
  if (validFrom !== undefined && !hasCome(validFrom, now)) return 'not-yet'
  return validTo !== undefined && !isAhead(validTo, now) ? 'expired' : 'certified'
}

export const isAdverse = (status: MembershipStatus | 'not-yet'): boolean =>
  status === 'suspended' || status === 'revoked'

/**
 * Whether a membership's source vouched for it recently enough. A list vouches for all that stand on it, so
 * its own date counts where it is later. Evidence holds until it expires, and not at all without an expiry. A
 * source that dates itself into the future would be believed for ever, and is not believed at all.
 */
export function isFresh(
  { source }: Pick<FoundMembership, 'source'>,
  list: ListState | undefined,
  { maximumAge }: Pick<Policy, 'maximumAge'>,
  now: number,
): boolean {
  // A list from the future renews nothing, and takes nothing from what its members were vouched for before.
  const renews = (kind: ListState['list']): boolean =>
    list?.list === kind && now - Date.parse(list.asOf) >= -maximumAge.aheadMinutes * MINUTE
  const vouched = (kind: ListState['list']): number =>
    list !== undefined && renews(kind) ? later(source.asOf, list.asOf) : Date.parse(source.asOf)
  switch (source.kind) {
    case 'feed':
      return isWithin(now - vouched('complete'), maximumAge.feedHours * HOUR, maximumAge)
    case 'complete':
      return isWithin(now - vouched('complete'), maximumAge.completeHours * HOUR, maximumAge)
    case 'published':
      return isWithin(now - vouched('published'), maximumAge.publishedDays * 24 * HOUR, maximumAge)
    case 'evidence':
      return source.expires !== undefined && isAhead(source.expires, now)
    case 'other':
      return false
  }
}

/** Whether a miss on a complete list may be believed. */
export const isListFresh = (
  { asOf }: ListState,
  { maximumAge }: Pick<Policy, 'maximumAge'>,
  now: number,
): boolean => isWithin(now - Date.parse(asOf), maximumAge.completeHours * HOUR, maximumAge)

/** An age that is no number is within no limit. */
const isWithin = (age: number, limit: number, { aheadMinutes }: Policy['maximumAge']): boolean =>
  age <= limit && age >= -aheadMinutes * MINUTE

/** NaN of either gives NaN, which is fresh in no comparison. */
const later = (a: string, b: string): number => Math.max(Date.parse(a), Date.parse(b))
