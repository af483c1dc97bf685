import { headerText, sha256, type Topic, topicNamed, uuidOf } from '@trustlane/contracts'
import { isDeadLetterHeader, textHeaders } from './dead-letter.ts'
import { LogError } from './errors.ts'
import type { Incoming, Outgoing } from './port.ts'

export type Redrive = {
  readonly by: string
  /** ISO instant. */
  readonly at: string
  /** Bytes to send in place of those that failed. */
  readonly corrected?: Uint8Array
  /** The topic that the record came from; by default the catalogue's, by its name. */
  readonly topic?: Topic
}

/**
 * The record of a dead letter, to be appended to the topic and partition that it came from: its own headers
 * again, and `dlq.redriven-from` (topic/partition/offset of the dead letter), `-at` and `-by`. It keeps its
 * event id, also one that was derived from its first position. With corrected bytes it is another event: its
 * id is derived from the old id and the bytes, and `causation-id` names the old one. (A structured event has
 * its id in the bytes; there only `causation-id` is set.)
 *
 * Throws RECORD_REFUSED when the record is no dead letter or its topic is not known.
 */
export function redriveOf(letter: Incoming, redrive: Redrive): Outgoing {
  const name = headerText(letter.headers, 'dlq.original.topic')
  const partition = Number(headerText(letter.headers, 'dlq.original.partition'))
  const topic = redrive.topic ?? (name === undefined ? undefined : topicNamed(name))
  if (topic === undefined || topic.name !== name || !Number.isInteger(partition)) {
    const where = `${letter.topic}/${letter.partition}/${letter.offset}`
    throw new LogError('RECORD_REFUSED', `${where} is no dead letter of a known topic`)
  }
  const identity = identityOf(letter, redrive.corrected)
  // Header names are compared without regard to case: a CE_ID must not stay beside the ce_id set here.
  const own = Object.entries(letter.headers).filter(
    ([header]) => !isDeadLetterHeader(header) && !Object.hasOwn(identity, header.toLowerCase()),
  )
  return {
    topic,
    key: letter.key,
    partition,
    value: redrive.corrected ?? letter.value,
    headers: { ...Object.fromEntries(own), ...identity, ...textHeaders(traceOf(letter, redrive)) },
  }
}

function identityOf(letter: Incoming, corrected: Uint8Array | undefined): Record<string, Uint8Array> {
  const id = headerText(letter.headers, 'ce_id') || headerText(letter.headers, 'dlq.original.ce_id')
  if (id === undefined) return {}
  const type = headerText(letter.headers, 'content-type')?.toLowerCase() ?? ''
  const isStructured = type.startsWith('application/cloudevents')
  const text: Record<string, string> = {}
  if (!isStructured) text['ce_id'] = corrected === undefined ? id : uuidOf(id, sha256(corrected))
  if (corrected !== undefined) text['causation-id'] = id
  return textHeaders(text)
}

const traceOf = (letter: Incoming, { by, at }: Redrive): Record<string, string> => ({
  'dlq.redriven-from': `${letter.topic}/${letter.partition}/${letter.offset}`,
  'dlq.redriven-at': at,
  'dlq.redriven-by': by,
})
