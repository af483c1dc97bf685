import type { Topic } from '@trustlane/contracts'
import type { EventLog, Incoming, Outgoing } from '../port.ts'

const MIB = 1_048_576

/** A topic that is nobody's. A Kafka harness makes what it is asked for under names of its own. */
export const testTopic = (name: string, over: Partial<Topic> = {}): Topic => ({
  name,
  schema: undefined,
  key: 'test key',
  partitions: 3,
  retentionMs: 86_400_000,
  cleanup: 'delete',
  maxBytes: 16 * MIB,
  owner: 'test',
  readers: [],
  restricted: false,
  ...over,
})

export const INPUT = testTopic('conformance.input.v1')
export const OUTPUT = testTopic('conformance.output.v1')
export const STATE = testTopic('conformance.state.v1', { cleanup: 'compact', retentionMs: -1 })
export const REFERENCE = testTopic('conformance.reference.v1', { partitions: 1 })

/** A record with a JSON value. */
export const jsonRecord = (topic: Topic, key: string, json: unknown): Outgoing => ({
  topic,
  key,
  value: Buffer.from(JSON.stringify(json)),
  headers: {},
})

export const jsonOf = (record: { readonly value: Uint8Array | null }): unknown =>
  record.value === null ? null : JSON.parse(Buffer.from(record.value).toString('utf8'))

/** Records of the input, numbered from 0, over so many keys in turn. */
export const numbered = (count: number, keys: number): Outgoing[] =>
  Array.from({ length: count }, (_, n) => jsonRecord(INPUT, `key-${n % keys}`, { n }))

/** Every record of a topic, partition by partition. */
export async function readAll(log: EventLog, topic: Topic): Promise<Incoming[]> {
  const found: Incoming[] = []
  for (let partition = 0; partition < log.partitions(topic); partition += 1) {
    for (let offset = 0; ;) {
      const page = await log.read(topic, partition, offset, 1000)
      found.push(...page.records)
      offset = page.next
      if (offset >= page.end) break
    }
  }
  return found
}
