import { problemOf, type Problem, type ProblemCode, quoted } from '../problem.ts'

/** What is looked at of an issue that a schema of the contracts found. */
type Issue = { readonly path: readonly PropertyKey[]; readonly message: string }

const DAYS: ReadonlySet<string> = new Set(['departureDate', 'arrivalDate'])

/** The errors of a value that does not fit its schema, each with its JSON path, what was found and what was expected. */
export function problemsOfIssues(issues: readonly Issue[], value: unknown, root: string): readonly Problem[] {
  return issues.map(({ path, message }) => {
    const name = String(path.at(-1) ?? '')
    const found = path.reduce<unknown>(stepInto, value)
    const code = codeOf(name, found)
    const at = path.reduce<string>(
      (left, key) => (typeof key === 'number' ? `${left}[${key}]` : `${left}.${String(key)}`),
      root,
    )
    const words = isMissing(found) ? `${name} is missing` : `found ${quoted(found)}`
    return problemOf(code, `${words}; ${expectation(name, message)}`, { path: at }, 'error')
  })
}

function codeOf(name: string, found: unknown): ProblemCode {
  const missing = isMissing(found)
  if (name === 'billNumber' && missing) return 'BILL_NUMBER_MISSING'
  if (name === 'sender' && missing) return 'SENDER_MISSING'
  if (name === 'documentNumber' && missing) return 'DOCUMENT_NUMBER_MISSING'
  if (missing) return 'FIELD_MISSING'
  return DAYS.has(name) || name === 'issuedAt' ? 'DATE_INVALID' : 'FIELD_INVALID'
}

const isMissing = (found: unknown): boolean =>
  found === undefined || (typeof found === 'string' && found.trim() === '')

function expectation(name: string, message: string): string {
  if (DAYS.has(name)) return 'expected a day that exists, as YYYY-MM-DD'
  if (name === 'issuedAt') return 'expected an instant that exists, as 2026-11-24T09:30:00Z'
  if (name === 'unlocode') return 'expected a UN/LOCODE, such as JPTYO'
  if (message.startsWith('expected')) return message
  // The schema's own words end in what it received, which the sender has just been told.
  return message.replace(/^Invalid \w+: /, '').replace(/, received \w+$/, '')
}

function stepInto(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<PropertyKey, unknown>)[key]
    : undefined
}
