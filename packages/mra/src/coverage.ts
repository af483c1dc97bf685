import type { FoundMembership, OperatorType, PartyRole } from '@trustlane/contracts'
import type { Direction } from './arrangement.ts'
import type { Policy } from './policy.ts'

/** What a role on the bill makes of a member whose programme does not say what it certifies him as. */
const TYPE_OF_ROLE: Partial<Record<PartyRole, OperatorType>> = {
  exporter: 'exporter',
  consignor: 'exporter',
  manufacturer: 'manufacturer',
}

/** Types of firms that move or keep the goods of others. */
const LOGISTICS: ReadonlySet<OperatorType> = new Set([
  'customs-broker',
  'freight-forwarder',
  'consolidator',
  'carrier',
  'logistics',
  'warehouse',
  'terminal-operator',
])

export const isLogisticsOnly = ({ types }: FoundMembership): boolean =>
  types.length > 0 && types.every((type) => LOGISTICS.has(type))

export const typesOf = ({ types }: FoundMembership, role: PartyRole): readonly OperatorType[] => {
  const assumed = TYPE_OF_ROLE[role]
  return types.length > 0 || assumed === undefined ? types : [assumed]
}

/**
 * Whether one of the member's types is covered directly. Where no source says which are, the policy's
 * assumption counts; types that only support, or that are left out, never do.
 */
export function isCovered(
  membership: FoundMembership,
  role: PartyRole,
  { coverage, from }: Direction,
  policy: Policy,
): boolean {
  const types = typesOf(membership, role)
  if (coverage === null) {
    const assumed = policy.assumedOperatorTypes[from] ?? policy.assumedOperatorTypes.default
    return types.some((type) => assumed.includes(type))
  }
  const exports = role === 'exporter' || role === 'consignor'
  return types.some(
    (type) =>
      coverage.direct.includes(type) &&
      !coverage.excluded.includes(type) &&
      (exports || coverage.asExporterOnly?.includes(type) !== true),
  )
}
