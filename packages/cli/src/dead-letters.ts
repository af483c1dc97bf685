import { ALL_TOPICS, headerText, type Topic, topicNamed } from '@trustlane/contracts'
import { type Incoming, recordsOf } from '@trustlane/event-log'
import type { Control } from '@trustlane/service-kit'
import { CliError, usageError } from './exit.ts'
import { placeOf } from './record-view.ts'
import { jsonOf, recordsOfTopic } from './records.ts'

export type DeadLetter = {
  readonly record: Incoming
  /** `topic/partition/offset`, as the command line takes it. */
  readonly place: string
  readonly reason: string
  readonly stage: string
  readonly title: string
  readonly detail: string
  readonly failedAt: string
  /** Where it came from; undefined when its headers do not say. */
  readonly source: { readonly topic: Topic; readonly partition: number; readonly offset: number } | undefined
  /** True when a record of its source says that it was made from this one. */
  readonly isRedriven: boolean
}

export type Filter = { readonly topic?: string | undefined; readonly reason?: string | undefined }

const DEAD_LETTER_TOPICS = ALL_TOPICS.filter(({ name }) => name.endsWith('.dlq'))

type Log = Pick<Control, 'read' | 'partitions'>

/** Every dead letter that fits, oldest first within its topic; their bytes are left out. */
export async function deadLettersIn(log: Log, filter: Filter = {}): Promise<readonly DeadLetter[]> {
  const letters: DeadLetter[] = []
  for (const topic of topicsOf(filter.topic)) {
    // Without the bytes: a dead letter may have 16 MiB, and there may be many.
    for await (const record of recordsOfTopic(log, topic)) letters.push(letterOf({ ...record, value: null }))
  }
  const fitting = letters.filter(({ reason }) => filter.reason === undefined || reason === filter.reason)
  const redriven = await redrivenPlaces(log, fitting)
  return fitting.map((letter) => ({ ...letter, isRedriven: redriven.has(letter.place) }))
}

/** The dead letter at a place. Throws when there is none. */
export async function deadLetterAt(log: Log, place: string): Promise<DeadLetter> {
  const [, name = '', partition, offset] = /^(.+)\/(\d+)[/@](\d+)$/.exec(place) ?? []
  const topic = topicNamed(name)
  if (topic === undefined || !DEAD_LETTER_TOPICS.includes(topic)) {
    throw usageError(
      `"${place}" is no dead letter: expected TOPIC/PARTITION/OFFSET as "dlq list" prints it, such as manifest.submitted.v1.dlq/0/3`,
    )
  }
  if (Number(partition) >= (await log.partitions(topic)))
    throw new CliError(`there is no partition ${topic.name}/${partition}`)
  const page = await log.read(topic, Number(partition), Number(offset), 1)
  const record = page.records.find((each) => each.offset === Number(offset))
  if (record === undefined)
    throw new CliError(`there is no dead letter at ${topic.name}/${partition}/${offset}`)
  const letter = letterOf(record)
  return { ...letter, isRedriven: (await redrivenPlaces(log, [letter])).has(letter.place) }
}

function topicsOf(name: string | undefined): readonly Topic[] {
  if (name === undefined) return DEAD_LETTER_TOPICS
  const found = DEAD_LETTER_TOPICS.find((topic) =>
    [topicNamed(name)?.name, `${topicNamed(name)?.name}.dlq`].includes(topic.name),
  )
  if (found !== undefined) return [found]
  const known = DEAD_LETTER_TOPICS.map((topic) => topic.name).join(', ')
  throw usageError(`--topic "${name}" has no dead letters: expected one of ${known}`)
}

function letterOf(record: Incoming): DeadLetter {
  const header = (name: string): string | undefined => headerText(record.headers, name)
  const { title, detail } = (jsonOf(record.headers['dlq.detail'] ?? null) ?? {}) as Record<string, unknown>
  const topic = topicNamed(header('dlq.original.topic') ?? '')
  const partition = Number(header('dlq.original.partition'))
  const offset = Number(header('dlq.original.offset'))
  return {
    record,
    place: placeOf(record),
    reason: header('dlq.reason') ?? 'UNKNOWN',
    stage: header('dlq.stage') ?? 'unknown',
    title: typeof title === 'string' ? title : '',
    detail: typeof detail === 'string' ? detail : '',
    failedAt: header('dlq.first-failed-at') ?? new Date(record.timestamp).toISOString(),
    source:
      topic === undefined || Number.isNaN(partition) || Number.isNaN(offset)
        ? undefined
        : { topic, partition, offset },
    isRedriven: false,
  }
}

/** Places of dead letters that records of their sources name as their origin. A re-driven record lies behind the failed one. */
async function redrivenPlaces(
  log: Log,
  letters: readonly Omit<DeadLetter, 'isRedriven'>[],
): Promise<ReadonlySet<string>> {
  const starts = new Map<string, { topic: Topic; partition: number; offset: number }>()
  for (const { source } of letters) {
    if (source === undefined) continue
    const key = `${source.topic.name}/${source.partition}`
    const known = starts.get(key)
    if (known === undefined || source.offset < known.offset) starts.set(key, source)
  }
  const places = new Set<string>()
  for (const { topic, partition, offset } of starts.values()) {
    for await (const record of recordsOf(log, topic, partition, offset + 1)) {
      const from = headerText(record.headers, 'dlq.redriven-from')
      if (from !== undefined) places.add(from)
    }
  }
  return places
}

/** What is wrong, in one sentence. */
export const inWords = ({ title, detail }: Pick<DeadLetter, 'title' | 'detail'>): string =>
  detail === '' || detail.startsWith(title) ? detail || title : `${title}: ${detail}`

export const countedLetters = (count: number): string =>
  count === 1 ? '1 dead letter' : `${count} dead letters`

/** A dead letter as one JSON value, without its bytes and headers. */
export const letterJson = ({
  record,
  place,
  reason,
  stage,
  title,
  detail,
  failedAt,
  isRedriven,
}: DeadLetter): object => ({
  place,
  reason,
  stage,
  title,
  detail,
  failedAt,
  isRedriven,
  key: record.key,
})
