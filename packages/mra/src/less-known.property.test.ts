import type { FoundMembership, PartyFacts } from '@trustlane/contracts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { membership } from './testing/arbitrary-facts.ts'
import { situation } from './testing/arbitrary-situations.ts'
import { decided, isByHand, isNewClearance, refreshed, withParties } from './testing/changed-situations.ts'

const RUNS = { numRuns: 600 }

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
          expect(isNewClearance(any, withParties(any, parties))).toBe(false)
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
        expect(isNewClearance(any, { ...any, facts: { ...any.facts, lists } })).toBe(false)
      }),
      RUNS,
    )
  })

  test('when lists and statuses are a hundred days older', () => {
    fc.assert(
      fc.property(situation, (any) => {
        expect(isNewClearance(any, refreshed(any, '2026-02-21T00:00:00Z'))).toBe(false)
      }),
      RUNS,
    )
  })

  test('when the status of the key party is suspended instead', () => {
    fc.assert(
      fc.property(situation, (any) => {
        const key = decided(any).parties.find(({ isKeyParty }) => isKeyParty)?.party
        const parties = any.facts.parties.map((facts, index): PartyFacts =>
          index === key && facts.kind === 'answered'
            ? { ...facts, memberships: facts.memberships.map(suspended) }
            : facts,
        )
        expect(isNewClearance(any, withParties(any, parties))).toBe(false)
      }),
      RUNS,
    )
  })

  test('when the key party is found to be suspended as well: then nothing clears but an officer', () => {
    fc.assert(
      fc.property(situation, membership, (any, one) => {
        const key = decided(any).parties.find(({ isKeyParty }) => isKeyParty)?.party
        const match = { grade: 'A', by: 'identifier:aeo', agreement: 'name' } as const
        const parties = any.facts.parties.map((facts, index): PartyFacts =>
          index === key && facts.kind === 'answered'
            ? { ...facts, memberships: [...facts.memberships, { ...suspended(one), match }] }
            : facts,
        )
        const after = decided(withParties(any, parties))
        if (key === undefined || parties[key] === any.facts.parties[key] || isByHand(after)) return
        expect(after.outcome).not.toBe('cleared')
      }),
      RUNS,
    )
  })
})

function suspended(membership: FoundMembership): FoundMembership {
  return { ...membership, status: 'suspended', statusFrom: '2020-01-01T00:00:00Z' }
}
