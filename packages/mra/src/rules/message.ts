import type { PartyRole } from '@trustlane/contracts'
import { type Case, inRole, type PartyView } from '../case.ts'
import { isMarker, isSameFirm } from '../claims.ts'
import { type Finding, type Rule } from './rule.ts'

const isNamed = ({ party }: PartyView): boolean => party.name !== undefined || party.identifiers.length > 0
const isUnreadable = ({ party }: PartyView): boolean => party.flags?.includes('unparseable') === true
const isToOrder = ({ party }: PartyView): boolean => party.flags?.includes('to-order') === true
/** Enough for the message: named, or there and reported as unreadable. */
const isThere = (view: PartyView): boolean => isNamed(view) || isUnreadable(view)

const MANDATORY: readonly { readonly what: string; readonly roles: readonly PartyRole[] }[] = [
  { what: 'consignor or exporter', roles: ['consignor', 'exporter'] },
  { what: 'consignee', roles: ['consignee'] },
  { what: 'carrier', roles: ['carrier'] },
]

/** "To order" is nobody; a named notify party makes the bill complete all the same. */
function missing(c: Case): readonly Finding[] {
  return MANDATORY.flatMap(({ what, roles }): Finding[] => {
    const parties = inRole(c, ...roles).filter(isThere)
    if (parties.length === 0) return [{ code: 'PARTY_MISSING', detail: { role: what } }]
    if (what !== 'consignee' || !parties.every(isToOrder)) return []
    return inRole(c, 'notify').some((view) => isNamed(view) && !isToOrder(view))
      ? []
      : [{ code: 'PARTY_MISSING', detail: { role: 'consignee, or a notify party for a bill to order' } }]
  })
}

function unreadable(c: Case): readonly Finding[] {
  const keyIndexes = new Set(c.keyParties.map(({ index }) => index))
  const looked = c.parties.filter(
    ({ index, party }) =>
      keyIndexes.has(index) || ['consignor', 'exporter', 'consignee', 'carrier'].includes(party.role),
  )
  return looked
    .filter(isUnreadable)
    .map(({ index, party }) => ({ code: 'PARTY_UNPARSEABLE', party: index, detail: { role: party.role } }))
}

function unattached(c: Case): readonly Finding[] {
  const firms = c.parties.filter(({ party }) => !isMarker(party))
  return c.parties
    .filter(({ party }) => isMarker(party))
    .filter((marker) => !firms.some((firm) => isSameFirm(marker, firm)))
    .map(({ index, party }) => ({
      code: 'CLAIM_UNATTACHED',
      party: index,
      ...(party.name !== undefined && { detail: { name: party.name } }),
    }))
}

/** Group 3: can the message be relied on to name the parties? */
export const messageRules: readonly Rule[] = [
  {
    id: 'message.party-missing',
    group: 'message',
    codes: ['PARTY_MISSING'],
    source: '19 CFR 4.7a(c)(4) and Japan AFR: consignor, consignee and carrier are named on every bill',
    find: missing,
  },
  {
    id: 'message.party-unparseable',
    group: 'message',
    codes: ['PARTY_UNPARSEABLE'],
    source: 'Product: a party that cannot be read is not a party that is missing',
    find: unreadable,
  },
  {
    id: 'message.claim-unattached',
    group: 'message',
    codes: ['CLAIM_UNATTACHED'],
    source: 'UN/EDIFACT 3035 DFW and WCO class 16C name a firm that the message must name in a function too',
    find: unattached,
  },
]
