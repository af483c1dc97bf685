import type { DecisionRecord } from '@trustlane/contracts'
import { aFiling } from '@trustlane/contracts/testing'
import { builtInArrangements, builtInPolicy, decide, decideWithdrawal } from '@trustlane/mra'
import { plain } from '@trustlane/service-kit'
import { describe, expect, test } from 'vitest'
import { decisionLine, Tally } from './report.ts'

const AT = new Date('2026-06-01T00:00:00Z')
const filing = { manifestId: 'TRIDENT:VOY042', version: 1 }

function aRecord(over: Partial<DecisionRecord> = {}): DecisionRecord {
  const subject = aFiling()
  const facts = {
    parties: subject.consignment.parties.map(() => ({ kind: 'answered' as const, memberships: [] })),
    lists: {},
    denials: [],
  }
  return {
    decisionId: 'd-1',
    consignmentId: 'TRIDENT:TLNU00000001:US',
    filing,
    cause: 'filing',
    subject,
    facts,
    decision: decide(subject, facts, builtInArrangements, builtInPolicy, AT),
    build: 'test',
    ...over,
  }
}

const aWithdrawal = (): DecisionRecord => ({
  decisionId: 'd-2',
  consignmentId: 'TRIDENT:TLNU00000001:US',
  filing,
  cause: 'withdrawal',
  decision: decideWithdrawal(builtInArrangements, builtInPolicy, AT),
  build: 'test',
})

describe('decisionLine', () => {
  test('names consignment, corridor, lane, class, reason in words, and arrangement', () => {
    expect(decisionLine(aRecord(), plain)).toMatch(
      /^TLNU00000001 +JP → US +needs-validation +ordinary +PARTY_NOT_IDENTIFIED: .*\. {2}\[mra-us-jp\]$/,
    )
  })

  test('names the bill of a withdrawal, which has no corridor', () => {
    expect(decisionLine(aWithdrawal(), plain)).toMatch(
      /^TLNU00000001 +not-applicable +CONSIGNMENT_WITHDRAWN: /,
    )
  })

  test('keeps its columns for bills of any length and in any script', () => {
    const bill = (billNumber: string): DecisionRecord =>
      aRecord({ subject: aFiling({ consignment: { ...aFiling().consignment, billNumber } }) })
    const laneAt = (text: string): number => decisionLine(bill(text), plain).indexOf('needs-validation')
    expect(laneAt('A')).toBe(laneAt('ABCDEFGHIJ'))
  })

  test('cannot be used to write to the terminal: control characters of a bill are shown, not sent', () => {
    const evil = aRecord({
      subject: aFiling({ consignment: { ...aFiling().consignment, billNumber: 'A\u001B[2J\nB' } }),
    })
    const line = decisionLine(evil, plain)
    expect(line).not.toContain('\u001B')
    expect(line).not.toContain('\n')
  })
})

describe('Tally', () => {
  test('counts by lane and class, with the primary reasons', () => {
    const tally = new Tally()
    tally.add(aRecord())
    tally.add(aRecord())
    tally.add(aWithdrawal())
    expect(tally.table(plain, undefined).trimEnd().split('\n').slice(1)).toEqual([
      expect.stringMatching(/^Trust review needed +needs-validation +ordinary +2 +PARTY_NOT_IDENTIFIED ×2$/),
      expect.stringMatching(/^Not decided +not-applicable +1 +CONSIGNMENT_WITHDRAWN$/),
    ])
  })
})
