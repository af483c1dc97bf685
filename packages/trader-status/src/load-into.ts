import { TOPICS } from '@trustlane/contracts'
import type { LoadRecord } from './load.ts'
import type { StatusChange, StatusStore } from './port.ts'

/** Changes that one transaction applies: large enough to be fast, short enough for others to get a turn. */
const BATCH = 5000

/**
 * Applies records straight to a store, for one that stands alone without a log: as if they were appended to
 * `trader.status` after what it has already applied. Answers how many records were applied.
 */
export async function loadInto(
  store: StatusStore,
  records: AsyncIterable<LoadRecord> | Iterable<LoadRecord>,
  onProgress: (applied: number) => void = () => undefined,
): Promise<number> {
  const topic = TOPICS.traderStatus.name
  const marks = new Map(await store.marks())
  let batch: StatusChange[] = []
  let applied = 0
  const flush = async (): Promise<void> => {
    await store.apply(batch)
    applied += batch.length
    batch = []
    onProgress(applied)
  }
  for await (const { partition, event } of records) {
    const offset = marks.get(`${topic}/${partition}`) ?? 0
    marks.set(`${topic}/${partition}`, offset + 1)
    batch.push({ topic, partition, offset, event: { kind: 'status', value: event } })
    if (batch.length >= BATCH) await flush()
  }
  if (batch.length > 0) await flush()
  return applied
}
