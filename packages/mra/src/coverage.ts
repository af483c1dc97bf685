import type { FoundMembership, OperatorType, PartyRole } from '@trustlane/contracts'
import type { Direction } from './arrangement.ts'
import { ownEntry } from './own-entry.ts'
import type { Policy } from './policy.ts'

/**
 * Whether a direction covers what a membership certifies its holder as. One covered type of several is enough;
 * a membership without types is judged by the role on the bill.
 */
export function isTypeCovered(
  { types }: Pick<FoundMembership, 'types'>,
  role: PartyRole,
  direction: Direction,
  policy: Policy,
): boolean {
  const held = types.length > 0 ? types : typesOfRole(role)
  return held.some((type) => isCovered(type, role, direction, policy))
}

function isCovered(
  type: OperatorType,
  role: PartyRole,
  { coverage, from }: Direction,
  { unknownCoverage }: Policy,
): boolean {
  if (coverage === null) {
    return (ownEntry(unknownCoverage.byOrigin, from) ?? unknownCoverage.otherwise).includes(type)
  }
  if (!coverage.direct.includes(type) || coverage.excluded.includes(type)) return false
  const isExporting = role === 'exporter' || role === 'consignor'
  return isExporting || coverage.asExporterOnly?.includes(type) !== true
}

function typesOfRole(role: PartyRole): readonly OperatorType[] {
  if (role === 'exporter' || role === 'consignor') return ['exporter']
  return role === 'manufacturer' ? ['manufacturer'] : []
}
