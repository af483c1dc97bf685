import type { PartyRole } from '@trustlane/contracts'
import type { Case } from '../case.ts'
import { hasFlag, inRole, type PartyView } from '../party-view.ts'
import { findEach, type Finding, type Rule } from './rule.ts'

/** Group 3: what the sender has to add or correct. */
export const MESSAGE_RULES: readonly Rule<Case>[] = [
  {
    id: 'message.party-missing',
    group: 'message',
    codes: ['PARTY_MISSING'],
    source: '19 CFR 4.7a (shipper, consignee, carrier); domain 9, "Parties"',
    find: (subject) =>
      missingRoles(subject).map((role): Finding => ({ code: 'PARTY_MISSING', detail: { role } })),
  },
  {
    id: 'message.party-unparseable',
    group: 'message',
    codes: ['PARTY_UNPARSEABLE'],
    source: 'domain 9, "Meanings"; of other parties only where nobody else stands in a mandatory role',
    find({ parties, keyParties }) {
      const keys = keyParties.map(({ view }) => view).filter(isUnparseable)
      const mandatory = (['consignee', 'carrier'] as const).flatMap((role) => {
        const named = inRole(parties, role)
        return named.every(isUnparseable) ? named : []
      })
      return findEach([...new Set([...keys, ...mandatory])], 'PARTY_UNPARSEABLE')
    },
  },
  {
    id: 'message.claim-unattached',
    group: 'message',
    codes: ['CLAIM_UNATTACHED'],
    source: 'UN/EDIFACT 3035 DFW and WCO class 16C; domain 8, "Conveyance", last sentence',
    find: ({ markers }) =>
      findEach(
        markers
          .filter(({ sameFirm, beside }) => sameFirm.length + beside.length === 0)
          .map(({ view }) => view),
        'CLAIM_UNATTACHED',
      ),
  },
]

const isUnparseable = ({ party }: PartyView): boolean => hasFlag(party, 'unparseable')

function missingRoles({ parties, keyParties, passedOver, filing }: Case): PartyRole[] {
  const missing: PartyRole[] = []
  // The second case is a policy whose order leaves out every role that the bill names.
  const canDecide = keyParties.length + passedOver.length > 0
  if (inRole(parties, 'exporter', 'consignor').length === 0 || !canDecide) missing.push('consignor')
  if (inRole(parties, 'consignee').length === 0 && !isToOrder(parties)) {
    missing.push(hasBillToOrder(parties) ? 'notify' : 'consignee')
  }
  const hasCarrierCode = filing.manifest.conveyance?.carrierCode !== undefined
  if (inRole(parties, 'carrier').length === 0 && !hasCarrierCode) missing.push('carrier')
  return missing
}

/** A negotiable bill is complete when it names somebody to notify. */
export const isToOrder = (parties: readonly PartyView[]): boolean =>
  hasBillToOrder(parties) && inRole(parties, 'notify').length > 0

const hasBillToOrder = (parties: readonly PartyView[]): boolean =>
  parties.some(({ party }) => party.role === 'consignee' && hasFlag(party, 'to-order'))
