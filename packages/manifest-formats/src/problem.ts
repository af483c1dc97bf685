/** Every code a reader can give, with its usual severity. Closed: senders and dashboards may rely on the list. */
export const PROBLEM_CODES = {
  EMPTY_INPUT: 'error',
  TOO_LARGE: 'error',
  UNKNOWN_FORMAT: 'error',
  CHARSET_UNSUPPORTED: 'error',
  CHARSET_INVALID: 'error',
  CHARSET_DOUBTFUL: 'warning',
  UNA_INVALID: 'error',
  INTERCHANGE_TRUNCATED: 'error',
  OUTSIDE_MESSAGE: 'error',
  NO_MANIFEST: 'error',
  MESSAGE_SKIPPED: 'warning',
  MESSAGE_TRUNCATED: 'error',
  TYPE_ASSUMED: 'warning',
  COUNT_MISMATCH: 'warning',
  REFERENCE_MISMATCH: 'warning',
  SEGMENT_UNREADABLE: 'error',
  SEGMENT_UNKNOWN: 'error',
  SENDER_MISSING: 'error',
  SENDER_ASSUMED: 'warning',
  DOCUMENT_NUMBER_MISSING: 'error',
  FUNCTION_MISSING: 'warning',
  FUNCTION_UNSUPPORTED: 'error',
  BILL_NUMBER_MISSING: 'error',
  BILL_DUPLICATE: 'warning',
  NO_CONSIGNMENTS: 'error',
  NO_PARTIES: 'warning',
  PARTY_UNREADABLE: 'warning',
  EQUIPMENT_UNUSED: 'warning',
  CODE_UNKNOWN: 'warning',
  COUNTRY_UNKNOWN: 'warning',
  PLACE_UNKNOWN: 'warning',
  DATE_INVALID: 'warning',
  NUMBER_INVALID: 'warning',
  JSON_SYNTAX: 'error',
  FIELD_MISSING: 'error',
  FIELD_INVALID: 'error',
  FIELD_UNKNOWN: 'warning',
  MANIFEST_ID_IGNORED: 'warning',
  MORE_PROBLEMS: 'warning',
} as const satisfies Record<string, 'error' | 'warning'>

export type ProblemCode = keyof typeof PROBLEM_CODES

/**
 * Where a problem is. Lines, columns, messages, elements and components count from 1, `byte` from 0;
 * `segment` counts from the UNH of its message, as UNT does.
 */
export type Place = {
  line?: number
  column?: number
  byte?: number
  message?: number
  segment?: number
  tag?: string
  element?: number
  component?: number
  /** Where the input is JSON: `$.consignments[3].billNumber`. */
  path?: string
  bill?: string
}

/** What is wrong with an input, in words that its sender can act on. */
export type Problem = {
  severity: 'error' | 'warning'
  code: ProblemCode
  message: string
  place: Place
}

/** The problem with the usual severity of its code, unless another is given. */
export const problemOf = (
  code: ProblemCode,
  message: string,
  place: Place,
  severity: Problem['severity'] = PROBLEM_CODES[code],
): Problem => ({ severity, code, message, place })

export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === 'error')

/** One line for a terminal or a log: severity, place, words. Control characters are replaced by spaces. */
export function describeProblem({ severity, message, place }: Problem): string {
  const position = [
    place.bill !== undefined && `bill ${place.bill}`,
    place.message !== undefined && `message ${place.message}`,
    place.segment !== undefined && `segment ${place.segment}`,
    place.element !== undefined && `element ${place.element}`,
    place.component !== undefined && `component ${place.component}`,
    place.line !== undefined && `line ${place.line} column ${place.column ?? 1}`,
    place.line === undefined && place.byte !== undefined && `byte ${place.byte}`,
  ].filter((part) => part !== false)
  const subject = place.tag ?? place.path ?? 'input'
  const where = position.length === 0 ? subject : `${subject} (${position.join(', ')})`
  return `${severity}: ${where}: ${message}`.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}

/** What was found, quoted and cut to a length that fits into a sentence. */
export function quoted(found: unknown): string {
  const text = typeof found === 'string' ? found : (JSON.stringify(found) ?? 'nothing')
  const cut = text.length > 60 ? `${text.slice(0, 57)}...` : text
  return typeof found === 'string' ? `"${cut}"` : cut
}
