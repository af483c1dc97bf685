import { type Consignment, normalIdPart } from '@trustlane/contracts'

/**
 * Flags as `consolidated` each bill that a house of the same manifest names as its master: the houses are
 * decided, and it is not. A filing stands alone, so this has to be seen while the manifest is still whole.
 */
export function markConsolidated(consignments: readonly Consignment[]): Consignment[] {
  const masters = new Set(
    consignments
      .filter(({ billType, masterBill, billNumber }) => billType === 'house' && masterBill !== billNumber)
      .flatMap(({ masterBill }) => (masterBill === undefined ? [] : [normalIdPart(masterBill)])),
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
