import { type Consignment, normalIdPart } from '@trustlane/contracts'

/**
 * Flags as `consolidated` each bill that a house of the same manifest names as its master: the houses are
 * decided, and it is not. A filing stands alone, so this has to be seen while the manifest is still whole.
 */
export function markConsolidated(consignments: readonly Consignment[]): Consignment[] {
  const masters = new Set(
    consignments.flatMap(({ billType, masterBill, billNumber }) => {
      if (billType !== 'house' || masterBill === undefined) return []
      const master = normalIdPart(masterBill)
      // A house that names itself says nothing: taken at its word it would never be decided.
      return master === normalIdPart(billNumber) ? [] : [master]
    }),
  )
  return consignments.map((consignment) =>
    namesOf(consignment).some((name) => masters.has(name))
      ? { ...consignment, consolidated: true }
      : consignment,
  )
}

/** A house may write its master's number with the issuer's code before it, or without. */
const namesOf = ({ issuer, billNumber }: Consignment): string[] =>
  issuer === undefined
    ? [normalIdPart(billNumber)]
    : [normalIdPart(billNumber), normalIdPart(`${issuer}${billNumber}`)]
