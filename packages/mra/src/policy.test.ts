import { digestOf } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { builtInPolicy, Policy, policyDigest } from './policy.ts'

describe('the built-in policy', () => {
  test('is a policy', () => {
    expect(Policy.parse(builtInPolicy)).toEqual(builtInPolicy)
  })

  test('has the defaults of the decision table', () => {
    expect(builtInPolicy).toMatchObject({
      minimumConfidence: 'medium',
      maximumAge: { feedHours: 48, completeHours: 48, publishedDays: 35 },
      exactNameAddress: 'review',
      conveyance: 'on-file',
      tiers: { 'US-CTPAT': ['II', 'III'] },
      destinationProgrammeMember: true,
      nationalStatusRelied: false,
      adverseElsewhere: 'review',
      revalidationOverdue: 'review',
    })
  })

  test.each([
    { what: 'a value that nobody knows', over: { surprise: true } },
    { what: 'an age of nothing', over: { maximumAge: { feedHours: 0, completeHours: 1, publishedDays: 1 } } },
    { what: 'an order of no roles', over: { keyPartyOrder: { byDestination: {}, otherwise: [] } } },
    { what: 'a missing value', over: { conveyance: undefined } },
    { what: 'a programme without a tier that counts', over: { tiers: { 'US-CTPAT': [] } } },
  ])('refuses $what', ({ over }) => {
    expect(Policy.safeParse({ ...builtInPolicy, ...over }).success).toBe(false)
  })
})

describe('policyDigest', () => {
  test('is that of the canonical JSON, the same for an equal policy', () => {
    expect(policyDigest(builtInPolicy)).toBe(digestOf(builtInPolicy))
    expect(policyDigest({ ...builtInPolicy })).toBe(policyDigest(builtInPolicy))
  })

  test.each(Object.keys(builtInPolicy))('changes with %s', (name) => {
    expect(policyDigest({ ...builtInPolicy, [name]: 'changed' })).not.toBe(policyDigest(builtInPolicy))
  })
})
