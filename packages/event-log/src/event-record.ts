import { type EventAttributes, eventHeaders, eventType, headerText, type Topic } from '@trustlane/contracts'
import type { Incoming, Outgoing } from './port.ts'

/** What an event leaves to those that are made from it. */
export type Cause = {
  readonly id: string
  /** Id of the event that the whole chain started with; absent where this one started it. */
  readonly correlationId?: string
  readonly traceparent?: string
  readonly tracestate?: string
}

export type NewEvent = {
  readonly topic: Topic
  readonly key: string
  /** Anything that the topic's schema accepts. */
  readonly value: unknown
  readonly id: string
  readonly source: string
  /** ISO instant. */
  readonly time: string
  readonly subject?: string
  readonly cause?: Cause
  /** Headers of our own beside those of CloudEvents. */
  readonly headers?: Readonly<Record<string, string>>
}

/** The cause that `record`, read as an event with these attributes, is for what a stage makes of it. */
export function causeOf(record: Pick<Incoming, 'headers'>, attributes: EventAttributes): Cause {
  const { id, traceparent, tracestate, extensions } = attributes
  const correlationId = headerText(record.headers, 'correlation-id') ?? extensions['correlationid']
  return {
    id,
    ...(correlationId !== undefined && { correlationId }),
    ...(traceparent !== undefined && { traceparent }),
    ...(tracestate !== undefined && { tracestate }),
  }
}

/**
 * A JSON event as a record: a CloudEvent in binary mode, with the trace of its cause, the cause's id as
 * `causation-id`, and the id that began the chain as `correlation-id`. Throws when the value does not hold to
 * the topic's schema to the letter, since a writer that breaks the contract is a bug.
 */
export function eventRecord(event: NewEvent): Outgoing {
  const { topic, key, id, source, time, subject, cause } = event
  const value: unknown = topic.schema === undefined ? event.value : topic.schema.parse(event.value)
  const { traceparent, tracestate } = cause ?? {}
  const attributes: EventAttributes = {
    id,
    source,
    type: eventType(topic),
    time,
    ...(subject !== undefined && { subject }),
    datacontenttype: 'application/json',
    ...(traceparent !== undefined && { traceparent }),
    ...(tracestate !== undefined && { tracestate }),
    extensions: {},
  }
  const own = {
    ...(cause !== undefined && {
      'correlation-id': cause.correlationId ?? cause.id,
      'causation-id': cause.id,
    }),
    ...event.headers,
  }
  const headers = { ...eventHeaders(attributes) }
  for (const [name, text] of Object.entries(own)) headers[name] = Buffer.from(text)
  return { topic, key, value: Buffer.from(JSON.stringify(value)), headers }
}
