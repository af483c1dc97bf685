import type { Topic } from '@trustlane/contracts'
import type { EventLog, Incoming } from './port.ts'

const PAGE = 500

/** Every record of one partition from an offset to what is its end now, page by page. */
export async function* recordsOf(
  log: Pick<EventLog, 'read'>,
  topic: Topic,
  partition: number,
  from = 0,
): AsyncGenerator<Incoming> {
  let next = from
  for (;;) {
    const page = await log.read(topic, partition, next, PAGE)
    yield* page.records
    if (page.next >= page.end || page.next <= next) return
    next = page.next
  }
}
