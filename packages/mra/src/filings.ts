import {
  type Consignment,
  consignmentIdOf,
  type Filing,
  headerOf,
  type Manifest,
  type ManifestHeader,
  type Party,
} from '@trustlane/contracts'
import { markConsolidated } from './consolidated-masters.ts'
import { type Corridor, corridorOf, destinationOf } from './corridor.ts'
import { mergeConsignments } from './merge-consignments.ts'

export { type Corridor, corridorOf }

/**
 * One self-contained filing per consignment, in the manifest's order. Each carries the manifest's own parties
 * in the roles that its bill leaves open. Consignments that come to one id are one filing with the parties,
 * goods and equipment of all. Pure; `at` only tells which customs territories there were.
 */
export function filingsOf(manifest: Manifest, version: number, at: Date): Filing[] {
  const header = headerOf(manifest)
  const byId = Map.groupBy(markConsolidated(manifest.consignments), (consignment) =>
    consignmentIdOf(header.sender, consignment, destinationOf(consignment, header, at)),
  )
  return [...byId].map(([consignmentId, records]) => {
    const consignment = mergeConsignments(records, at)
    return {
      consignmentId,
      manifestId: header.manifestId,
      version,
      manifest: header,
      consignment: { ...consignment, parties: [...consignment.parties, ...openRoles(consignment, header)] },
    }
  })
}

/** The header's parties in roles that the bill names nobody in; and the carrier that its code stands for. */
function openRoles(consignment: Consignment, header: ManifestHeader): Party[] {
  const taken = new Set(consignment.parties.map(roleKey))
  const inherited = header.parties
    .filter((party) => !taken.has(roleKey(party)))
    .map((party): Party => ({ ...party, level: 'manifest' }))
  const carrier =
    taken.has('carrier') || inherited.some(({ role }) => role === 'carrier') ? [] : carrierOf(header)
  return [...inherited, ...carrier]
}

/** Two parties of role `other` are in one role only where the message's own code is the same. */
const roleKey = ({ role, rawRole }: Party): string => (role === 'other' ? `other:${rawRole ?? ''}` : role)

function carrierOf({ conveyance, mode }: ManifestHeader): Party[] {
  if (conveyance?.carrierCode === undefined) return []
  const scheme = mode === 'air' ? 'iata-carrier' : 'scac'
  return [{ role: 'carrier', identifiers: [{ scheme, value: conveyance.carrierCode }], level: 'manifest' }]
}
