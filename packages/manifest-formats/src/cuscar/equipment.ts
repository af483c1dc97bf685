import type { Equipment, Party } from '@trustlane/contracts'
import { textOf } from '../edifact/segment.ts'
import type { Segment } from '../edifact/tokenizer.ts'
import type { NadContext } from './nad.ts'
import { newPartyGroup, type PartyGroup, takeParty } from './party-group.ts'

/** A container as its EQD group describes it, with the parties named there. */
export type EquipmentGroup = {
  opening: Segment
  number: string
  sizeType: string
  seals: string[]
  isEmpty: boolean
  group: PartyGroup
}

/** The group that an EQD opens. 8169 = 4 says that the equipment is empty. */
export const newEquipment = (segment: Segment): EquipmentGroup => ({
  opening: segment,
  number: textOf(segment, 2),
  sizeType: textOf(segment, 3) || textOf(segment, 3, 4),
  seals: [],
  isEmpty: textOf(segment, 6) === '4',
  group: newPartyGroup(),
})

/** Takes a segment of the group: a seal, or a party of the equipment. */
export function takeEquipment(equipment: EquipmentGroup, segment: Segment, context: NadContext): void {
  const seal = segment.tag === 'SEL' ? textOf(segment, 1) : ''
  if (seal !== '') equipment.seals.push(seal)
  else takeParty(equipment.group, segment, { ...context, level: 'equipment' })
}

/** The canonical equipment for a number, with what its group says of it. */
export const equipmentOf = (number: string, known: EquipmentGroup | undefined): Equipment => ({
  number,
  ...(known !== undefined && known.sizeType !== '' && { sizeType: known.sizeType }),
  ...(known !== undefined && known.seals.length > 0 && { seals: known.seals }),
})

/** Container numbers are compared without spaces and case. */
export const equipmentKey = (number: string): string => number.replaceAll(/\s/g, '').toUpperCase()

export const partiesOf = (equipment: readonly (EquipmentGroup | undefined)[]): Party[] =>
  equipment.flatMap((group) => group?.group.parties ?? [])
