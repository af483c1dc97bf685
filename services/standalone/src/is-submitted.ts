import { headerText, TOPICS } from '@trustlane/contracts'
import type { EventLog } from '@trustlane/event-log'

/** True when a manifest was submitted under this event id at or after the offset. Reads the topic from there. */
export async function isSubmitted(log: EventLog, id: string, from: number): Promise<boolean> {
  const topic = TOPICS.manifestSubmitted
  for (let offset = from; ;) {
    const page = await log.read(topic, 0, offset, 1000)
    if (page.records.some(({ headers }) => headerText(headers, 'ce_id') === id)) return true
    if (page.next >= page.end) return false
    offset = page.next
  }
}
