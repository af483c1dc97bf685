import { canonicalJson, type Consignment } from '@trustlane/contracts'
import { departureOf } from './corridor.ts'

/**
 * The records that one manifest holds of one bill, as one: every party, every line of goods, every container;
 * of the rest what the first record states, or the next that states it, save where that would decide too
 * much. A bill that is consolidated or out of scope in one record only is decided. A bill whose records set
 * out from different customs territories has no readable start, rather than that of any of them.
 */
export function mergeConsignments(records: readonly Consignment[], at: Date): Consignment {
  const [first, ...rest] = records
  if (first === undefined) throw new RangeError('no record to merge')
  if (rest.length === 0) return first

  const stated = records.reduceRight<Consignment>((merged, record) => ({ ...merged, ...record }), first)
  const departures = records.map((record) => departureOf(record, at)).filter((from) => from !== undefined)
  const agreed = (field: 'billType' | 'consolidated' | 'outOfScope'): boolean =>
    records.every((record) => record[field] === first[field])
  const transhipment = records.flatMap((record) => record.transhipment ?? [])

  const merged: Consignment = {
    ...stated,
    ...(transhipment.length > 0 ? { transhipment: distinct(transhipment) } : {}),
    billType: agreed('billType') ? first.billType : 'other',
    parties: distinct(records.flatMap((record) => record.parties)),
    goods: records.flatMap((record) => record.goods),
    equipment: distinct(records.flatMap((record) => record.equipment)),
  }
  if (!agreed('consolidated')) delete merged.consolidated
  if (!agreed('outOfScope')) delete merged.outOfScope
  if (new Set(departures).size > 1) {
    delete merged.receipt
    delete merged.loading
  }
  return merged
}

/** Without the repeats that are equal to the last letter. */
function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [canonicalJson(value), value])).values()]
}
