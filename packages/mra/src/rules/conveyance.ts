import type { ConveyanceMethod, FoundMembership, IdentifierScheme } from '@trustlane/contracts'
import type { DirectionConveyance } from '../arrangement.ts'
import type { Case, KeyParty } from '../case.ts'
import { isCertified } from '../standing.ts'
import { type Finding, type Rule } from './rule.ts'

/** Under which scheme a message carries what a method asks for. */
const SCHEMES: Record<ConveyanceMethod, readonly IdentifierScheme[]> = {
  MID: ['mid'],
  NACCS: ['mra'],
  TCUI: ['tcui'],
  EORI: ['eori'],
  AEO_NUMBER: ['aeo', 'aeocn'],
  SUPPLIER_CODE: ['supplier-code'],
  OBIN: ['obin'],
  OWN_NUMBER: ['aeo', 'local'],
  NAME_AND_ADDRESS: [],
}

export type Conveyed = 'in-message' | 'on-file' | 'by-name' | 'no'

const plain = (value: string): string => value.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/**
 * How the status reaches the destination. A number in the message counts when it is this member's: it was
 * found by it, or it stands on file. (A MID that nobody linked is only a name in another spelling.)
 */
export function conveyedBy(
  { methods, actorRoles }: DirectionConveyance,
  { party }: KeyParty,
  membership: FoundMembership,
  to: string,
): Conveyed {
  const onFile = membership.conveyance.filter(
    ({ method, destination }) =>
      methods.includes(method) && (destination === undefined || destination === to),
  )
  const values = new Set(onFile.map(({ value }) => plain(value)))
  const isInMessage = party.identifiers.some(
    ({ scheme, value }) =>
      methods.some((method) => SCHEMES[method].includes(scheme)) &&
      (values.has(plain(value)) || membership.match.by === `identifier:${scheme}`),
  )
  const isActor = party.actorRole !== undefined && actorRoles?.includes(party.actorRole) === true
  if (isInMessage || isActor) return 'in-message'
  if (onFile.length > 0) return 'on-file'
  const hasPlace = party.country !== undefined || party.address !== undefined
  return methods.includes('NAME_AND_ADDRESS') && party.name !== undefined && hasPlace ? 'by-name' : 'no'
}

function conveyance(c: Case): readonly Finding[] {
  const [used] = c.inForce
  const { to } = c.corridor
  if (used === undefined || to === undefined || c.policy.conveyance === 'off') return []
  const due = used.direction.conveyance
  return c.keyParties.flatMap((view): readonly Finding[] => {
    const membership = view.own.find((found) => isCertified(found, c.at))
    if (membership === undefined) return []
    if (due.methods.length === 0)
      return [{ code: 'CONVEYANCE_NOT_ESTABLISHED', party: view.index, detail: { to } }]
    const detail = { method: due.methods.join(' or '), channel: due.channel, to }
    const how = conveyedBy(due, view, membership, to)
    // What only an entry summary can carry is not asked of another message.
    const isInMessageOnly =
      c.policy.conveyance === 'in-message' && (due.onlyInEntrySummary !== true || isEntrySummary(c))
    if (how === 'in-message' || how === 'by-name') return []
    if (how === 'on-file' && !isInMessageOnly) return [{ code: 'CODE_DUE', party: view.index, detail }]
    return [{ code: 'STATUS_NOT_CONVEYED', party: view.index, detail }]
  })
}

const isEntrySummary = ({ filing }: Case): boolean => /^(?:ics2|cc315|ens)/i.test(filing.manifest.format)

/** Group 7: does the destination's customs learn of the status? */
export const conveyanceRules: readonly Rule[] = [
  {
    id: 'conveyance.not-conveyed',
    group: 'conveyance',
    codes: ['STATUS_NOT_CONVEYED', 'CONVEYANCE_NOT_ESTABLISHED', 'CODE_DUE'],
    source: 'Per direction, with its own source in the data; policy `conveyance` (domain section 8)',
    find: conveyance,
  },
]
