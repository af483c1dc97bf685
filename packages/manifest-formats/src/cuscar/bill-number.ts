import type { Consignment } from '@trustlane/contracts'
import { saysNothing } from '../says-nothing.ts'
import type { BillKind } from './document-codes.ts'

export type BillReference = { qualifier: string; value: string }
export type BillIdentity = Pick<Consignment, 'billNumber' | 'billType' | 'masterBill' | 'consolidated'>

const BILL_QUALIFIERS: ReadonlySet<string> = new Set(['BM', 'MB', 'BH', 'HWB', 'AWB', 'MWB'])

/** True for a reference (1153) that is the number of a transport document. */
export const isBillQualifier = (qualifier: string): boolean => BILL_QUALIFIERS.has(qualifier)

/**
 * Which bill it is, by the references that stand before its content. A house bill (BH, HWB) is a house even
 * beside its carrier's bill, which is then its master. Else BM, MB, AWB, MWB in this order; else the first
 * reference, whatever it is; else `ownNumber`, that of the CNI. Undefined when there is none.
 */
export function identityOf(
  references: readonly BillReference[],
  ownNumber: string,
  kind: BillKind | undefined,
): BillIdentity | undefined {
  const find = (...qualifiers: string[]): string | undefined =>
    qualifiers
      .map(
        (wanted) =>
          references.find(({ qualifier, value }) => qualifier === wanted && !saysNothing(value))?.value,
      )
      .find((value) => value !== undefined)
  const house = find('BH', 'HWB')
  if (house !== undefined) return identity(house, 'house', find('MB', 'MWB', 'BM', 'AWB'))
  const straight = find('BM')
  if (straight !== undefined) return identity(straight, kind?.billType ?? 'straight', find('MB', 'MWB'), kind)
  const master = find('MB')
  if (master !== undefined) return identity(master, kind?.billType ?? 'master', undefined, kind)
  const airWaybill = find('AWB')
  if (airWaybill !== undefined) return identity(airWaybill, kind?.billType ?? 'straight', find('MWB'), kind)
  const masterAirWaybill = find('MWB')
  if (masterAirWaybill !== undefined)
    return identity(masterAirWaybill, kind?.billType ?? 'master', undefined, kind)
  const other = references.find(
    ({ qualifier, value }) => !isBillQualifier(qualifier) && !saysNothing(value),
  )?.value
  const number = other ?? ownNumber
  return saysNothing(number) ? undefined : identity(number, kind?.billType ?? 'straight', undefined, kind)
}

const identity = (
  billNumber: string,
  billType: Consignment['billType'],
  masterBill?: string,
  kind?: BillKind,
): BillIdentity => ({
  billNumber,
  billType,
  ...(masterBill !== undefined && { masterBill }),
  ...(kind?.consolidated === true && { consolidated: true }),
})
