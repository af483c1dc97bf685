import type { PartyRole } from '@trustlane/contracts'
import type { Direction, Territory } from './arrangement.ts'
import { isAdverse, statusAt } from './membership-validity.ts'
import { ownEntry } from './own-entry.ts'
import { hasFlag, inRole, matchedMemberships, type PartyView } from './party-view.ts'
import type { Policy } from './policy.ts'
import { firmMarks, isSameFirm } from './same-firm.ts'

/** Whose status decides. */
export type KeyParties = {
  /** All in the deciding role: each must hold. Empty when nobody can decide. */
  readonly deciding: readonly PartyView[]
  /** Consignors that cannot decide, since they move the goods for somebody else. */
  readonly logistics: readonly PartyView[]
  /** Those of them whose turn it was. */
  readonly passedOver: readonly PartyView[]
}

/** Roles whose holder is not the trader, even where the bill names it as consignor too. */
const LOGISTICS_ROLES: readonly PartyRole[] = ['forwarder', 'consolidator', 'carrier']

/** The policy's order for the destination, else the direction's own, else the policy's general one. */
export const keyPartyOrder = (
  { keyPartyOrder: order }: Policy,
  to: Territory | undefined,
  direction: Direction | undefined,
): readonly PartyRole[] => ownEntry(order.byDestination, to) ?? direction?.keyPartyOrder ?? order.otherwise

/**
 * The parties of the first role in the order that the bill names. A consignor that is also forwarder, NVOCC or
 * carrier of the bill, holds none but logistics memberships, or signs as agent is no key party: the next role
 * decides, if it is named. `now` in milliseconds.
 */
export function keyPartiesOf(
  views: readonly PartyView[],
  order: readonly PartyRole[],
  policy: Policy,
  now: number,
): KeyParties {
  const logistics = logisticsConsignors(views, policy, now)
  let passedOver: readonly PartyView[] = []
  for (const role of order) {
    if (role === 'consignor') passedOver = logistics
    const deciding = inRole(views, role).filter((view) => !logistics.includes(view))
    if (deciding.length > 0) return { deciding, passedOver, logistics }
  }
  return { deciding: [], passedOver, logistics }
}

function logisticsConsignors(views: readonly PartyView[], policy: Policy, now: number): PartyView[] {
  const consignors = inRole(views, 'consignor')
  if (consignors.length === 0) return []
  const movers = inRole(views, ...LOGISTICS_ROLES).map(({ party }) => firmMarks(party))
  return consignors.filter((view) => {
    const marks = firmMarks(view.party)
    return (
      hasFlag(view.party, 'agent') ||
      movers.some((mover) => isSameFirm(mover, marks)) ||
      holdsOnlyLogistics(view, policy, now)
    )
  })
}

/** A status that is suspended or revoked excuses nobody: its holder stays the key party, and is held for it. */
function holdsOnlyLogistics({ facts }: PartyView, { logisticsTypes }: Policy, now: number): boolean {
  const memberships = matchedMemberships(facts)
  return (
    memberships.length > 0 &&
    memberships.every(
      (held) =>
        !isAdverse(statusAt(held, now)) &&
        held.types.length > 0 &&
        held.types.every((type) => logisticsTypes.includes(type)),
    )
  )
}
