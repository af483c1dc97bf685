import { deadLetterTopic, headerText, TOPICS } from '@trustlane/contracts'
import { eventValue, type Incoming, positionKey, type RunningStage } from '@trustlane/event-log'
import { oneLine, type Paint } from '@trustlane/service-kit'
import type { Pipeline } from './pipeline.ts'
import { decisionLine, type Tally } from './report.ts'

/** A log with no more decisions than this is printed from its beginning, so that a second start shows them again. */
const REPRINTED = 300
/** Errors of one dead letter that a line has room for. */
const SHOWN_ERRORS = 3

const DEAD_LETTERS = [
  deadLetterTopic(TOPICS.manifestSubmitted),
  deadLetterTopic(TOPICS.consignmentAccepted),
  deadLetterTopic(TOPICS.consignmentEnriched),
  deadLetterTopic(TOPICS.traderStatus),
  deadLetterTopic(TOPICS.partyLink),
]

/** Prints a line for each decision and each dead letter as it is committed, and counts them. */
export async function printDecisions(
  { log }: Pipeline,
  tally: Tally,
  { write, paint }: { readonly write: (text: string) => void; readonly paint: Paint },
): Promise<{ readonly printing: RunningStage; readonly earlier: number }> {
  const topics = [TOPICS.decisionRecord, ...DEAD_LETTERS]
  const from = new Map<string, number>()
  const { end: earlier } = await log.read(TOPICS.decisionRecord, 0, 0, 1)
  if (earlier > REPRINTED) {
    for (const topic of topics) from.set(positionKey(topic.name, 0), (await log.read(topic, 0, 0, 1)).end)
  }
  const printing = await log.follow(topics, from, async (batch) => {
    write(batch.map((record) => `${lineOf(record)}\n`).join(''))
  })
  return { printing, earlier }

  function lineOf(record: Incoming): string {
    if (record.topic !== TOPICS.decisionRecord.name) return paint('bad', deadLetterLine(record))
    const read = eventValue(TOPICS.decisionRecord, record)
    if (!read.ok)
      return paint('bad', oneLine(`${record.topic}/${record.offset} cannot be read: ${read.problem.detail}`))
    tally.add(read.value)
    return decisionLine(read.value, paint)
  }
}

/** What a sender can act on: why, and where. */
export function deadLetterLine(record: Incoming): string {
  const reason = headerText(record.headers, 'dlq.reason') ?? 'no reason given'
  const detail = detailOf(headerText(record.headers, 'dlq.detail'))
  return oneLine(`dead letter ${record.topic}/${record.partition}@${record.offset}  ${reason}: ${detail}`)
}

type Detail = {
  readonly title?: string
  readonly detail?: string
  readonly errors?: readonly { readonly place?: string; readonly message?: string }[]
}

/** The first errors with their places; without any, the detail. */
function detailOf(json: string | undefined): string {
  if (json === undefined) return ''
  try {
    const { title = '', detail = '', errors = [] } = JSON.parse(json) as Detail
    if (errors.length === 0) return `${title}: ${detail}`
    const shown = errors
      .slice(0, SHOWN_ERRORS)
      .map(({ place = '', message = '' }) => (place === '' ? message : `${place}: ${message}`))
    const more = errors.length - shown.length
    return `${title}: ${shown.join('; ')}${more > 0 ? `; and ${more} more (npx trustlane dlq show)` : ''}`
  } catch {
    return json
  }
}
