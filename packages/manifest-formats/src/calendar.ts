/** A day or instant of the message; the time of day is there where the format has one. */
export type Moment = { day: string; instant: string }

// UN/EDIFACT 2379: the digits of each form of date, in words and in order.
const FORMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '101': 'YYMMDD',
    '102': 'CCYYMMDD',
    '201': 'YYMMDDHHMM',
    '202': 'YYMMDDHHMMSS',
    '203': 'CCYYMMDDHHMM',
    '204': 'CCYYMMDDHHMMSS',
  }),
)

/** The form in words, for a message to the sender; undefined where the code is none we read. */
export const dateForm = (code: string): string | undefined => FORMS.get(code)

/**
 * The moment that the digits name in this form (2379), or undefined when the form is unknown or there is no
 * such moment (31 February). Times carry no zone and are read as UTC; years of two digits lie in this century.
 */
export function momentOf(digits: string, code: string): Moment | undefined {
  const form = FORMS.get(code)
  if (form === undefined || digits.length !== form.length || !/^\d+$/.test(digits)) return undefined
  const full = form.startsWith('YY') ? `20${digits}` : digits
  const at = (from: number, to: number): number => Number(full.slice(from, to))
  const parts = [at(0, 4), at(4, 6), at(6, 8), at(8, 10), at(10, 12), at(12, 14)] as const
  const [year, month, day, hour, minute, second] = parts
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  // 24:00 is written for the end of a day; JavaScript rolls it over, and so it would not be "the same" below.
  const same =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second
  if (!same) return undefined
  const instant = date.toISOString()
  return { day: instant.slice(0, 10), instant: instant.replace('.000Z', 'Z') }
}
