import { type Headers, type Topic, topicNamed } from '@trustlane/contracts'
import { type Incoming, LogError, type Outgoing } from '@trustlane/event-log'
import { z } from 'zod'

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

const Bytes = z.base64()
const record = {
  topic: z.string(),
  key: z.string().nullable(),
  value: Bytes.nullable(),
  headers: z.record(z.string(), Bytes),
}
const WireOutgoing = z.strictObject({ ...record, partition: z.number().int().nonnegative().optional() })
const count = z.number().int().nonnegative()
const WireIncoming = z.object({ ...record, partition: count, offset: count, timestamp: z.number() })

/** One page of a partition, as `read` answers it. */
export const WirePage = z.object({ records: z.array(WireIncoming), next: count, end: count })

const wireHeaders = (headers: Headers): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, base64(value)]))
const readHeaders = (headers: Readonly<Record<string, string>>): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, bytesOf(value)]))

/** Records to append, one JSON object a line. */
export const recordLines = (records: readonly Outgoing[]): string =>
  records
    .map(({ topic, key, partition, value, headers }) =>
      JSON.stringify({
        topic: topic.name,
        key,
        partition,
        value: value === null ? null : base64(value),
        headers: wireHeaders(headers),
      }),
    )
    .join('\n')

/** Reads what `recordLines` wrote. Throws RECORD_REFUSED, naming the line. */
export const readRecordLines = (text: string): Outgoing[] =>
  text
    .split('\n')
    .map((line, index) => ({ line, at: `line ${index + 1}` }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, at }) => readRecord(line, at))

function readRecord(line: string, at: string): Outgoing {
  const { topic, key, partition, value, headers } = parsed(WireOutgoing, line, at)
  return {
    topic: topicOf(topic),
    key,
    ...(partition !== undefined && { partition }),
    value: value === null ? null : bytesOf(value),
    headers: readHeaders(headers),
  }
}

/** The topic of the catalogue. Throws RECORD_REFUSED when there is none of this name. */
export function topicOf(name: string): Topic {
  const topic = topicNamed(name)
  if (topic === undefined) throw new LogError('RECORD_REFUSED', `there is no topic "${name}"`)
  return topic
}

export const wireIncoming = ({ value, headers, ...rest }: Incoming): z.infer<typeof WireIncoming> => ({
  ...rest,
  value: value === null ? null : base64(value),
  headers: wireHeaders(headers),
})

export const readIncoming = ({ value, headers, ...rest }: z.infer<typeof WireIncoming>): Incoming => ({
  ...rest,
  value: value === null ? null : bytesOf(value),
  headers: readHeaders(headers),
})

function parsed<T>(schema: z.ZodType<T>, line: string, at: string): T {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch (error) {
    throw new LogError('RECORD_REFUSED', `${at} is not JSON: ${(error as Error).message}`)
  }
  const result = schema.safeParse(json)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new LogError('RECORD_REFUSED', `${at}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
}
