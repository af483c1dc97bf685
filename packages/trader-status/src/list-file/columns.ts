import type { ListFileKind, ListProblem } from './list-item.ts'

/** Columns of a CSV list, and the field that each of them fills. The README documents them for people. */
const COLUMNS: Readonly<Record<string, string>> = {
  programme: 'programme',
  member_id: 'memberId',
  name: 'names',
  aliases: 'names.*',
  street: 'addresses.0.lines',
  city: 'addresses.0.city',
  postcode: 'addresses.0.postcode',
  region: 'addresses.0.region',
  country: 'addresses.0.country',
  status: 'status',
  status_from: 'statusFrom',
  types: 'types',
  certificate: 'certificate',
  tier: 'tier',
  consent: 'consent',
  valid_from: 'validFrom',
  valid_to: 'validTo',
  revalidation_due: 'revalidationDue',
  identifiers: 'identifiers',
  conveyance: 'conveyance',
  sequence: 'sequence',
  change: 'change',
  reference: 'reference',
  checked_by: 'checkedBy',
  expires: 'expires',
}
const REQUIRED = ['member_id', 'name', 'status']
const REQUIRED_OF_EVIDENCE = [...REQUIRED, 'reference', 'checked_by', 'expires']

/** The column that fills a field: the one whose path is the longest beginning of the field's. */
export function columnOf(path: string): string {
  const fits = Object.entries(COLUMNS)
    .filter(([, field]) => path === field || path.startsWith(`${field}.`))
    .toSorted(([, a], [, b]) => b.length - a.length)
  return fits[0]?.[0] ?? path
}

const fatal = (column: string, expected: string): ListProblem => ({ column, expected, isFatal: true })

/**
 * Reads the header. A column that is unknown may be one that was misspelt, and without it every row would say
 * something else: nothing is read then.
 */
export function readHeader(
  cells: readonly string[],
  kind: ListFileKind | undefined,
  hasProgramme: boolean,
): { readonly names: readonly string[]; readonly problems: readonly ListProblem[] } {
  const names = cells.map((cell) =>
    cell
      .normalize('NFKC')
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
  )
  const required = kind === 'evidence' ? REQUIRED_OF_EVIDENCE : REQUIRED
  const missing = [...required, ...(hasProgramme ? [] : ['programme'])].filter(
    (name) => !names.includes(name),
  )
  const problems = [
    ...names
      .filter((name) => !Object.hasOwn(COLUMNS, name))
      .map((name) => fatal(name, `only the columns ${Object.keys(COLUMNS).join(', ')}`)),
    ...names
      .filter((name, index) => names.indexOf(name) < index)
      .map((name) => fatal(name, 'each column once')),
    ...missing.map((name) => fatal(name, 'this column in the first line')),
  ]
  return { names, problems }
}

const parts = (text: string): readonly string[] =>
  text
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** `eori:DE123`, and `local:ISSUER:VALUE` for a code that is unique only there. */
function identifierOf(text: string): Record<string, string> {
  const [scheme = '', ...rest] = text.split(':').map((part) => part.trim())
  return scheme.toLowerCase() === 'local' && rest.length > 1
    ? { scheme: 'local', issuer: rest[0] ?? '', value: rest.slice(1).join(':') }
    : { scheme: scheme.toLowerCase(), value: rest.join(':') }
}

/** `MID@US:JPAOB123TOK`; without `@` it holds for any destination. */
function conveyanceOf(text: string): Record<string, string> {
  const [head = '', ...rest] = text.split(':').map((part) => part.trim())
  const [method = '', destination] = head.toUpperCase().split('@')
  const value = rest.join(':')
  return destination === undefined ? { method, value } : { method, destination, value }
}

/** Digits as a number; anything else stays, to be refused with what was found. */
const sequenceOf = (text: string | undefined): number | string | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : text

/** The fields of a row from its cells by column name; empty cells are left out. */
export function fieldsOf(cells: ReadonlyMap<string, string>): Record<string, unknown> {
  const cell = (name: string): string | undefined => cells.get(name)
  const all = (name: string): readonly string[] => parts(cell(name) ?? '')
  const name = cell('name')
  const [street, country] = [cell('street'), cell('country')?.toUpperCase()]
  const address: Record<string, unknown> = {
    lines: street === undefined ? undefined : [street],
    city: cell('city'),
    postcode: cell('postcode'),
    region: cell('region'),
    country,
  }
  const hasAddress = Object.values(address).some((value) => value !== undefined)
  const read: Record<string, unknown> = {
    programme: cell('programme'),
    memberId: cell('member_id'),
    names: name === undefined ? [] : [name, ...all('aliases')],
    addresses: hasAddress ? [defined(address)] : undefined,
    status: cell('status')?.toLowerCase(),
    statusFrom: cell('status_from'),
    types: cell('types') === undefined ? undefined : all('types').map((type) => type.toLowerCase()),
    certificate: cell('certificate'),
    tier: cell('tier')?.toUpperCase(),
    consent: cell('consent')?.toLowerCase(),
    validFrom: cell('valid_from'),
    validTo: cell('valid_to'),
    revalidationDue: cell('revalidation_due'),
    identifiers: cell('identifiers') === undefined ? undefined : all('identifiers').map(identifierOf),
    conveyance: cell('conveyance') === undefined ? undefined : all('conveyance').map(conveyanceOf),
    sequence: sequenceOf(cell('sequence')),
    change: cell('change')?.toLowerCase(),
    reference: cell('reference'),
    checkedBy: cell('checked_by'),
    expires: cell('expires'),
  }
  return defined(read)
}

const defined = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
