import {
  Consignment,
  headerOf,
  type Manifest,
  ManifestHeader,
  manifestIdOf,
  type Party,
} from '@trustlane/contracts'
import { type PlacedConsignment, problemOfNoBills, problemsOfBills, withMasters } from '../bills.ts'
import { withNameFlags } from '../party-name.ts'
import { type Place, type Problem, problemOf, quoted } from '../problem.ts'
import { saysNothing } from '../says-nothing.ts'
import { problemLog } from '../problem-log.ts'
import { MOST_MESSAGES, type ReadMessage, type ReadResult, tooManyMessages } from '../read-result.ts'
import { documentsOf, type JsonDocument } from './documents.ts'
import { fit, isObject, type Tell } from './fit.ts'
import { problemsOfIssues } from './issues.ts'

/** Reads canonical JSON: one manifest, an array of them, or one on each line (NDJSON). */
export function readJson(bytes: Uint8Array): ReadResult {
  const text = new TextDecoder('utf-8').decode(bytes)
  const wrong = text.indexOf('\u{fffd}')
  if (wrong !== -1 && !isUtf8(bytes)) {
    const byte = Buffer.byteLength(text.slice(0, wrong))
    const problem = problemOf('CHARSET_INVALID', 'bytes that are not valid UTF-8, which JSON is written in', {
      byte,
    })
    return { format: 'canonical-json', messages: [], problems: [problem] }
  }
  const documents = documentsOf(text, bytes)
  if (documents.length > MOST_MESSAGES) return tooManyMessages('canonical-json')
  const messages = documents.map(readDocument)
  const none = problemOf('NO_MANIFEST', 'the list is empty; expected at least one manifest', { path: '$' })
  return { format: 'canonical-json', messages, problems: messages.length === 0 ? [none] : [] }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function readDocument(document: JsonDocument): ReadMessage {
  if ('problem' in document)
    return { manifest: undefined, problems: [document.problem], bytes: document.bytes }
  const log = problemLog()
  const tell: Tell = (problem) => log.add({ ...problem, place: { ...document.place, ...problem.place } })
  const manifest = manifestOf(document.value, document.root, tell)
  return { manifest, problems: log.problems(), bytes: document.bytes }
}

function manifestOf(value: unknown, root: string, tell: Tell): Manifest | undefined {
  if (!isObject(value)) {
    tell(
      problemOf('FIELD_INVALID', `found ${quoted(value)}, expected a manifest (an object)`, { path: root }),
    )
    return undefined
  }
  const { consignments, manifestId, ...rest } = value
  const header = headerIn(rest, root, tell)
  const listed = listOf(consignments, `${root}.consignments`, tell)
  if (listed === undefined) return undefined
  const read = listed.flatMap((one, index) => {
    const consignment = consignmentIn(one, `${root}.consignments[${index}]`, tell)
    return consignment === undefined ? [] : [consignment]
  })
  for (const problem of problemsOfBills(read)) tell(problem)
  if (header === undefined) return undefined
  if (manifestId !== undefined && manifestId !== null && manifestId !== header.manifestId) {
    const message = `found ${quoted(manifestId)}, read as ${header.manifestId}: the id is sender and document number`
    tell(problemOf('MANIFEST_ID_IGNORED', message, { path: `${root}.manifestId` }))
  }
  const empty = problemOfNoBills(header.function, read, { path: `${root}.consignments` })
  if (empty !== undefined) {
    tell(empty)
    return undefined
  }
  return {
    ...headerOf({ ...header, consignments: [] }),
    consignments: withMasters(read.map(({ consignment }) => consignment)),
  }
}

function headerIn(value: Record<string, unknown>, root: string, tell: Tell): ManifestHeader | undefined {
  const fitted = fit(ManifestHeader, value, root, tell) as Record<string, unknown>
  const { sender, documentNumber } = fitted
  const candidate = {
    function: 'original',
    test: false,
    parties: [],
    ...withoutEmpty(fitted, 'sender', 'documentNumber'),
    ...(typeof fitted['issuedAt'] === 'string' && { issuedAt: inUtc(fitted['issuedAt']) }),
    // A number is taken for a document number, as many systems write it.
    ...(typeof documentNumber === 'number' && { documentNumber: String(documentNumber) }),
    manifestId: manifestIdOf(String(sender), String(documentNumber)),
    format: 'canonical-json',
  }
  const parsed = ManifestHeader.safeParse({ ...candidate, parties: withIdentifiers(candidate.parties) })
  if (parsed.success) return { ...parsed.data, parties: flagged(parsed.data.parties) }
  for (const problem of problemsOfIssues(parsed.error.issues, candidate, root)) tell(problem)
  return undefined
}

function consignmentIn(value: unknown, path: string, tell: Tell): PlacedConsignment | undefined {
  const bill = isObject(value) && typeof value['billNumber'] === 'string' ? value['billNumber'].trim() : ''
  const named: Place = bill === '' ? {} : { bill }
  const told: Tell = (problem: Problem) => tell({ ...problem, place: { ...problem.place, ...named } })
  if (!isObject(value)) {
    told(
      problemOf(
        'FIELD_INVALID',
        `found ${quoted(value)}, expected a consignment (an object); it is left out`,
        { path },
      ),
    )
    return undefined
  }
  const fitted = fit(Consignment, value, path, told) as Record<string, unknown>
  const billType = fitted['masterBill'] === undefined ? 'straight' : 'house'
  const candidate = { billType, goods: [], equipment: [], parties: [], ...withoutEmpty(fitted, 'billNumber') }
  const parsed = Consignment.safeParse({ ...candidate, parties: withIdentifiers(candidate.parties) })
  if (!parsed.success) {
    const problems = problemsOfIssues(parsed.error.issues, candidate, path)
    for (const problem of problems) told(problem)
    return undefined
  }
  return { consignment: { ...parsed.data, parties: flagged(parsed.data.parties) }, place: { path } }
}

function listOf(value: unknown, path: string, tell: Tell): readonly unknown[] | undefined {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value
  tell(problemOf('FIELD_INVALID', `found ${quoted(value)}, expected a list of consignments`, { path }))
  return undefined
}

const withIdentifiers = (parties: unknown): unknown =>
  Array.isArray(parties)
    ? parties.map((party: unknown) => (isObject(party) ? { identifiers: [], ...party } : party))
    : parties

const withoutEmpty = (
  fields: Readonly<Record<string, unknown>>,
  ...numbers: readonly string[]
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => !(numbers.includes(name) && typeof value === 'string' && saysNothing(value)),
    ),
  )

const flagged = (parties: readonly Party[]): Party[] => parties.map(withNameFlags)

// The wire has UTC only; an offset is a way to write the same instant.
function inUtc(text: string): string {
  const isOffset = /^\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d$/.test(text.trim())
  const date = isOffset ? new Date(text.trim()) : undefined
  return date === undefined || Number.isNaN(date.getTime()) ? text : date.toISOString()
}
