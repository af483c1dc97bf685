import { dateForm, type Moment, momentOf } from '../calendar.ts'
import { textOf } from '../edifact/segment.ts'
import type { Segment } from '../edifact/tokenizer.ts'
import { quoted } from '../problem.ts'
import type { Report } from './message.ts'

/**
 * The moment of a DTM, by its qualifier (2005). A date that does not exist is told and left out: no date of a
 * CUSCAR decides anything.
 */
export function takeDate(dates: Map<string, Moment>, segment: Segment, report: Report): void {
  const [qualifier, digits, form] = [textOf(segment, 1, 1), textOf(segment, 1, 2), textOf(segment, 1, 3)]
  if (digits === '' || !READ.has(qualifier)) return
  const moment = momentOf(digits, form)
  if (moment !== undefined) {
    if (!dates.has(qualifier)) dates.set(qualifier, moment)
    return
  }
  const expected = dateForm(form)
  const message =
    expected === undefined
      ? `found the date form ${quoted(form)} (2379), expected 101, 102, 201, 202, 203 or 204; the date is left out`
      : `found ${quoted(digits)}, expected an existing date in the form ${expected}; the date is left out`
  report('DATE_INVALID', segment, message, { element: 1, component: expected === undefined ? 3 : 2 })
}

// 137 message, 132 and 178 arrival (estimated, actual), 133 and 136 departure (estimated, actual).
const READ: ReadonlySet<string> = new Set(['137', '132', '178', '133', '136'])

/** The dates of the header that the canonical manifest knows; an actual one goes before an estimate. */
export function datesOfManifest(dates: ReadonlyMap<string, Moment>): {
  issuedAt?: string
  departureDate?: string
  arrivalDate?: string
} {
  const issued = dates.get('137')?.instant
  const departure = (dates.get('136') ?? dates.get('133'))?.day
  const arrival = (dates.get('178') ?? dates.get('132'))?.day
  return {
    ...(issued !== undefined && { issuedAt: issued }),
    ...(departure !== undefined && { departureDate: departure }),
    ...(arrival !== undefined && { arrivalDate: arrival }),
  }
}
