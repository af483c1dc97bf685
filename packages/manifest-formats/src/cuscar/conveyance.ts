import type { Conveyance, Party, TransportMode } from '@trustlane/contracts'
import { textOf } from '../edifact/segment.ts'
import type { Segment } from '../edifact/tokenizer.ts'
import { withNameFlags } from '../party-name.ts'
import { identifierOf } from './identifiers.ts'

// UN/ECE Recommendation 19, as used in UN/EDIFACT 8067.
const MODES: ReadonlyMap<string, TransportMode> = new Map(
  Object.entries<TransportMode>({
    '1': 'sea',
    '2': 'rail',
    '3': 'road',
    '4': 'air',
    '5': 'mail',
    '6': 'multimodal',
    '7': 'fixed',
    '8': 'inland-waterway',
  }),
)

/**
 * What the header's TDT says: mode, voyage, ship and carrier. The vessel's number is an IMO number only where
 * it has seven digits and is not marked as a call sign (1131 = 103).
 */
export function conveyanceOf(
  segment: Segment,
  sender: string,
): { mode?: TransportMode; conveyance: Conveyance; carrier?: Party } {
  const modeCode = textOf(segment, 3)
  const mode = MODES.get(modeCode) ?? (modeCode === '' ? undefined : 'other')
  const [voyage, code, vessel] = [textOf(segment, 2), textOf(segment, 5), textOf(segment, 8, 4)]
  const written = textOf(segment, 8).replace(/^IMO\s*/i, '')
  const isImo = /^\d{7}$/.test(written) && textOf(segment, 8, 2) !== '103'
  const carrier = carrierOf(segment, sender)
  return {
    ...(mode !== undefined && { mode }),
    conveyance: {
      ...(vessel !== '' && { name: vessel }),
      ...(isImo && { imoNumber: written }),
      ...(voyage !== '' && { voyage }),
      ...(code !== '' && { carrierCode: code }),
    },
    ...(carrier !== undefined && { carrier }),
  }
}

function carrierOf(segment: Segment, sender: string): Party | undefined {
  const [value, list, agency, name] = [1, 2, 3, 4].map((component) => textOf(segment, 5, component)) as [
    string,
    string,
    string,
    string,
  ]
  if (value === '' && name === '') return undefined
  const identifiers = value === '' ? [] : [identifierOf({ value, list, agency, role: 'carrier', sender })]
  return withNameFlags({
    role: 'carrier',
    rawRole: 'TDT C040',
    ...(name !== '' && { name }),
    identifiers,
    level: 'manifest',
  })
}
