import { describe } from 'vitest'
import { deliveryTests } from './delivery.ts'
import { failureTests } from './failure.ts'
import type { LogHarness } from './harness.ts'

/**
 * What every adapter of the log has to pass: order per key, exactly once through kills, state with outputs,
 * poison records, retries, back-pressure, large records, resume. Call it in a test file of the adapter.
 */
export function describeEventLog(name: string, harness: LogHarness): void {
  describe(`${name}: delivery`, () => {
    deliveryTests(harness)
  })
  describe(`${name}: failures`, () => {
    failureTests(harness)
  })
}
