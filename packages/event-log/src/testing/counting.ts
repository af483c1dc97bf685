import type { EventLog } from '../port.ts'
import { type Counted, countingStage } from './counting-stage.ts'
import { jsonOf, OUTPUT, readAll } from './topics.ts'

/** Runs the counting stage until it has read all there is. */
export async function finishCounting(log: EventLog, maxBatch: number): Promise<void> {
  const running = await log.run(countingStage(), { maxBatch })
  await running.caughtUp()
  await running.stop()
}

/** What the counting stage has published, by key and in order. */
export async function countedIn(log: EventLog): Promise<Map<string | null, unknown[]>> {
  const byKey = Map.groupBy(await readAll(log, OUTPUT), ({ key }) => key)
  return new Map([...byKey].map(([key, records]) => [key, records.map(jsonOf)]))
}

/** What it publishes for the numbered records when each is counted exactly once, in order, on unbroken state. */
export function countedOnce(count: number, keys: number): Map<string | null, Counted[]> {
  const numbers = Array.from({ length: count }, (_, n) => n)
  return new Map(
    [...Map.groupBy(numbers, (n) => `key-${n % keys}`)].map(([key, own]) => [
      key,
      own.map((n, at) => ({ n, count: at + 1 })),
    ]),
  )
}
