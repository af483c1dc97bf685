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
  /** Who cannot decide, since he moves the goods, or signs, for somebody else. */
  readonly logistics: readonly PartyView[]
  /** Those of them whose turn it was. */
  readonly passedOver: readonly PartyView[]
}

/** Roles whose holder is not the trader, even where the bill names it as consignor too. */
export const LOGISTICS_ROLES: readonly PartyRole[] = ['forwarder', 'consolidator', 'carrier']

/** The policy's order for the destination, else the direction's own, else the policy's general one. */
export const keyPartyOrder = (
  { keyPartyOrder: order }: Policy,
  to: Territory | undefined,
  direction: Direction | undefined,
): readonly PartyRole[] => ownEntry(order.byDestination, to) ?? direction?.keyPartyOrder ?? order.otherwise

/**
 * The parties of the first role in the order that the bill names; those that only its manifest or container
 * names decide where it names none itself. No key party is who signs as agent, and a consignor that is also
 * forwarder, NVOCC or carrier of the bill, or holds none but logistics memberships: the next role decides, if
 * it is named. `now` in milliseconds.
 */
export function keyPartiesOf(
  views: readonly PartyView[],
  order: readonly PartyRole[],
  policy: Policy,
  now: number,
): KeyParties {
  const logistics = logisticsParties(views, policy, now)
  const ofBill = views.filter(({ party }) => party.level === undefined || party.level === 'consignment')
  const passedOver: PartyView[] = []
  for (const named of [ofBill, views]) {
    for (const role of order) {
      const inTurn = inRole(named, role)
      passedOver.push(...inTurn.filter((view) => logistics.includes(view) && !passedOver.includes(view)))
      const deciding = inTurn.filter((view) => !logistics.includes(view))
      if (deciding.length > 0) return { deciding, passedOver, logistics }
    }
  }
  return { deciding: [], passedOver, logistics }
}

function logisticsParties(views: readonly PartyView[], policy: Policy, now: number): PartyView[] {
  const movers = inRole(views, ...LOGISTICS_ROLES)
  return inRole(views, 'exporter', 'consignor', 'manufacturer').filter(
    (view) =>
      hasFlag(view.party, 'agent') ||
      (view.party.role === 'consignor' &&
        (movers.some((mover) => isMover(view, mover)) || holdsOnlyLogistics(view, policy, now))),
  )
}

/** One firm by the message's words, by a key that both are known by (which no spelling of the name hides), or as one member. */
function isMover(view: PartyView, mover: PartyView): boolean {
  if (isSameFirm(firmMarks(mover.party), firmMarks(view.party))) return true
  const keys = new Set(view.facts.keys)
  if (mover.facts.keys?.some((key) => keys.has(key)) === true) return true
  const held = new Set(foundAs(view))
  return foundAs(mover).some((member) => held.has(member))
}

const foundAs = ({ facts }: PartyView): string[] =>
  facts.kind === 'answered'
    ? facts.memberships.map(({ programme, memberId }) => `${programme}:${memberId}`)
    : []

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
