import { eventHeaders, type Headers, headerText, sha256, TOPICS, uuidOf } from '@trustlane/contracts'
import type { Outgoing } from '@trustlane/event-log'
import type { ReadMessage } from '@trustlane/manifest-formats'
import type { Submitted } from './submitted.ts'

/**
 * Set on every record that intake itself puts back on its input: `first`, or the dead letter of the re-drive
 * that it happened in. A record is put back once in each, so that it can never go round in circles.
 */
const HOP = 'trustlane-hop'
const topic = TOPICS.manifestSubmitted

const driveOf = ({ redrivenFrom }: Submitted): string => redrivenFrom ?? 'first'

export const wasRepublished = (submitted: Submitted): boolean =>
  headerText(submitted.record.headers, HOP) === driveOf(submitted)

/** The same event under the manifest id of its body, and so on the partition where that belongs. */
export function moved(submitted: Submitted, manifestId: string): Outgoing {
  const { record, attributes, bytes } = submitted
  const kept = Object.entries(record.headers).filter(([name]) => !/^(?:ce_|content-type$)/i.test(name))
  return {
    topic,
    key: manifestId,
    value: bytes,
    headers: {
      ...Object.fromEntries(kept),
      ...eventHeaders(attributes),
      [HOP]: Buffer.from(driveOf(submitted)),
    },
  }
}

/**
 * One record for each message of an interchange, each an event of its own. A message that cannot be read goes
 * under a key of its content, so that its dead letter will hold nothing but itself. A re-drive ends here: of an
 * interchange that is sent again, messages that were accepted before are to be seen as repeats.
 */
export function split(submitted: Submitted): Outgoing[] {
  const { attributes, cause, content } = submitted
  return content.messages.map(({ manifest, bytes }: ReadMessage, index) => {
    const { subject: _ofAll, ...rest } = attributes
    const event = {
      ...rest,
      id: uuidOf(attributes.id, 'message', index),
      ...(manifest !== undefined && { subject: manifest.manifestId }),
    }
    const headers: Headers = {
      ...eventHeaders(event),
      'correlation-id': Buffer.from(cause.correlationId ?? cause.id),
      'causation-id': Buffer.from(cause.id),
      [HOP]: Buffer.from('first'),
    }
    return { topic, key: manifest?.manifestId ?? uuidOf('content', sha256(bytes)), value: bytes, headers }
  })
}
