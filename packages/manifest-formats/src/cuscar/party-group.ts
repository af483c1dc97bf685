import type { Party } from '@trustlane/contracts'
import { textOf } from '../edifact/segment.ts'
import type { Segment } from '../edifact/tokenizer.ts'
import { withNameFlags } from '../party-name.ts'
import { referenceOf } from './identifiers.ts'
import { type NadContext, partyOf } from './nad.ts'

/** The parties of one level. While a group is open, an RFF is about its NAD and not about the bill. */
export type PartyGroup = { parties: Party[]; open: 'no' | 'party' | 'ignored' }

export const newPartyGroup = (): PartyGroup => ({ parties: [], open: 'no' })

// What ISO 9735 lets follow a NAD within its group, in one release of CUSCAR or another.
const INSIDE: ReadonlySet<string> = new Set(['RFF', 'CTA', 'COM', 'DTM'])
// Sender and recipient of the message, who take no part in the trade.
const NO_PARTIES: ReadonlySet<string> = new Set(['MS', 'MR'])

/** Takes a segment of a party group, and says whether it was one. Every other segment closes the group. */
export function takeParty(group: PartyGroup, segment: Segment, context: NadContext): boolean {
  if (segment.tag === 'NAD') {
    const isParty = !NO_PARTIES.has(textOf(segment, 1))
    group.open = isParty ? 'party' : 'ignored'
    if (isParty) group.parties.push(partyOf(segment, context))
    return true
  }
  if (group.open === 'no' || !INSIDE.has(segment.tag)) {
    group.open = 'no'
    return false
  }
  const party = group.parties.at(-1)
  if (segment.tag === 'RFF' && group.open === 'party' && party !== undefined) {
    group.parties[group.parties.length - 1] = withReference(party, segment)
  }
  return true
}

function withReference(party: Party, segment: Segment): Party {
  const value = textOf(segment, 1, 2)
  const identifier = value === '' ? undefined : referenceOf(textOf(segment, 1), value, party.role)
  if (identifier === undefined) return party
  const identifiers = [...party.identifiers, identifier]
  const flags = party.flags?.filter((flag) => flag !== 'unparseable' || party.name !== undefined)
  const { flags: _old, ...rest } = party
  return withNameFlags({ ...rest, identifiers, ...(flags !== undefined && flags.length > 0 && { flags }) })
}
