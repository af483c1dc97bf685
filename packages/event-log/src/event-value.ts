import { type EventAttributes, eventType, readerOf, readEvent, type Topic } from '@trustlane/contracts'
import { type Cause, causeOf } from './event-record.ts'
import type { Incoming } from './port.ts'
import type { Problem } from './problem.ts'

/** What the schema of a topic accepts. */
export type ValueOf<T extends Topic> = NonNullable<T['schema']>['_zod']['output']

export type EventValue<V> =
  | { readonly ok: true; readonly attributes: EventAttributes; readonly cause: Cause; readonly value: V }
  | { readonly ok: false; readonly attributes: EventAttributes; readonly problem: Problem }

/** What stands in for the sender of an event that names none. */
const UNNAMED = 'trustlane/unnamed'

/**
 * Reads a record of a JSON topic as its event and value: tolerant of fields and codes that are newer than this
 * build. What is no JSON, has no value or breaks the schema comes back as a problem with its places, ready for
 * a dead letter; nothing is thrown.
 */
export function eventValue<T extends Topic & { readonly schema: NonNullable<Topic['schema']> }>(
  topic: T,
  record: Incoming,
): EventValue<ValueOf<T>> {
  const { attributes, data } = readEvent(record, record, { source: UNNAMED, type: eventType(topic) })
  const failed = (detail: string, errors?: Problem['errors']): EventValue<ValueOf<T>> => ({
    ok: false,
    attributes,
    problem: { title: `Not an event of ${topic.name}`, detail, ...(errors !== undefined && { errors }) },
  })
  if (data === null) return failed('The record has no value')
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data))
  } catch (error) {
    return failed(`The value is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const parsed = readerOf(topic.schema).safeParse(json)
  if (parsed.success) {
    return { ok: true, attributes, cause: causeOf(record, attributes), value: parsed.data as ValueOf<T> }
  }
  const errors = parsed.error.issues.map(({ path, message }) => ({
    place: path.length === 0 ? '(the whole value)' : path.join('.'),
    message,
  }))
  const first = errors[0]
  return failed(first === undefined ? 'It breaks the schema' : `${first.place}: ${first.message}`, errors)
}
