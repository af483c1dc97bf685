import { headerText, TOPICS } from '@trustlane/contracts'
import { type EventLog, recordsOf } from '@trustlane/event-log'

/** True when a manifest was submitted under this event id at or after the offset. Reads the topic from there. */
export async function isSubmitted(log: EventLog, id: string, from: number): Promise<boolean> {
  for await (const { headers } of recordsOf(log, TOPICS.manifestSubmitted, 0, from)) {
    if (headerText(headers, 'ce_id') === id) return true
  }
  return false
}
