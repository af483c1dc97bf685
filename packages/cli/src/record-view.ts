import { headerText } from '@trustlane/contracts'
import type { Incoming } from '@trustlane/event-log'
import { jsonOf, textOf } from './records.ts'

/** How a record is named on the command line and in `dlq.redriven-from`. */
export const placeOf = ({ topic, partition, offset }: Incoming): string => `${topic}/${partition}/${offset}`

/** A record as one JSON value: headers as text, the value as JSON where it is, else as text, else as base64. */
export function recordJson(record: Incoming): object {
  const { topic, partition, offset, timestamp, key, value } = record
  return {
    topic,
    partition,
    offset,
    timestamp: new Date(timestamp).toISOString(),
    key,
    headers: headersOf(record),
    ...valueOf(value),
  }
}

export const headersOf = ({ headers }: Incoming): Record<string, string> =>
  Object.fromEntries(Object.keys(headers).map((name) => [name, headerText(headers, name) ?? '']))

function valueOf(value: Uint8Array | null): object {
  if (value === null) return { value: null }
  const json = jsonOf(value)
  if (json !== undefined) return { value: json }
  const text = textOf(value)
  return text === undefined ? { valueBase64: Buffer.from(value).toString('base64') } : { valueText: text }
}

type Shown = Readonly<Record<string, unknown>>
const isShown = (value: unknown): value is Shown => typeof value === 'object' && value !== null

/** What a record is about, in a few words: a decision's lane and reason, or else the beginning of its value. */
export function summaryOf(record: Incoming): string {
  const { value, headers } = record
  if (value === null) return '(tombstone)'
  const reason = headerText(headers, 'dlq.reason')
  if (reason !== undefined) return `${reason} in ${headerText(headers, 'dlq.stage') ?? 'an unknown stage'}`
  const json = jsonOf(value)
  if (!isShown(json)) {
    const text = textOf(value)
    return text === undefined ? `${value.length} bytes` : text.slice(0, 500)
  }
  const { kind, decision, to } = json
  if (isShown(decision)) return decisionSummary(decision)
  if (kind === 'superseded' && isShown(to)) return `superseded: now ${String(to['outcome'])}`
  return JSON.stringify(json).slice(0, 500)
}

function decisionSummary({ outcome, review, primary }: Shown): string {
  const reviewClass = isShown(review) ? ` (${String(review['class'])})` : ''
  const code = isShown(primary) ? String(primary['code']) : ''
  return `${String(outcome)}${reviewClass}  ${code}`
}
