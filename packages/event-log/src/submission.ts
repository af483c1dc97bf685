import { type EventAttributes, eventHeaders, eventType, sha256, TOPICS, uuidOf } from '@trustlane/contracts'
import type { Outgoing } from './port.ts'

export type Submission = {
  /** One message, or an interchange of several, in any supported format. */
  readonly bytes: Uint8Array
  /** Media type; without it intake looks at the bytes. */
  readonly contentType?: string
  /** Who sends it, as a URI reference: `trustlane/cli`. */
  readonly source: string
  /** Derived from source, time and bytes where the sender has none of its own. */
  readonly id?: string
  /** Where it is known; else intake moves the message to the partition of the id in its body. */
  readonly manifestId?: string
  /** ISO instant. */
  readonly time: string
  readonly traceparent?: string
}

/** The record that submits a manifest to the pipeline. */
export function submission(sent: Submission): Outgoing {
  const { bytes, contentType, source, manifestId, time, traceparent } = sent
  const digest = sha256(bytes)
  const topic = TOPICS.manifestSubmitted
  const attributes: EventAttributes = {
    id: sent.id ?? uuidOf('submission', source, time, digest),
    source,
    type: eventType(topic),
    time,
    ...(manifestId !== undefined && { subject: manifestId }),
    ...(contentType !== undefined && { datacontenttype: contentType }),
    ...(traceparent !== undefined && { traceparent }),
    extensions: {},
  }
  return {
    topic,
    key: manifestId ?? uuidOf('content', digest),
    value: bytes,
    headers: eventHeaders(attributes),
  }
}

/**
 * A file as records: one for the whole of it, or, where it is too large for one, a record for each of its
 * `messages`, the first under the file's own id. `undefined` when that would not help: a message is too large.
 */
export function submissionsOf(
  file: Submission,
  messages: () => readonly { readonly bytes: Uint8Array; readonly manifestId?: string }[],
): readonly Outgoing[] | undefined {
  const { maxBytes } = TOPICS.manifestSubmitted
  if (file.bytes.length <= maxBytes) return [submission(file)]
  const parts = messages()
  if (parts.length < 2 || parts.some(({ bytes }) => bytes.length > maxBytes)) return undefined
  return parts.map((part, index) => {
    const id = index === 0 || file.id === undefined ? file.id : uuidOf(file.id, index)
    return submission({ ...file, ...part, ...(id !== undefined && { id }) })
  })
}
