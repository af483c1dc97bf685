import { type Manifest, type ManifestFunction, manifestIdOf, type Party } from '@trustlane/contracts'
import type { Moment } from '../calendar.ts'
import { textOf } from '../edifact/segment.ts'
import type { Segment } from '../edifact/tokenizer.ts'
import { quoted } from '../problem.ts'
import { saysNothing } from '../says-nothing.ts'
import { conveyanceOf } from './conveyance.ts'
import { datesOfManifest, takeDate } from './dates.ts'
import { type EquipmentGroup, equipmentKey, newEquipment, takeEquipment } from './equipment.ts'
import type { Report } from './message.ts'
import type { NadContext } from './nad.ts'
import { newPartyGroup, takeParty } from './party-group.ts'
import { type Places, placesOfManifest, takePlace } from './places.ts'

export type Header = {
  /** Undefined where sender, number or function are not there: the message cannot be told from others. */
  manifest: Omit<Manifest, 'consignments'> | undefined
  sender: string
  documentCode: string
  equipment: ReadonlyMap<string, EquipmentGroup>
  /** The CNT that states the number of consignments. */
  countStated: Segment | undefined
}

// UN/EDIFACT 1225. 3 (deletion) withdraws as 1 does; 7 is a duplicate, which intake knows by its content; 53 is a
// test of an original.
const FUNCTIONS: ReadonlyMap<string, ManifestFunction> = new Map(
  Object.entries<ManifestFunction>({
    '1': 'cancellation',
    '2': 'partial',
    '3': 'cancellation',
    '4': 'partial',
    '5': 'replacement',
    '7': 'original',
    '9': 'original',
    '53': 'original',
  }),
)

/** Reads what stands before the first CNI. `opening` is UNB, or else UNH, whose place a missing thing gets. */
export function readHeader(
  segments: readonly Segment[],
  unb: Segment | undefined,
  unh: Segment,
  report: Report,
): Header {
  const bgm = segments.find(({ tag }) => tag === 'BGM')
  const sender = senderOf(segments, unb, unh, report)
  const places: Places = new Map()
  const dates = new Map<string, Moment>()
  const group = newPartyGroup()
  const equipment = new Map<string, EquipmentGroup>()
  const context: NadContext = { level: 'manifest', sender: sender ?? '', bill: undefined, report }
  let open: EquipmentGroup | undefined
  let countStated: Segment | undefined
  for (const segment of segments) {
    if (segment.tag === 'EQD') {
      open = newEquipment(segment)
      equipment.set(equipmentKey(open.number), open)
    } else if (segment.tag === 'CNT') {
      if (textOf(segment, 1) === '10') countStated = segment
    } else if (open !== undefined) {
      takeEquipment(open, segment, context)
    } else if (!takeParty(group, segment, context)) {
      if (segment.tag === 'LOC') takePlace(places, segment, report)
      if (segment.tag === 'DTM') takeDate(dates, segment, report)
    }
  }
  const transport =
    segments.find((segment) => segment.tag === 'TDT' && textOf(segment, 1) === '20') ??
    segments.find(({ tag }) => tag === 'TDT')
  const { mode, conveyance, carrier } = transport === undefined ? {} : conveyanceOf(transport, sender ?? '')
  const documentNumber = documentNumberOf(bgm, unh, report)
  const purpose = functionOf(bgm, unh, report)
  const version = textOf(bgm ?? unh, 2, 2)
  const parties: Party[] = [...(carrier === undefined ? [] : [carrier]), ...group.parties]
  const manifest =
    sender === undefined || documentNumber === '' || purpose === undefined
      ? undefined
      : {
          manifestId: manifestIdOf(sender, documentNumber),
          ...(bgm !== undefined && /^\d{1,9}$/.test(version) && { version: Number(version) }),
          function: purpose,
          sender,
          documentNumber,
          test: isTest(unb) || textOf(bgm ?? unh, 3) === '53',
          format: formatOf(unh),
          ...(mode !== undefined && { mode }),
          ...(conveyance !== undefined && Object.keys(conveyance).length > 0 && { conveyance }),
          ...datesOfManifest(dates),
          ...placesOfManifest(places),
          parties,
        }
  return { manifest, sender: sender ?? '', documentCode: textOf(bgm ?? unh, 1), equipment, countStated }
}

// 0035: 1 is a test; syntax version 4 knows more kinds of test, and a few senders write 0 for none.
const isTest = (unb: Segment | undefined): boolean => unb !== undefined && /^[1-4]$/.test(textOf(unb, 11))

const formatOf = (unh: Segment): string => {
  const release = [textOf(unh, 2, 2), textOf(unh, 2, 3)].filter((part) => part !== '').join('.')
  return release === '' ? 'edifact-cuscar' : `edifact-cuscar ${release}`
}

function senderOf(
  segments: readonly Segment[],
  unb: Segment | undefined,
  unh: Segment,
  report: Report,
): string | undefined {
  const stated = unb === undefined ? '' : textOf(unb, 2)
  if (!saysNothing(stated)) return stated
  const ms = segments.find((segment) => segment.tag === 'NAD' && textOf(segment, 1) === 'MS')
  const named = ms === undefined ? '' : textOf(ms, 2) || textOf(ms, 4) || textOf(ms, 3)
  const tdt = segments.find(({ tag }) => tag === 'TDT')
  const assumed = named !== '' ? named : tdt === undefined ? '' : textOf(tdt, 5)
  if (!saysNothing(assumed)) {
    const from = named === '' ? 'the carrier of TDT' : 'NAD+MS'
    report('SENDER_ASSUMED', unb ?? unh, `no sender in UNB; ${quoted(assumed)} is taken from ${from}`)
    return assumed
  }
  report('SENDER_MISSING', unb ?? unh, 'no sender; expected one in UNB (0004) or NAD+MS')
  return undefined
}

function documentNumberOf(bgm: Segment | undefined, unh: Segment, report: Report): string {
  const number = bgm === undefined ? '' : textOf(bgm, 2)
  if (saysNothing(number)) {
    const message =
      bgm === undefined
        ? 'no BGM; expected one with the document number'
        : 'no document number; expected one in C106 (1004)'
    report('DOCUMENT_NUMBER_MISSING', bgm ?? unh, message, bgm && { element: 2, component: 1 })
  }
  return saysNothing(number) ? '' : number
}

function functionOf(bgm: Segment | undefined, unh: Segment, report: Report): ManifestFunction | undefined {
  const code = bgm === undefined ? '' : textOf(bgm, 3)
  if (code === '') {
    report(
      'FUNCTION_MISSING',
      bgm ?? unh,
      'no message function (1225); read as 9, original',
      bgm && { element: 3 },
    )
    return 'original'
  }
  const known = FUNCTIONS.get(code)
  if (known === undefined) {
    const message = `found message function ${quoted(code)} (1225), expected 1, 2, 3, 4, 5, 7 or 9`
    report('FUNCTION_UNSUPPORTED', bgm ?? unh, message, { element: 3 })
  }
  return known
}
