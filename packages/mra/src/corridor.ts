import type { Consignment, Filing, ManifestHeader } from '@trustlane/contracts'
import type { Territory } from './arrangement.ts'
import { territoryOf, territoryOfCountry } from './territories.ts'

export type Corridor = {
  /** Where the goods set out: never their origin. */
  readonly from: Territory | undefined
  /** Whose customs they are declared to. */
  readonly to: Territory | undefined
  /** The origin the message states; where the goods' lines differ, one that is not `from`. */
  readonly originCountry?: string
}

/**
 * The two customs territories that decide which arrangement applies. `from` is the place of receipt, else the
 * port of loading; `to` the territory of the customs office addressed, else the place of delivery, else the
 * port of discharge. A place that tells no country is passed over for the next.
 */
export function corridorOf(
  { consignment, manifest }: Pick<Filing, 'consignment' | 'manifest'>,
  at: Date,
): Corridor {
  const from = departureOf(consignment, at)
  const to = destinationOf(consignment, manifest, at)
  const origins = [consignment.origin, ...consignment.goods.map(({ origin }) => origin)].filter(
    (origin) => origin !== undefined,
  )
  const originCountry = origins.find((origin) => territoryOfCountry(origin, at) !== from) ?? origins[0]
  return originCountry === undefined ? { from, to } : { from, to, originCountry }
}

export const departureOf = ({ receipt, loading }: Consignment, at: Date): Territory | undefined =>
  territoryOf(receipt, at) ?? territoryOf(loading, at)

export function destinationOf(
  { delivery, discharge }: Consignment,
  { customsOffice }: Pick<ManifestHeader, 'customsOffice'>,
  at: Date,
): Territory | undefined {
  if (customsOffice?.country !== undefined) return territoryOfCountry(customsOffice.country, at)
  return territoryOf(delivery, at) ?? territoryOf(discharge, at)
}
