import { sha256 } from './digest.ts'
import { uuidOf } from './ids.ts'

/** Header values as Kafka has them: bytes. Text is UTF-8. */
export type Headers = Readonly<Record<string, Uint8Array>>

/** The attributes of a CloudEvent that Trustlane uses; others are carried in `extensions`. */
export type EventAttributes = {
  readonly id: string
  readonly source: string
  readonly type: string
  readonly time?: string
  readonly subject?: string
  readonly dataschema?: string
  readonly datacontenttype?: string
  /** W3C Trace Context; carried through from input to output. */
  readonly traceparent?: string
  readonly tracestate?: string
  readonly extensions: Readonly<Record<string, string>>
}

/** A record read as an event: how it was sent, its attributes, its data bytes (`null` for a tombstone). */
export type ReceivedEvent = {
  readonly mode: 'binary' | 'structured' | 'plain'
  readonly attributes: EventAttributes
  readonly data: Uint8Array | null
}

/** Where a record lies: gives an id to an event that came without one. */
export type RecordPosition = { readonly topic: string; readonly partition: number; readonly offset: number }

const PREFIX = 'ce_'
const KNOWN = new Set([
  'id',
  'source',
  'type',
  'time',
  'subject',
  'dataschema',
  'datacontenttype',
  'specversion',
])
const TRACE = ['traceparent', 'tracestate'] as const

/** The text of a header; `undefined` when it is missing. Names are compared without regard to case. */
export function headerText(headers: Headers, name: string): string | undefined {
  const value =
    headers[name] ?? Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
  return value === undefined ? undefined : Buffer.from(value).toString('utf8')
}

/**
 * Reads a record in any of the three ways of the CloudEvents 1.0 Kafka binding: binary (`ce_` headers),
 * structured (`application/cloudevents+json`), or plain content without any attribute. Never throws: a
 * structured event that is not JSON, or whose `data_base64` is no base64, is given back as plain bytes, so
 * that the reader of the data reports it.
 *
 * A missing id is derived from the bytes and the position, so that the same record always has the same one.
 */
export function readEvent(
  record: { readonly value: Uint8Array | null; readonly headers: Headers },
  position: RecordPosition,
  fallback: { readonly source: string; readonly type: string },
): ReceivedEvent {
  const contentType = headerText(record.headers, 'content-type')
  if (contentType?.toLowerCase().startsWith('application/cloudevents') === true && record.value !== null) {
    const structured = readStructured(record.value)
    if (structured !== undefined) return withDefaults('structured', structured.attributes, structured.data)
  }
  const sent: Record<string, string> = {}
  for (const [name, value] of Object.entries(record.headers)) {
    const key = name.toLowerCase()
    if (key.startsWith(PREFIX)) sent[key.slice(PREFIX.length)] = Buffer.from(value).toString('utf8')
  }
  const mode = Object.keys(sent).length > 0 ? 'binary' : 'plain'
  if (contentType !== undefined) sent['datacontenttype'] = contentType
  return withDefaults(mode, sent, record.value)

  function withDefaults(
    mode: ReceivedEvent['mode'],
    found: Readonly<Record<string, string>>,
    data: Uint8Array | null,
  ): ReceivedEvent {
    const extensions = Object.fromEntries(
      Object.entries(found).filter(([name]) => !KNOWN.has(name) && !TRACE.some((trace) => trace === name)),
    )
    const optional: Record<string, string> = {}
    for (const name of ['time', 'subject', 'dataschema', 'datacontenttype'] as const) {
      if (found[name] !== undefined) optional[name] = found[name]
    }
    for (const name of TRACE) {
      const value = headerText(record.headers, name) ?? found[name]
      if (value !== undefined) optional[name] = value
    }
    return {
      mode,
      data,
      attributes: {
        id: found['id'] || uuidOf(sha256(data ?? ''), position.topic, position.partition, position.offset),
        source: found['source'] || fallback.source,
        type: found['type'] || fallback.type,
        ...optional,
        extensions,
      },
    }
  }
}

function readStructured(
  value: Uint8Array,
): { attributes: Record<string, string>; data: Uint8Array | null } | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.from(value).toString('utf8'))
  } catch {
    return undefined
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined
  const { data, data_base64: base64, ...rest } = parsed as Record<string, unknown>
  const attributes: Record<string, string> = {}
  for (const [name, attribute] of Object.entries(rest)) {
    if (typeof attribute === 'string') attributes[name] = attribute
    else if (typeof attribute === 'number' || typeof attribute === 'boolean')
      attributes[name] = String(attribute)
  }
  if (typeof base64 === 'string') {
    const bytes = Buffer.from(base64, 'base64')
    if (bytes.toString('base64').replaceAll('=', '') !== base64.replaceAll('=', '')) return undefined
    return { attributes, data: bytes }
  }
  if (data === undefined) return { attributes, data: null }
  const isJson = /[/+]json\b/i.test(attributes['datacontenttype'] ?? 'application/json')
  const text = typeof data === 'string' && !isJson ? data : JSON.stringify(data)
  return { attributes, data: Buffer.from(text) }
}

/** Attributes as headers of the binary mode: `content-type`, the trace, and a `ce_` header for every other. */
export function eventHeaders(attributes: EventAttributes): Record<string, Uint8Array> {
  const { datacontenttype, traceparent, tracestate, extensions, ...rest } = attributes
  const text: Record<string, string> = { [`${PREFIX}specversion`]: '1.0' }
  for (const [name, value] of Object.entries({ ...rest, ...extensions })) text[`${PREFIX}${name}`] = value
  if (datacontenttype !== undefined) text['content-type'] = datacontenttype
  if (traceparent !== undefined) text['traceparent'] = traceparent
  if (tracestate !== undefined) text['tracestate'] = tracestate
  return Object.fromEntries(Object.entries(text).map(([name, value]) => [name, Buffer.from(value)]))
}
