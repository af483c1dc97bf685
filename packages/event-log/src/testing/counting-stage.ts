import type { Stage } from '../port.ts'
import { INPUT, jsonOf, jsonRecord, OUTPUT, STATE } from './topics.ts'

/** A record's own number, and how many records its key had had with it: wrong at once if any is lost or repeated. */
export type Counted = { readonly n: number; readonly count: number }

/** Counts the records of each key in its state and publishes one record for each. */
export const countingStage = (): Stage<number> => ({
  name: 'conformance-counting',
  input: INPUT,
  state: { topic: STATE, parse: Number },
  async process(batch, { state }) {
    return batch.map((record) => {
      const key = record.key ?? ''
      const count = (state.get(key) ?? 0) + 1
      state.set(key, count)
      return jsonRecord(OUTPUT, key, { ...(jsonOf(record) as { n: number }), count } satisfies Counted)
    })
  },
})

/** What the process of a crash test does, in batches of 10, until its harness kills it. */
export const CRASH = { records: 50, keys: 7, maxBatch: 10, partitions: 1 } as const
