import { type Consignment, type Manifest, normalIdPart } from '@trustlane/contracts'
import { describeProblem, type Place, type Problem, problemOf } from './problem.ts'

/** A consignment and where it stood. */
export type PlacedConsignment = { consignment: Consignment; place: Place }

/** What is worth a word about the bills of a manifest, whatever its format: bills given twice, bills without parties. */
export function problemsOfBills(bills: readonly PlacedConsignment[]): readonly Problem[] {
  const first = new Map<string, Place>()
  return bills.flatMap(({ consignment, place }) => {
    const { billNumber, parties } = consignment
    const problems: Problem[] = []
    const at = { ...place, bill: billNumber }
    if (parties.length === 0) {
      problems.push(
        problemOf('NO_PARTIES', 'the consignment names no party; expected consignor and consignee', at),
      )
    }
    const key = billKey(consignment)
    const before = first.get(key)
    if (before === undefined) first.set(key, place)
    else problems.push(problemOf('BILL_DUPLICATE', `the bill is given twice, first at ${spot(before)}`, at))
    return problems
  })
}

/** The error of a manifest that has nothing to decide; a cancellation needs no bills. */
export const problemOfNoBills = (
  purpose: Manifest['function'],
  bills: readonly unknown[],
  place: Place,
): Problem | undefined =>
  bills.length > 0 || purpose === 'cancellation'
    ? undefined
    : problemOf(
        'NO_CONSIGNMENTS',
        'the manifest has no consignment that can be read; expected at least one',
        place,
      )

const billKey = ({ issuer = '', billNumber, billType, masterBill = '' }: Consignment): string =>
  JSON.stringify([issuer, billNumber, billType === 'house' ? masterBill : ''].map(normalIdPart))

const spot = ({ bill: _bill, ...place }: Place): string =>
  describeProblem(problemOf('BILL_DUPLICATE', '', place))
    .replace(/^warning: /, '')
    .replace(/: $/, '')

/**
 * The consignments, with each bill that a house of the same list names as its master marked as a consolidated
 * master: its houses are what is decided.
 */
export function withMasters(consignments: readonly Consignment[]): Consignment[] {
  const masters = new Set(
    consignments.flatMap(({ billType, masterBill }) =>
      billType === 'house' && masterBill !== undefined ? [normalIdPart(masterBill)] : [],
    ),
  )
  return consignments.map((consignment) =>
    consignment.billType !== 'house' && masters.has(normalIdPart(consignment.billNumber))
      ? { ...consignment, billType: 'master', consolidated: true }
      : consignment,
  )
}
