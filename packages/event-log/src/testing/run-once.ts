import { processBatch } from '../batch.ts'
import { stateBytes, stateValue } from '../overlay.ts'
import type { Incoming, Outgoing, Stage } from '../port.ts'

/** A record at offset 0 of some topic, without headers; override what the test is about. `json` is its value. */
export function aRecord(over: Partial<Incoming> & { readonly json?: unknown } = {}): Incoming {
  const { json, ...rest } = over
  return {
    topic: 'test.v1',
    partition: 0,
    offset: 0,
    timestamp: Date.UTC(2026, 5, 1),
    key: 'key',
    value: json === undefined ? Buffer.from('{}') : Buffer.from(JSON.stringify(json)),
    headers: {},
    ...rest,
  }
}

/**
 * Runs a stage over one batch as a log would, dead letters for its bugs included, and gives back what would be
 * committed. `before` is left as it was; hand the `state` of one run to the next. Rejects as a log would pause:
 * with the stage's retriable error.
 */
export async function runOnce<S>(
  stage: Stage<S>,
  records: readonly Incoming[],
  before: ReadonlyMap<string, S> = new Map(),
): Promise<{ readonly outputs: readonly Outgoing[]; readonly state: Map<string, S> }> {
  const { outputs, writes } = await processBatch(stage, records, 0, {
    read: (key) => (before.has(key) ? stateBytes(before.get(key)) : undefined),
    partitions: (topic) => topic.partitions,
    signal: new AbortController().signal,
    now: () => records.at(-1)?.timestamp ?? 0,
    maxFailuresInARow: 20,
  })
  const state = new Map(before)
  for (const [key, bytes] of writes) {
    if (bytes === null) state.delete(key)
    else if (stage.state !== undefined) state.set(key, stage.state.parse(stateValue(bytes)))
  }
  return { outputs, state }
}
