import { REASON_GROUPS, REVIEW_CLASSES } from '@trustlane/contracts'
import { partyKeys } from '@trustlane/trader-status'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  decideSamples,
  type DecidedSample,
  manifestOf,
  readSample,
  sampleFiles,
  sampleLinks,
} from './testing/decide-samples.ts'

/** What each bill of each file comes to: the lane, or the class of the review, and the primary reason. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '01-jp-us-sea.json': {
    TDOL42E001: 'cleared MRA_MET',
    TDOL42E002: 'ordinary PARTY_NOT_IDENTIFIED',
    TDOL42E003: 'cleared MRA_MET_BOTH_ENDS',
    TDOL42E004: 'identity MATCH_UNVERIFIED',
    TDOL42E005: 'adverse STATUS_SUSPENDED',
    TDOL42E006: 'ordinary PARTY_NOT_IDENTIFIED',
    TDOL42E007: 'ordinary PARTY_NOT_IDENTIFIED',
  },
  '02-us-jp-sea.edi': {
    PRCL210W01: 'cleared MRA_MET',
    PRCL210W02: 'claim TIER_TOO_LOW',
    PRCL210W03: 'adverse STATUS_REVOKED',
    PRCL210W04: 'adverse CLAIM_NOT_CONFIRMED',
    PRCL210W05: 'ordinary PARTY_NOT_IDENTIFIED',
    PRCL210W06: 'claim REVALIDATION_OVERDUE',
  },
  '03-eu-us-air.json': {
    '909-41700013': 'cleared MRA_MET',
    '909-41700024': 'claim CERT_NOT_SECURITY',
    '909-41700035': 'claim CONSENT_MISSING',
    '909-41700046': 'claim STATUS_NOT_CONVEYED',
    '909-41700050': 'ordinary FOREIGN_PARTY_NOT_TRUSTED',
    '909-41700061': 'identity ID_NAME_MISMATCH',
    '909-41700072': 'identity ID_AMBIGUOUS',
    '909-41700083': 'ordinary STATUS_EXPIRED',
    '909-41700094': 'ordinary PARTY_NOT_IDENTIFIED',
  },
  '04-kr-us-lcl.edi': {
    DHML77E4401: 'not-applicable MASTER_ONLY',
    GRM2612001: 'cleared MRA_MET',
    GRM2612002: 'claim CONSIGNOR_IS_LOGISTICS',
    GRM2612003: 'ordinary PARTY_NOT_IDENTIFIED',
    GRM2612004: 'ordinary PARTY_NOT_IDENTIFIED',
  },
  '05-gb-jp-sea.edi': {
    ALBO118E01: 'cleared MRA_MET',
    ALBO118E02: 'claim STATUS_NOT_CONVEYED',
    ALBO118E03: 'cleared MRA_MET',
    ALBO118E04: 'ordinary PARTY_NOT_IDENTIFIED',
    ALBO118E05: 'ordinary STATUS_WITHDRAWN',
  },
  '06-mx-us-road.json': {
    TFNL118807A: 'cleared DESTINATION_PROGRAMME_MEMBER',
    TFNL118807B: 'system LIST_NOT_LOADED',
    TFNL118807C: 'ordinary PARTY_NOT_IDENTIFIED',
  },
  '07-vn-us-sea.edi': {
    MKSL77E0001: 'ordinary NO_ARRANGEMENT',
    MKSL77E0002: 'ordinary NO_ARRANGEMENT',
    MKSL77E0003: 'data NO_ARRANGEMENT',
  },
  '08-br-us-sea.edi': {
    ATSL310N01: 'ordinary ARRANGEMENT_NOT_ACTIVE',
    ATSL310N02: 'ordinary ARRANGEMENT_NOT_ACTIVE',
  },
  '09-cn-jp-sea.json': {
    BBLN118N01: 'claim CONSENT_MISSING',
    BBLN118N02: 'claim LIST_INCOMPLETE',
    BBLN118N03: 'ordinary PARTY_NOT_IDENTIFIED',
  },
  '10-sg-jp-air.json': {
    '909-41800010': 'cleared MRA_MET',
    '909-41800021': 'claim CLASS_NOT_RECOGNISED',
    '909-41800032': 'ordinary PARTY_NOT_IDENTIFIED',
  },
  '11-kr-ca-sea.edi': {
    DHML77E5501: 'cleared MRA_MET',
    DHML77E5502: 'cleared MRA_MET',
    DHML77E5503: 'identity ID_AMBIGUOUS',
    DHML77E5504: 'ordinary PARTY_NOT_IDENTIFIED',
    DHML77E5505: 'claim PARTY_OUTSIDE_ORIGIN',
  },
  '12-by-cn-rail.json': {
    GSRL064201: 'cleared MRA_MET',
    GSRL064202: 'ordinary PARTY_NOT_IDENTIFIED',
  },
  '13-ae-kr-sea.edi': {
    GPLN91E001: 'ordinary PARTY_NOT_IDENTIFIED',
    GPLN91E002: 'system LIST_NOT_LOADED',
  },
  '14-jp-us-feeder.json': {
    SETO909001: 'data CORRIDOR_UNKNOWN',
    SETO909002: 'data PARTY_MISSING',
    SETO909003: 'data CLAIM_UNATTACHED',
    SETO909004: 'data PARTY_UNPARSEABLE',
    SETO909005: 'claim FOREIGN_PARTY_NOT_TRUSTED',
    SETO909006: 'claim TYPE_NOT_COVERED',
    SETO909007: 'adverse ADVERSE_ELSEWHERE',
  },
  '15-eu-coastal-sea.json': {
    HKLW55W01: 'not-applicable MRA_NOT_APPLICABLE',
    HKLW55W02: 'not-applicable OUT_OF_SCOPE',
    HKLW55W03: 'cleared MRA_MET',
  },
  '16-test-message.edi': {
    TDOLTEST001: 'not-applicable TEST_MESSAGE',
  },
  '17-jp-us-sea-amended.json': {
    TDOL42E001: 'ordinary PARTY_NOT_IDENTIFIED',
    TDOL42E002: 'ordinary PARTY_NOT_IDENTIFIED',
    TDOL42E003: 'cleared MRA_MET_BOTH_ENDS',
    TDOL42E004: 'cleared MRA_MET',
    TDOL42E005: 'adverse KEY_PARTY_CHANGED',
    TDOL42E006: 'not-applicable CONSIGNMENT_WITHDRAWN',
    TDOL42E007: 'ordinary PARTY_NOT_IDENTIFIED',
  },
  '18-br-us-sea-cancelled.edi': {
    ATSL310N01: 'not-applicable CONSIGNMENT_WITHDRAWN',
    ATSL310N02: 'not-applicable CONSIGNMENT_WITHDRAWN',
  },
  // Firms without numbers and no arrangement: what most of the world's trade looks like.
  '19-cn-us-sea.edi': Object.fromEntries(
    Array.from({ length: 28 }, (_, n) => [
      `YTNL026E${String(n + 1).padStart(3, '0')}`,
      'ordinary NO_ARRANGEMENT',
    ]),
  ),
}

const summary = ({ decision: { review, outcome, primary } }: DecidedSample): string =>
  `${review?.class ?? outcome} ${primary.code}`

const byFile = (decided: readonly DecidedSample[]): Record<string, Record<string, string>> =>
  Object.fromEntries(
    sampleFiles.map((file) => [
      file,
      Object.fromEntries(decided.filter((one) => one.file === file).map((one) => [one.bill, summary(one)])),
    ]),
  )

const NOW = new Date('2026-11-25T00:00:00Z')
let decided: readonly DecidedSample[] = []
beforeAll(async () => {
  decided = await decideSamples(NOW)
})

describe('the sample manifests', () => {
  test.each(sampleFiles)('%s is read without a word', (file) => {
    const { messages, problems } = readSample(file)
    expect([...problems, ...messages.flatMap((message) => message.problems)]).toEqual([])
    expect(messages).toHaveLength(1)
  })

  test('are decided as their README says', () => {
    expect(byFile(decided)).toEqual(EXPECTED)
  })

  test('are decided the same five years on', async () => {
    expect(byFile(await decideSamples(new Date('2031-06-01T12:00:00Z')))).toEqual(EXPECTED)
  })

  test('show every group of the decision table as the primary one, and advisories beside', () => {
    const primaries = decided.map(({ decision }) => decision.primary.group)
    expect(new Set(primaries)).toEqual(new Set(REASON_GROUPS.filter((group) => group !== 'advisory')))
    const groups = decided.flatMap(({ decision }) => decision.reasons.map(({ group }) => group))
    expect(groups).toContain('advisory')
  })

  test('show every class of review', () => {
    const classes = decided.flatMap(({ decision }) => decision.review?.class ?? [])
    expect(new Set(classes)).toEqual(new Set(REVIEW_CLASSES))
  })

  test('are ordinary trade for the most part, as the world is', () => {
    const ordinary = decided.filter(({ decision }) => decision.review?.class === 'ordinary')
    expect(ordinary.length).toBeGreaterThan(decided.length / 2)
  })
})

describe('the sample links', () => {
  test('are made and checked by two people, or wait for the second', () => {
    for (const { state, madeBy, checkedBy } of sampleLinks) {
      expect(checkedBy).not.toBe(madeBy)
      expect(checkedBy === undefined).toBe(state === 'proposed')
    }
  })

  test('are each about a party of a sample', () => {
    const parties = sampleFiles.flatMap((file) => manifestOf(file).consignments.flatMap((one) => one.parties))
    const keys = parties.flatMap((party) => partyKeys(party).linkable)
    for (const { key } of sampleLinks) expect(keys).toContain(key)
  })
})
