import type { Headers } from '@trustlane/contracts'
import { LogError } from './errors.ts'
import { partitionFor } from './partition.ts'
import type { Outgoing } from './port.ts'

/** What a record takes of its topic's `maxBytes`: key, value, and names and values of its headers. */
export function recordBytes(record: {
  readonly key: string | null
  readonly value: Uint8Array | null
  readonly headers: Headers
}): number {
  let bytes = (record.value?.length ?? 0) + (record.key === null ? 0 : Buffer.byteLength(record.key))
  for (const [name, value] of Object.entries(record.headers)) bytes += Buffer.byteLength(name) + value.length
  return bytes
}

/**
 * The partition that a record goes to in a topic of so many partitions.
 * Throws RECORD_REFUSED when the record fits no partition or is larger than its topic allows.
 */
export function placeOf(record: Outgoing, partitions: number): number {
  const { topic, key, partition } = record
  const bytes = recordBytes(record)
  if (bytes > topic.maxBytes) {
    throw refused(`A record for ${topic.name} has ${bytes} bytes, the topic takes ${topic.maxBytes}`)
  }
  if (topic.cleanup === 'compact' && key === null) {
    throw refused(`A record for ${topic.name} has no key, and the topic keeps the latest of each key`)
  }
  if (partition === undefined) {
    if (key === null) throw refused(`A record for ${topic.name} has neither key nor partition`)
    return partitionFor(key, partitions)
  }
  if (!Number.isInteger(partition) || partition < 0 || partition >= partitions) {
    throw refused(`${topic.name} has no partition ${partition}, only 0 to ${partitions - 1}`)
  }
  return partition
}

const refused = (message: string): LogError => new LogError('RECORD_REFUSED', message)
