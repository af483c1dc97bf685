import type { Consignment, Goods } from '@trustlane/contracts'
import { textOf } from '../edifact/segment.ts'
import type { Segment } from '../edifact/tokenizer.ts'
import { type BillIdentity, type BillReference, identityOf, isBillQualifier } from './bill-number.ts'
import { type BillKind, billKindOf } from './document-codes.ts'
import {
  type EquipmentGroup,
  equipmentKey,
  equipmentOf,
  newEquipment,
  partiesOf,
  takeEquipment,
} from './equipment.ts'
import { takeGoods } from './goods.ts'
import type { Header } from './header.ts'
import type { Report } from './message.ts'
import { newPartyGroup, type PartyGroup, takeParty } from './party-group.ts'
import { type Places, placesOfBill, takePlace } from './places.ts'

/** A bill while its segments come in. */
export type BillDraft = {
  /** The CNI or RFF that begins it. */
  opening: Segment
  /** The number of its CNI; empty for the second and later bills under one CNI, whose number it is not. */
  ownNumber: string
  references: BillReference[]
  kind: BillKind | undefined
  /** Something but references has come, so that the next bill number begins another bill. */
  hasContent: boolean
  /** A segment of it cannot be read, so that none of it may be decided. */
  broken: boolean
  places: Places
  group: PartyGroup
  goods: Goods[]
  equipment: EquipmentGroup[]
  numbers: string[]
  /** An EQD under the bill, which some senders use instead of the header's, is being read. */
  inEquipment: boolean
}

export const newBill = (opening: Segment, ownNumber: string, kind: BillKind | undefined): BillDraft => ({
  opening,
  ownNumber,
  references: [],
  kind,
  hasContent: false,
  broken: false,
  places: new Map(),
  group: newPartyGroup(),
  goods: [],
  equipment: [],
  numbers: [],
  inEquipment: false,
})

/**
 * True for an RFF that begins another bill under the same CNI: one bill is already named and has content, and
 * this is a bill number, or stands in the place that the first bill's number has.
 */
export function beginsBill(bill: BillDraft, segment: Segment): boolean {
  if (segment.tag !== 'RFF' || !bill.hasContent || bill.references.length === 0) return false
  const qualifier = textOf(segment, 1)
  if (isBillQualifier(qualifier)) return true
  const isAlike = qualifier === bill.references[0]?.qualifier
  return isAlike && (qualifier === 'AAA' || bill.group.open === 'no')
}

/** What the bill is called in problems, as soon as it has a number. */
export const nameOf = (bill: BillDraft): string | undefined => identityOfBill(bill)?.billNumber

export const identityOfBill = ({ references, ownNumber, kind }: BillDraft): BillIdentity | undefined =>
  identityOf(references, ownNumber, kind)

const GOODS: ReadonlySet<string> = new Set(['GID', 'FTX', 'MEA', 'CST', 'PIA'])

// What describes a container rather than the goods, where an EQD has begun.
const OF_EQUIPMENT: ReadonlySet<string> = new Set('TSR MEA DIM SEL TMP RNG NAD RFF CTA COM DTM'.split(' '))

/** Takes a segment of the bill. What the canonical consignment has no place for is passed over. */
export function takeBill(bill: BillDraft, segment: Segment, sender: string, report: Report): void {
  const { tag } = segment
  const name = nameOf(bill)
  const context = { level: 'consignment' as const, sender, bill: name, report }
  if (tag === 'EQD') {
    bill.equipment.push(newEquipment(segment))
    bill.inEquipment = true
    bill.hasContent = true
    return
  }
  bill.inEquipment &&= OF_EQUIPMENT.has(tag)
  const inside = bill.inEquipment ? bill.equipment.at(-1) : undefined
  if (inside !== undefined) return takeEquipment(inside, segment, context)
  if (takeParty(bill.group, segment, context)) {
    bill.hasContent = true
    return
  }
  if (tag === 'RFF') {
    const reference = { qualifier: textOf(segment, 1), value: textOf(segment, 1, 2) }
    if (!bill.hasContent || isBillQualifier(reference.qualifier)) bill.references.push(reference)
    return
  }
  if (tag === 'DOC') bill.kind = billKindOf(textOf(segment, 1)) ?? bill.kind
  if (tag !== 'CNT' && tag !== 'DOC') bill.hasContent = true
  if (tag === 'SGP' && textOf(segment, 1) !== '') bill.numbers.push(textOf(segment, 1))
  if (tag === 'LOC' && bill.goods.length === 0) takePlace(bill.places, segment, report, name)
  else if (tag === 'LOC' || GOODS.has(tag)) takeGoods(bill.goods, segment, report, name)
}

/** The consignment, with the containers that it names and the parties that stand at those. */
export function consignmentOf(bill: BillDraft, identity: BillIdentity, header: Header): Consignment {
  const named = [...new Map(bill.numbers.map((number) => [equipmentKey(number), number])).entries()]
  const fromHeader = named.map(([key]) => header.equipment.get(key))
  const own = bill.equipment.filter(
    ({ number }) => number !== '' && !named.some(([key]) => key === equipmentKey(number)),
  )
  const described = named.map(([key, number], index) =>
    equipmentOf(
      number,
      fromHeader[index] ?? bill.equipment.find((group) => equipmentKey(group.number) === key),
    ),
  )
  const groups = [...fromHeader, ...bill.equipment]
  const known = groups.filter((group) => group !== undefined)
  const isEmpty =
    bill.goods.length === 0 &&
    known.length > 0 &&
    known.length >= described.length &&
    known.every((group) => group.isEmpty)
  return {
    ...identity,
    ...(isEmpty && { outOfScope: 'empty-equipment' as const }),
    ...placesOfBill(bill.places),
    goods: bill.goods,
    equipment: [...described, ...own.map((group) => equipmentOf(group.number, group))],
    parties: [...bill.group.parties, ...partiesOf(groups)],
  }
}
