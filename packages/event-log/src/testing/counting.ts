import { expect } from 'vitest'
import type { EventLog } from '../port.ts'
import { type Counted, countingStage } from './counting-stage.ts'
import { jsonOf, OUTPUT, readAll } from './topics.ts'

/** Runs the counting stage until it has read all there is. */
export async function finishCounting(log: EventLog, maxBatch: number): Promise<void> {
  const running = await log.run(countingStage(), { maxBatch })
  await running.caughtUp()
  await running.stop()
}

/** Fails unless each of the numbered records was counted exactly once, in order, on unbroken state. */
export async function expectCountedOnce(log: EventLog, count: number, keys: number): Promise<void> {
  const byKey = Map.groupBy(await readAll(log, OUTPUT), ({ key }) => key)
  const seen = [...byKey].map(([key, records]) => [key, records.map(jsonOf)] as const)
  const expected = Array.from({ length: Math.min(keys, count) }, (_, key) => {
    const numbers = Array.from({ length: count }, (_, n) => n).filter((n) => n % keys === key)
    return [`key-${key}`, numbers.map((n, at): Counted => ({ n, count: at + 1 }))] as const
  })
  expect(new Map(seen)).toEqual(new Map(expected))
}
