import type { Facts } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { blockedKeyParties } from './blocked-key-parties.ts'
import { carrier, consignee, decideIn, exporter, found, held, type Situation } from './testing/index.ts'

const blockedIn = (situation: Situation) => blockedKeyParties(decideIn(situation))
const suspended = found({ name: 'Held Trading' }, held({ status: 'suspended' }))
const heldParty = { role: 'consignor', key: 'n1:Held Trading' } as const

describe('blockedKeyParties', () => {
  test.each([
    { what: 'nobody of a clearance', situation: {}, blocked: [] },
    { what: 'the key party that blocks', situation: { key: suspended }, blocked: [heldParty] },
    { what: 'nobody where the corridor blocks', situation: { from: 'VN', key: found({}) }, blocked: [] },
    {
      what: 'nobody where a party is missing',
      situation: { others: [carrier()] },
      blocked: [],
    },
    {
      what: 'nobody but key parties',
      situation: { others: [consignee(held({ status: 'revoked', programme: 'US-CTPAT' })), carrier()] },
      blocked: [],
    },
    {
      what: 'nobody without an identity',
      situation: { facts: { parties: [] } },
      blocked: [],
    },
    {
      what: 'only those of several that block',
      situation: { others: [suspended, consignee(), carrier()] },
      blocked: [heldParty],
    },
  ])('holds $what', ({ situation, blocked }) => {
    expect(blockedIn(situation)).toEqual(blocked)
  })

  test('keeps a key party that was swapped for a trusted one, however often the bill is sent again', () => {
    let previous: NonNullable<Facts['previous']> = {
      version: 1,
      outcome: 'needs-validation',
      reviewClass: 'adverse',
      blocked: blockedIn({ key: suspended }),
    }
    for (const version of [2, 2, 3, 4]) {
      const decision = decideIn({ version, key: exporter(held()), facts: { previous } })
      expect(decision).toMatchObject({ outcome: 'needs-validation', primary: { code: 'KEY_PARTY_CHANGED' } })
      previous = {
        version,
        outcome: decision.outcome,
        reviewClass: 'adverse',
        blocked: blockedKeyParties(decision),
      }
    }
    expect(previous.blocked).toEqual([heldParty])
  })

  test('forgets it when it is named again, and judges it by what it is now', () => {
    const previous = {
      version: 2,
      outcome: 'needs-validation',
      reviewClass: 'adverse',
      blocked: [heldParty],
    } as const
    const back = { ...suspended, facts: found({ name: 'Held Trading' }, held()).facts }
    const facts = { previous: { ...previous, blocked: [...previous.blocked] } }
    const decision = decideIn({ version: 3, key: back, facts })
    expect(decision.outcome).toBe('cleared')
    expect(blockedKeyParties(decision)).toEqual([])
  })
})
