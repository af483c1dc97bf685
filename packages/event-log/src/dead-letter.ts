import { deadLetterTopic, type Headers, readEvent, type Topic } from '@trustlane/contracts'
import type { Incoming, Outgoing } from './port.ts'
import { type Problem, problemDetail, shorten } from './problem.ts'

/** Why a record was put aside. Closed: operators filter and count by it. */
export type DeadLetterReason =
  | 'UNREADABLE'
  | 'SCHEMA_INVALID'
  | 'TOO_LARGE'
  | 'STALE_VERSION'
  | 'VERSION_CONFLICT'
  | 'STAGE_BUG'

/** What failed and where, for the operator who has to put it right. `firstFailedAt` is an ISO instant. */
export type Failure = Problem & {
  readonly reason: DeadLetterReason
  readonly stage: string
  /** Times that the stage tried; 1 when it is not given. */
  readonly attempts?: number
  readonly firstFailedAt: string
}

/** Longest attribute of the event that is repeated in a `dlq.original.ce_` header; a longer one is left out. */
const LONGEST_COPY = 1024
const LONGEST_MESSAGE = 1024

/**
 * The dead letter of a record of `topic`: its key, bytes and headers untouched, on its partition, with what
 * happened beside them. Always fits the dead-letter topic, which takes 64 KiB more than the topic itself.
 *
 * `dlq.original.ce_id` is the id that the stages saw, also where it was derived from the record's position, so
 * that a re-driven record keeps it. The `__dlq.errors.` names are those of Kafka's own dead letters (KIP-1191).
 */
export function deadLetter(record: Incoming, failure: Failure, topic: Topic): Outgoing {
  const text = {
    'dlq.reason': failure.reason,
    ...originOf(record, topic),
    'dlq.stage': failure.stage,
    'dlq.attempts': String(failure.attempts ?? 1),
    'dlq.first-failed-at': failure.firstFailedAt,
    'dlq.detail': problemDetail(failure, failure.reason, record),
    '__dlq.errors.group': failure.stage,
    '__dlq.errors.message': shorten(`${failure.title}: ${failure.detail}`, LONGEST_MESSAGE),
    '__dlq.errors.delivery.count': String(failure.attempts ?? 1),
  }
  return placed(record, textHeaders(text), topic)
}

/** The dead letter `output` told of `record` instead: what compose does, whose intermediate record nobody else has. */
export function deadLetterOf(output: Outgoing, record: Incoming, topic: Topic): Outgoing {
  const told = Object.entries(output.headers).filter(
    ([name]) => isDeadLetterHeader(name) && !name.startsWith('dlq.original.ce_'),
  )
  return placed(record, { ...Object.fromEntries(told), ...textHeaders(originOf(record, topic)) }, topic)
}

/** True for the headers that a dead letter adds to those of its record. */
export const isDeadLetterHeader = (name: string): boolean =>
  name.startsWith('dlq.') || name.startsWith('__dlq.')

export const textHeaders = (text: Readonly<Record<string, string>>): Record<string, Uint8Array> =>
  Object.fromEntries(Object.entries(text).map(([name, value]) => [name, Buffer.from(value)]))

const placed = (record: Incoming, added: Headers, topic: Topic): Outgoing => ({
  topic: deadLetterTopic(topic),
  key: record.key,
  partition: record.partition,
  value: record.value,
  headers: { ...record.headers, ...added },
})

function originOf(record: Incoming, topic: Topic): Record<string, string> {
  const { mode, attributes } = readEvent(record, record, { source: '', type: '' })
  const sent = mode === 'plain' ? { id: attributes.id } : attributes
  const copies = (['id', 'source', 'type'] as const)
    .map((name): [string, string] => [`dlq.original.ce_${name}`, sent[name as 'id'] ?? ''])
    .filter(([, value]) => value !== '' && Buffer.byteLength(value) <= LONGEST_COPY)
  return {
    'dlq.original.topic': topic.name,
    'dlq.original.partition': String(record.partition),
    'dlq.original.offset': String(record.offset),
    'dlq.original.timestamp': String(record.timestamp),
    ...Object.fromEntries(copies),
    '__dlq.errors.topic': topic.name,
    '__dlq.errors.partition': String(record.partition),
    '__dlq.errors.offset': String(record.offset),
  }
}
