import { eventType, headerText, readEvent, TOPICS, type EventAttributes } from '@trustlane/contracts'
import { type Cause, causeOf, type Incoming } from '@trustlane/event-log'
import { readManifests, type ReadResult } from '@trustlane/manifest-formats'

/** A record of `manifest.submitted`, read. */
export type Submitted = {
  readonly record: Incoming
  readonly attributes: EventAttributes
  readonly cause: Cause
  /** The content itself, out of whatever envelope it came in. */
  readonly bytes: Uint8Array
  readonly content: ReadResult
  /** The dead letter that an operator sent again. */
  readonly redrivenFrom: string | undefined
}

const NOTHING = new Uint8Array()

export function readSubmitted(record: Incoming, maxBytes: number): Submitted {
  const { attributes, data } = readEvent(record, record, {
    source: 'trustlane/unnamed',
    type: eventType(TOPICS.manifestSubmitted),
  })
  const bytes = data ?? NOTHING
  const contentType = attributes.datacontenttype
  return {
    record,
    attributes,
    cause: causeOf(record, attributes),
    bytes,
    content: readManifests(bytes, contentType === undefined ? { maxBytes } : { contentType, maxBytes }),
    redrivenFrom: headerText(record.headers, 'dlq.redriven-from'),
  }
}
