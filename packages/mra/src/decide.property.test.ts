import {
  Decision,
  type FoundMembership,
  type PartyFacts,
  REASON_GROUPS,
  REVIEW_CLASSES,
} from '@trustlane/contracts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { builtInArrangements } from './arrangement-set.ts'
import { decide } from './decide.ts'
import { NOW, membership } from './testing/arbitrary-facts.ts'
import { type ArbitrarySituation, situation } from './testing/arbitrary-situations.ts'

const RUNS = { numRuns: Number(process.env['RUNS'] ?? 600) }

const decided = ({ filing, facts, policy }: ArbitrarySituation, at = NOW): Decision =>
  decide(filing, facts, builtInArrangements, policy, at)
const withParties = (before: ArbitrarySituation, parties: readonly PartyFacts[]): ArbitrarySituation => ({
  ...before,
  facts: { ...before.facts, parties: [...parties] },
})
const isByHand = ({ primary }: Decision): boolean => primary.code === 'MANUAL_OVERRIDE'

/** Fails when a change that took knowledge or trust away cleared what was not. */
function expectNoNewClearance(before: ArbitrarySituation, after: ArbitrarySituation): void {
  const first = decided(before)
  const second = decided(after)
  if (first.outcome !== 'needs-validation' || isByHand(second)) return
  expect(second.outcome, `${first.primary.code} became ${second.primary.code}`).not.toBe('cleared')
}

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
        if (count < any.filing.consignment.parties.length) expectNoNewClearance(any, cut)
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
        if (!isByHand(decision)) expect(reasons.filter(({ effect }) => effect === 'blocks')).toEqual([])
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

  test('is ordinary without an arrangement, whatever a look-up of the parties failed to give', () => {
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
        const { outcome, goodUntil } = decided(any)
        if (goodUntil === undefined) return
        expect(Date.parse(goodUntil)).toBeGreaterThan(NOW.getTime())
        if (outcome !== 'cleared') return
        const then = new Date(goodUntil)
        const renewed = refreshed(any, goodUntil)
        if (decided(renewed, then).outcome !== 'cleared') return
        expect(decided(withoutEnded(renewed, then), then).outcome).toBe('cleared')
      }),
      RUNS,
    )
  })

  test('relies on nothing that has ended', () => {
    fc.assert(
      fc.property(situation, (any) => {
        if (decided(any).outcome === 'cleared')
          expect(decided(withoutEnded(any, NOW)).outcome).toBe('cleared')
      }),
      RUNS,
    )
  })
})

describe('knowing less never clears', () => {
  test('when look-ups fail', () => {
    fc.assert(
      fc.property(
        situation,
        fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
        fc.boolean(),
        (any, fails, keepsKey) => {
          const parties = any.facts.parties.map((facts, index): PartyFacts => {
            if (fails[index] !== true) return facts
            const key = keepsKey ? facts.key : undefined
            return { kind: 'unknown', cause: 'store-down', ...(key !== undefined && { key }) }
          })
          expectNoNewClearance(any, withParties(any, parties))
        },
      ),
      RUNS,
    )
  })

  test('when lists are gone, or hold not all', () => {
    fc.assert(
      fc.property(situation, fc.boolean(), (any, isGone) => {
        const lists = isGone
          ? {}
          : Object.fromEntries(
              Object.entries(any.facts.lists).map(([code, list]) => [code, { ...list, partial: true }]),
            )
        expectNoNewClearance(any, { ...any, facts: { ...any.facts, lists } })
      }),
      RUNS,
    )
  })

  test('when lists and statuses are a hundred days older', () => {
    fc.assert(
      fc.property(situation, (any) => {
        expectNoNewClearance(any, refreshed(any, '2026-02-21T00:00:00Z'))
      }),
      RUNS,
    )
  })

  test('when a status is suspended, or one more is found that is', () => {
    fc.assert(
      fc.property(situation, membership, fc.boolean(), (any, one, isMore) => {
        const keys = decided(any).parties.filter(({ isKeyParty }) => isKeyParty)
        fc.pre(keys.length > 0)
        const index = keys[0]!.party
        const suspended = (held: FoundMembership): FoundMembership => {
          const { statusFrom: _, ...rest } = held
          return { ...rest, status: 'suspended' }
        }
        const parties = any.facts.parties.map((facts, at): PartyFacts => {
          if (at !== index || facts.kind !== 'answered') return facts
          const held = isMore ? [...facts.memberships, suspended(one)] : facts.memberships.map(suspended)
          return { ...facts, memberships: held }
        })
        const after = decided(withParties(any, parties))
        if (isMore || decided(any).outcome === 'needs-validation')
          expectNoNewClearance(any, withParties(any, parties))
        const isCertain = one.match.grade !== 'D' && any.facts.parties[index]?.kind === 'answered'
        if (isMore && isCertain && one.match.grade !== 'B' && !isByHand(after))
          expect(after.outcome).not.toBe('cleared')
      }),
      RUNS,
    )
  })
})

/** The same with every source vouching as of another instant. */
function refreshed({ filing, facts, policy }: ArbitrarySituation, asOf: string): ArbitrarySituation {
  const lists = Object.fromEntries(
    Object.entries(facts.lists).map(([code, list]) => [code, { ...list, asOf }]),
  )
  const parties = facts.parties.map((party) =>
    party.kind === 'unknown'
      ? party
      : {
          ...party,
          memberships: party.memberships.map((held) => ({ ...held, source: { ...held.source, asOf } })),
        },
  )
  return { filing, facts: { ...facts, lists, parties }, policy }
}

/** The same without anything that has ended by then: it may add nothing to a clearance. */
function withoutEnded({ filing, facts, policy }: ArbitrarySituation, then: Date): ArbitrarySituation {
  const hasEnded = (end: string | undefined): boolean =>
    end !== undefined && Date.parse(end) <= then.getTime()
  const parties = facts.parties.map((party) =>
    party.kind === 'unknown'
      ? party
      : {
          ...party,
          memberships: party.memberships.filter(
            ({ validTo, match, source, status }) =>
              status !== 'certified' ||
              !(
                hasEnded(validTo) ||
                hasEnded(match.link?.validTo) ||
                (source.kind === 'evidence' && hasEnded(source.expires))
              ),
          ),
        },
  )
  const { override, ...rest } = facts
  const standing = hasEnded(override?.expires) ? undefined : override
  return {
    filing,
    facts: { ...rest, parties, ...(standing !== undefined && { override: standing }) },
    policy,
  }
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}
