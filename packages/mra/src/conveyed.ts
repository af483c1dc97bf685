import {
  type ConveyanceMethod,
  type Filing,
  type FoundMembership,
  type IdentifierScheme,
} from '@trustlane/contracts'
import type { Direction, Territory } from './arrangement.ts'
import type { KeyParty } from './case.ts'
import { isNumberOf } from './claims.ts'
import { normalNumber } from './normal-number.ts'
import { matchedMemberships } from './party-view.ts'
import { territoryOfCountry } from './territories.ts'

/** By what the destination's customs can see a member's status. `not-established`: no source tells how it would. */
export type Conveyed = 'in-message' | 'on-file' | 'not-established' | 'not-conveyed'

/** In which schemes a message carries a method's number. */
const SCHEMES: Readonly<Record<ConveyanceMethod, readonly IdentifierScheme[]>> = {
  MID: ['mid'],
  NACCS: ['mra'],
  TCUI: ['tcui', 'tin'],
  EORI: ['eori', 'tin'],
  AEO_NUMBER: ['aeo', 'aeocn', 'ctpat'],
  SUPPLIER_CODE: ['supplier-code'],
  OBIN: ['obin'],
  NAME_AND_ADDRESS: [],
  OWN_NUMBER: ['aeo', 'supplier-code'],
}

/** Any of the direction's methods will do. `membership` is the one that the key party is judged by. */
export function conveyedBy(
  key: KeyParty,
  membership: FoundMembership,
  direction: Direction | undefined,
  at: Date,
): Conveyed {
  const methods = direction?.conveyance.methods ?? []
  if (direction === undefined || methods.length === 0) return 'not-established'
  if (methods.some((method) => isInMessage(key, membership, method))) return 'in-message'
  if (hasActor(key, membership, direction)) return 'in-message'
  const codes = codesFor(membership, direction.to, at)
  return codes.some(({ method }) => methods.includes(method)) ? 'on-file' : 'not-conveyed'
}

const codesFor = ({ conveyance }: FoundMembership, to: Territory, at: Date): FoundMembership['conveyance'] =>
  conveyance.filter(
    ({ destination }) => destination === undefined || territoryOfCountry(destination, at) === to,
  )

/**
 * A number counts when it is known to be the member's. A MID must be on file, since anybody can compute one;
 * any other number is the member's also where the party was found by it.
 */
function isInMessage(key: KeyParty, membership: FoundMembership, method: ConveyanceMethod): boolean {
  const { party } = key.view
  if (method === 'NAME_AND_ADDRESS') return party.name !== undefined && party.address !== undefined
  const parties = [party, ...key.markers.map(({ party }) => party)]
  const written = parties
    .flatMap(({ identifiers }) => identifiers)
    .filter(({ scheme }) => SCHEMES[method].includes(scheme))
    .map(({ value }) => normalNumber(value))
  if (written.length === 0) return false
  if (method !== 'MID' && written.some((value) => isNumberOf(membership, value))) return true
  const onFile = membership.conveyance
    .filter((code) => code.method === method)
    .map(({ value }) => normalNumber(value))
  return written.some((value) => onFile.includes(value))
}

/** An AEO actor of a role that conveys by itself (EU: `MF`), found as the same member. */
function hasActor(key: KeyParty, membership: FoundMembership, { conveyance }: Direction): boolean {
  const roles = conveyance.actorRoles ?? []
  return [...key.markers, ...key.witnesses].some(
    ({ party, facts }) =>
      party.actorRole !== undefined &&
      roles.includes(party.actorRole) &&
      matchedMemberships(facts).some(
        ({ programme, memberId }) => programme === membership.programme && memberId === membership.memberId,
      ),
  )
}

/** Entry summary declarations are told by the name of their format. */
export const isEntrySummary = ({ manifest }: Filing): boolean => /^(?:ics2|ens)\b/i.test(manifest.format)
