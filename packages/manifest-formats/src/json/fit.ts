import { countryOf, unlocodeOf } from '../country.ts'
import { problemOf, type Problem, quoted } from '../problem.ts'

// The parts of a zod schema that are looked at. The schemas themselves are those of the contracts.
type Shape = {
  def: { type: string }
  shape?: Readonly<Record<string, unknown>>
  element?: unknown
  options?: readonly unknown[]
}

export type Tell = (problem: Problem) => void
type JsonObject = Record<string, unknown>

// Where a code that is not known is kept beside `other`.
const RAW_CODE: Readonly<Record<string, string>> = { role: 'rawRole', scheme: 'issuer' }

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * A value made to fit the writing side of a schema as far as that changes no meaning: fields that the schema
 * does not have are left out and told, null is no value, a code that is not known becomes `other`. What does
 * not fit then is an error, which the schema finds.
 */
export function fit(schema: unknown, value: unknown, path: string, tell: Tell): unknown {
  const { def, shape, element, options } = schema as Shape
  if (def.type === 'optional') {
    return fit((schema as { unwrap(): unknown }).unwrap(), value, path, tell)
  }
  if (shape !== undefined && isObject(value)) return fitObject(shape, value, path, tell)
  if (element !== undefined && Array.isArray(value)) {
    return value.map((part: unknown, index) => fit(element, part, `${path}[${index}]`, tell))
  }
  if (options !== undefined && def.type === 'enum' && typeof value === 'string') {
    const code = value.trim().toLowerCase()
    if (options.includes(value)) return value
    if (options.includes(code)) return code
    if (!options.includes('other')) return value
    tell(
      problemOf(
        'CODE_UNKNOWN',
        `found the code ${quoted(value)}, read as "other"; expected one of ${options.join(', ')}`,
        { path },
      ),
    )
    return 'other'
  }
  return value
}

function fitObject(
  shape: Readonly<Record<string, unknown>>,
  value: JsonObject,
  path: string,
  tell: Tell,
): JsonObject {
  const fitted: JsonObject = {}
  const unknown: string[] = []
  for (const [name, part] of Object.entries(value)) {
    if (part === null) continue
    const schema = Object.hasOwn(shape, name) ? shape[name] : undefined
    if (schema === undefined) unknown.push(name)
    else fitted[name] = spelled(name, fit(schema, part, `${path}.${name}`, tell), `${path}.${name}`, tell)
  }
  if (unknown.length > 0) {
    tell(
      problemOf(
        'FIELD_UNKNOWN',
        `fields that are not known and not read: ${unknown.slice(0, 20).map(quoted).join(', ')}`,
        { path },
      ),
    )
  }
  for (const [coded, raw] of Object.entries(RAW_CODE)) {
    if (fitted[coded] === 'other' && value[coded] !== 'other' && raw in shape) fitted[raw] ??= value[coded]
  }
  for (const [name, present] of Object.entries(fitted)) if (present === undefined) delete fitted[name]
  if ('unlocode' in shape && fitted['country'] === undefined && typeof fitted['unlocode'] === 'string') {
    const country = countryOf(fitted['unlocode'].slice(0, 2))
    if (country !== undefined) fitted['country'] = country
  }
  return fitted
}

// Codes in another case, or a UN/LOCODE with its space, are the same code; a country that does not exist is none.
function spelled(name: string, value: unknown, path: string, tell: Tell): unknown {
  if (typeof value !== 'string') return value
  if (name === 'unlocode') return unlocodeOf(value) ?? value
  if (name !== 'country' && name !== 'origin') return value
  const country = countryOf(value)
  if (country === undefined && /^\s*[A-Za-z]{2}\s*$/.test(value)) {
    tell(
      problemOf(
        'COUNTRY_UNKNOWN',
        `found country ${quoted(value)}, expected two letters of ISO 3166 such as JP; left out`,
        { path },
      ),
    )
    return undefined
  }
  return country ?? value
}
