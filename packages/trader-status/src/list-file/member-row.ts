import { Membership } from '@trustlane/contracts'
import type { z } from 'zod'
import { readInstant } from './instant.ts'
import type { Evidence, ListFileKind, ListItem, ListProblem } from './list-item.ts'

/** Values for what the rows leave open. */
export type ListDefaults = Partial<
  Pick<Membership, 'status' | 'consent' | 'types' | 'certificate' | 'tier' | 'statusFrom'>
>

/** What a row is read against. */
export type RowContext = {
  readonly programme?: string | undefined
  readonly kind?: ListFileKind | undefined
  readonly knownProgrammes: readonly string[]
  readonly zoneOf: (programme: string) => string
  readonly defaults: ListDefaults
}

/** A row before it is checked: fields as `Membership` names them, and how the file calls each of them. */
export type Draft = {
  readonly row: number
  readonly line?: number
  readonly fields: Readonly<Record<string, unknown>>
  readonly columnOf: (path: string) => string
}

const DATES = [
  ['statusFrom', 'start'],
  ['validFrom', 'start'],
  ['validTo', 'end'],
  ['revalidationDue', 'end'],
  ['expires', 'end'],
] as const

const EMPTY = { addresses: [], identifiers: [], types: [], conveyance: [], consent: 'unknown' }

const shown = (value: unknown): string | undefined => {
  if (value === undefined) return undefined
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let part = value
  for (const key of path) part = (part as Record<PropertyKey, unknown> | undefined)?.[key]
  return part
}

function expectedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`
  if (issue.code === 'invalid_type')
    return issue.expected === 'string' ? 'text' : `a value of type ${issue.expected}`
  if (issue.code === 'unrecognized_keys') return 'no such field'
  if (issue.code === 'too_small') return 'a value'
  return issue.message.replace(/^expected /i, '')
}

/** Turns a row into a membership, a removal, or all that is wrong with it. Never throws. */
export function readMember(draft: Draft, context: RowContext): readonly ListItem[] {
  const { row, line, columnOf } = draft
  const problems: ListProblem[] = []
  const refuse = (path: string, found: unknown, expected: string): void => {
    const text = shown(found)
    problems.push({
      column: columnOf(path),
      ...(text !== undefined && { found: text }),
      expected,
      isFatal: false,
    })
  }
  const faults = (): readonly ListItem[] =>
    problems.map((problem) => ({ row, ...(line !== undefined && { line }), problem }))

  const { sequence, change = 'member', reference, checkedBy, ...member } = draft.fields
  const programme = readProgramme()
  if (sequence !== undefined && !(Number.isSafeInteger(sequence) && Number(sequence) >= 0)) {
    refuse('sequence', sequence, 'a whole number from 0')
  }
  if (programme === undefined) return faults()
  const order = sequence === undefined ? {} : { sequence: Number(sequence) }

  if (change === 'removed') return readRemoval(programme)
  if (change !== 'member') refuse('change', change, 'one of member, removed')
  const { expires, ...dated } = readDates(
    { ...EMPTY, ...context.defaults, ...member },
    context.zoneOf(programme),
  )
  const evidence = context.kind === 'evidence' ? readEvidence(expires) : undefined
  const parsed = Membership.safeParse({ ...dated, programme })
  for (const issue of parsed.error?.issues ?? []) {
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
    const name = path.map(String).join('.')
    refuse(name, valueAt(dated, path), expectedBy(issue))
  }
  const { validFrom, validTo } = parsed.data ?? {}
  if (validFrom !== undefined && validTo !== undefined && Date.parse(validTo) <= Date.parse(validFrom)) {
    refuse('validTo', member['validTo'], 'an end after the start')
  }
  if (parsed.data === undefined || problems.length > 0) return faults()
  return [{ row, membership: parsed.data, ...order, ...(evidence !== undefined && { evidence }) }]

  function readProgramme(): string | undefined {
    const { programme: own = context.programme } = member
    const known = context.knownProgrammes
    if (typeof own !== 'string' || !known.includes(own)) {
      refuse('programme', own, `a known programme: ${known.join(', ')}`)
    } else if (context.programme !== undefined && own !== context.programme) {
      refuse('programme', own, `${context.programme}, the programme of this list`)
    } else return own
    return undefined
  }

  function readRemoval(programme: string): readonly ListItem[] {
    const { memberId } = member
    if (context.kind !== 'changes') refuse('change', change, 'member: only changes can remove')
    if (typeof memberId !== 'string' || memberId.trim() === '') refuse('memberId', memberId, 'a value')
    return problems.length > 0
      ? faults()
      : [{ row, removed: { programme, memberId: String(memberId).trim() }, ...order }]
  }

  function readDates(fields: Record<string, unknown>, zone: string): Record<string, unknown> {
    const read: Record<string, unknown> = { ...fields }
    for (const [name, edge] of DATES) {
      const value = fields[name]
      if (value === undefined) continue
      const result = typeof value === 'string' ? readInstant(value.trim(), zone, edge) : { expected: 'text' }
      if ('instant' in result) read[name] = result.instant
      else {
        refuse(name, value, result.expected)
        // Left out, so that the schema does not report it a second time.
        delete read[name]
      }
    }
    return read
  }

  function readEvidence(expires: unknown): Evidence | undefined {
    if (typeof reference !== 'string') refuse('reference', reference, 'the document that shows it')
    if (typeof checkedBy !== 'string') refuse('checkedBy', checkedBy, 'who checked the document')
    if (expires === undefined && member['expires'] === undefined) {
      refuse('expires', undefined, 'the date until which it may be relied on')
    }
    return typeof reference === 'string' && typeof checkedBy === 'string' && typeof expires === 'string'
      ? { reference, checkedBy, expires }
      : undefined
  }
}
