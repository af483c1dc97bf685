import { Decision, REASON_GROUPS, REVIEW_CLASSES } from '@trustlane/contracts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NOW, membership } from './testing/arbitrary-facts.ts'
import { situation } from './testing/arbitrary-situations.ts'
import {
  decided,
  isByHand,
  isNewClearance,
  needsWhatHasEnded,
  refreshed,
  withParties,
} from './testing/changed-situations.ts'

const RUNS = { numRuns: 600 }

describe('decide, of anything', () => {
  test('gives a decision that fits the contract, and is made by a rule', () => {
    fc.assert(
      fc.property(situation, (any) => {
        const decision = decided(any)
        expect(Decision.parse(decision)).toEqual(decision)
        expect(decision.primary.code).not.toBe('PROCESSING_FAILED')
      }),
      RUNS,
    )
  })

  test('meets clearances, reviews and exclusions often enough to be worth running', () => {
    const outcomes = fc.sample(situation, { numRuns: 1000, seed: 7 }).map((any) => decided(any).outcome)
    const share = (outcome: string): number => outcomes.filter((one) => one === outcome).length / 1000
    expect(share('cleared')).toBeGreaterThan(0.1)
    expect(share('needs-validation')).toBeGreaterThan(0.3)
    expect(share('not-applicable')).toBeGreaterThan(0.01)
  })

  test('decides with facts that are too many, too few or none', () => {
    fc.assert(
      fc.property(situation, fc.nat(9), fc.array(membership), (any, count, memberships) => {
        const answers = [...any.facts.parties, { kind: 'answered' as const, memberships }]
        const cut = withParties(any, answers.slice(0, count))
        expect(Decision.safeParse(decided(cut)).success).toBe(true)
        expect(count < any.filing.consignment.parties.length && isNewClearance(any, cut)).toBe(false)
      }),
      RUNS,
    )
  })

  test('is the same for equal input, and changes none of it', () => {
    fc.assert(
      fc.property(situation, (any) => {
        const again = decided(structuredClone(any))
        expect(decided(frozen(any))).toEqual(again)
      }),
      RUNS,
    )
  })

  test('does not depend on the order of the parties', () => {
    fc.assert(
      fc.property(situation, fc.infiniteStream(fc.nat()), (any, keys) => {
        const { parties } = any.filing.consignment
        const order = parties
          .map((_, index) => ({ index, key: keys.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ index }) => index)
        const filing = {
          ...any.filing,
          consignment: { ...any.filing.consignment, parties: order.map((index) => parties[index]!) },
        }
        const facts = { ...any.facts, parties: order.map((index) => any.facts.parties[index]!) }
        const { outcome, review, goodUntil } = decided(any)
        const shuffled = decided({ ...any, filing, facts })
        expect({ outcome, review, goodUntil }).toEqual({
          outcome: shuffled.outcome,
          review: shuffled.review,
          goodUntil: shuffled.goodUntil,
        })
      }),
      RUNS,
    )
  })
})

describe('a decision', () => {
  test('clears by a grant and with nothing in its way, or by hand', () => {
    fc.assert(
      fc.property(situation, (any) => {
        const decision = decided(any)
        const { outcome, primary, reasons, grounds } = decision
        if (outcome !== 'cleared') return
        expect(primary.effect).toBe('grants')
        expect(grounds?.code).toBe(primary.code)
        expect(decision.review).toBeUndefined()
        const blocks = reasons.filter(({ effect }) => effect === 'blocks')
        expect(isByHand(decision) ? [] : blocks).toEqual([])
      }),
      RUNS,
    )
  })

  test('has the first blocking reason as its primary, and the worst class of them', () => {
    fc.assert(
      fc.property(situation, (any) => {
        const decision = decided(any)
        const { outcome, primary, reasons, review, grounds } = decision
        expect(reasons).toContainEqual(primary)
        if (outcome !== 'needs-validation') return
        const blocks = reasons.filter(({ effect }) => effect === 'blocks')
        const ranks = blocks.map(({ reviewClass }) => REVIEW_CLASSES.findIndex((one) => one === reviewClass))
        expect(review?.class).toBe(REVIEW_CLASSES[Math.min(...ranks)])
        expect(grounds).toBeUndefined()
        if (isByHand(decision)) return
        const groups = blocks.map(({ group }) => REASON_GROUPS.findIndex((one) => one === group))
        expect(groups).toEqual(groups.toSorted((a, b) => a - b))
        expect(primary).toEqual(blocks[0])
      }),
      RUNS,
    )
  })

  test('applies no rule about look-ups without an arrangement, and so stays ordinary whatever failed', () => {
    fc.assert(
      fc.property(situation, (any) => {
        const markers = any.filing.consignment.parties.some(({ role }) => role === 'aeo')
        const blind = withParties(
          { ...any, facts: { ...any.facts, lists: {} } },
          any.facts.parties.map(() => ({ kind: 'unknown', cause: 'store-down' })),
        )
        const decision = decided(blind)
        if (markers || decision.primary.code !== 'NO_ARRANGEMENT') return
        expect(decision.reasons.filter(({ group }) => group === 'system')).toEqual([])
        expect(decision.notApplied).toEqual(['identity', 'system', 'trust', 'conveyance'])
      }),
      RUNS,
    )
  })

  test('is good until an instant that is ahead, and relies on nothing that has ended by then', () => {
    fc.assert(
      fc.property(situation, (any) => {
        const { goodUntil } = decided(any)
        if (goodUntil === undefined) return
        expect(Date.parse(goodUntil)).toBeGreaterThan(NOW.getTime())
        const then = new Date(goodUntil)
        const renewed = refreshed(any, goodUntil)
        expect(needsWhatHasEnded(renewed, then)).toBe(false)
      }),
      RUNS,
    )
  })

  test('relies on nothing that has ended', () => {
    fc.assert(
      fc.property(situation, (any) => {
        expect(needsWhatHasEnded(any, NOW)).toBe(false)
      }),
      RUNS,
    )
  })
})

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}
