import type { Manifest } from '@trustlane/contracts'
import { type PlacedConsignment, problemOfNoBills, problemsOfBills, withMasters } from '../bills.ts'
import { problemsOfEnd } from '../edifact/closing.ts'
import type { Envelope, Interchange } from '../edifact/interchange.ts'
import { textOf } from '../edifact/segment.ts'
import { parse, type Segment } from '../edifact/tokenizer.ts'
import type { Problem } from '../problem.ts'
import { problemLog } from '../problem-log.ts'
import {
  beginsBill,
  type BillDraft,
  consignmentOf,
  identityOfBill,
  nameOf,
  newBill,
  takeBill,
} from './bill.ts'
import { billKindOf } from './document-codes.ts'
import { equipmentKey } from './equipment.ts'
import { type Header, readHeader } from './header.ts'
import { reporter, type Report } from './message.ts'
import { faultOf } from './segment-fault.ts'

/**
 * Reads one CUSCAR message. A cut message, or one whose header cannot be read, gives no manifest; a bill with
 * an error is left out, and what is wrong names it.
 */
export function readCuscar(
  interchange: Interchange,
  envelope: Envelope,
): { manifest: Manifest | undefined; problems: readonly Problem[] } {
  const log = problemLog()
  const report = reporter(envelope.index, interchange.placeOf, log.add)
  const unb = interchange.unb
  if (!envelope.complete) {
    report('MESSAGE_TRUNCATED', envelope.unh, 'the message has no UNT: it is cut, and nothing of it is read')
    return { manifest: undefined, problems: log.problems() }
  }
  const { header, bills, headerBroken } = readSegments(interchange, envelope, report, log.add)
  const read = bills.flatMap((bill): PlacedConsignment[] => {
    const identity = identityOfBill(bill)
    if (identity === undefined) {
      report(
        'BILL_NUMBER_MISSING',
        bill.opening,
        'no bill number; expected RFF+BM, MB, BH, HWB or AWB, or a number in CNI; the bill is left out',
      )
      return []
    }
    if (bill.broken) return []
    const place = { message: envelope.index, ...interchange.placeOf(bill.opening) }
    return [{ consignment: consignmentOf(bill, identity, header), place }]
  })
  const place = { message: envelope.index, ...interchange.placeOf(envelope.unh) }
  for (const problem of problemsOfBills(read)) log.add(problem)
  checkCount(header, bills, report)
  checkEquipment(header, read, report)
  const empty = header.manifest && problemOfNoBills(header.manifest.function, read, place)
  if (empty !== undefined) log.add(empty)
  const unbUnreadable = unb !== undefined && (unb.undecodable !== undefined || unb.oversized)
  if (unbUnreadable) {
    const why = unb.oversized ? 'it is too long' : 'it has bytes outside the charset that it names'
    report('SEGMENT_UNREADABLE', unb, `UNB cannot be read: ${why}; the message is refused`)
  }
  const refused = headerBroken || empty !== undefined || unbUnreadable
  const manifest =
    refused || header.manifest === undefined
      ? undefined
      : { ...header.manifest, consignments: withMasters(read.map(({ consignment }) => consignment)) }
  return { manifest, problems: log.problems() }
}

type ReadSegments = { header: Header; bills: readonly BillDraft[]; headerBroken: boolean }

function readSegments(
  { source, placeOf, unb }: Interchange,
  envelope: Envelope,
  report: Report,
  add: (problem: Problem) => void,
): ReadSegments {
  const heading: Segment[] = []
  const bills: BillDraft[] = []
  let header: Header | undefined
  let cni: Segment | undefined
  let headerBroken = false
  let doubtful = false
  let summary = false

  const begin = (opening: Segment, ownNumber: string): void => {
    header ??= readHeader(heading, unb, envelope.unh, report)
    bills.push(newBill(opening, ownNumber, billKindOf(header.documentCode)))
  }
  for (const [index, raw] of envelope.segments.entries()) {
    const segment = parse(source, raw, index + 1)
    const bill = bills.at(-1)
    const fault = faultOf(segment, source.charset.name)
    if (fault !== undefined) {
      const name = bill && nameOf(bill)
      const consequence =
        bill === undefined ? 'the message is refused' : 'the bill that it stands in is left out'
      report(fault.code, segment, `${fault.message}; ${consequence}`, { bill: name })
      if (bill === undefined) headerBroken = true
      else bill.broken = true
      continue
    }
    if (segment.doubtful && !doubtful) {
      doubtful = true
      report(
        'CHARSET_DOUBTFUL',
        segment,
        `bytes outside the charset that UNB names (${source.charset.name}); read as UTF-8 or windows-1252`,
      )
    }
    if (segment.tag === 'UNT') {
      for (const problem of problemsOfEnd(envelope.unh, 1, segment, index + 1, 'segments', placeOf)) {
        add({ ...problem, place: { message: envelope.index, ...problem.place } })
      }
    } else if (segment.tag === 'CNI') {
      cni = segment
      summary = false
      begin(segment, textOf(segment, 2))
    } else if (segment.tag === 'AUT' && bill !== undefined) {
      summary = true
    } else if (summary) {
      continue
    } else if (bill === undefined || cni === undefined) {
      if (segment.tag !== 'UNH') heading.push(segment)
    } else if (beginsBill(bill, segment)) {
      begin(segment, '')
      const next = bills.at(-1)
      if (next !== undefined) takeBill(next, segment, header?.sender ?? '', report)
    } else {
      takeBill(bill, segment, header?.sender ?? '', report)
    }
  }
  header ??= readHeader(heading, unb, envelope.unh, report)
  return { header, bills, headerBroken }
}

// CNT 10 is the number of consignments; senders count either CNI groups or bills.
function checkCount({ countStated }: Header, bills: readonly BillDraft[], report: Report): void {
  if (countStated === undefined) return
  const stated = textOf(countStated, 1, 2)
  const groups = bills.filter(({ opening }) => opening.tag === 'CNI').length
  if ([bills.length, groups].includes(Number(stated))) return
  const message = `${JSON.stringify(stated)} consignments are stated, ${bills.length} are there`
  report('COUNT_MISMATCH', countStated, message, { element: 1, component: 2 })
}

function checkEquipment({ equipment }: Header, read: readonly PlacedConsignment[], report: Report): void {
  const used = new Set(
    read.flatMap(({ consignment }) => consignment.equipment.map(({ number }) => equipmentKey(number))),
  )
  for (const [key, { opening, number, group }] of equipment) {
    if (group.parties.length === 0 || used.has(key)) continue
    report(
      'EQUIPMENT_UNUSED',
      opening,
      `no bill names the container ${number}; its ${group.parties.length} parties are left out`,
    )
  }
}
