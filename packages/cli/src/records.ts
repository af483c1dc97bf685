import type { Topic } from '@trustlane/contracts'
import { type Incoming, recordsOf } from '@trustlane/event-log'
import type { Control } from '@trustlane/service-kit'

/** Every record of a topic, partition by partition. */
export async function* recordsOfTopic(
  log: Pick<Control, 'read' | 'partitions'>,
  topic: Topic,
): AsyncGenerator<Incoming> {
  const partitions = await log.partitions(topic)
  for (let partition = 0; partition < partitions; partition += 1) yield* recordsOf(log, topic, partition)
}

/** The end of each partition: the offset that its next record will have. */
export async function endsOf(log: Pick<Control, 'positions'>, topic: Topic): Promise<readonly number[]> {
  // Any group's positions tell the ends, and no record has to be read for them.
  return (await log.positions('cli', topic)).map(({ end }) => end)
}

/** The value as text, where it is UTF-8 without control characters but line ends and tabs. */
export function textOf(value: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(value)
    return /(?![\t\r\n])\p{Cc}/u.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

/** The value as JSON; `undefined` when it is none. */
export function jsonOf(value: Uint8Array | null): unknown {
  try {
    return value === null ? undefined : JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(value))
  } catch {
    return undefined
  }
}
