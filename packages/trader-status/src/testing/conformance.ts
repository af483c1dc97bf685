import { describe } from 'vitest'
import type { OpenStatusStore } from './harness.ts'
import { lastingTests } from './lasting.ts'
import { linkingTests } from './linking.ts'
import { listingTests } from './listing.ts'
import { matchingTests } from './matching.ts'
import { orderingTests } from './ordering.ts'

/**
 * What every adapter of the status store has to pass: the match ladder, links at their boundaries, lists by
 * generation, what was said later, marks with data, repeats, what outlives the process. Call it in a test file of the adapter.
 */
export function describeStatusStore(name: string, open: OpenStatusStore): void {
  describe(`${name}: matching`, () => {
    matchingTests(open)
  })
  describe(`${name}: links`, () => {
    linkingTests(open)
  })
  describe(`${name}: lists`, () => {
    listingTests(open)
  })
  describe(`${name}: what counts as later`, () => {
    orderingTests(open)
  })
  describe(`${name}: what lasts`, () => {
    lastingTests(open)
  })
}
