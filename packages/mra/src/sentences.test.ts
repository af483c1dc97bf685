import { REASON_CODES, type Reason } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { sentenceFor } from './sentences.ts'

describe('sentenceFor', () => {
  test.each(REASON_CODES)('says %s in one sentence, with and without details', (code) => {
    for (const detail of [
      {},
      undefined,
      { programme: 'JP-AEO', role: 'consignee', from: 'JP', to: 'US', start: '2026-01-01T00:00:00Z' },
    ]) {
      const sentence = sentenceFor(detail === undefined ? { code } : { code, detail })
      expect(sentence).toMatch(/^[A-Z][^\n]{15,}[.]$/)
      expect(sentence).not.toMatch(/undefined|NaN|\(\)|\breleased?\b|\bvalidation\b/)
    }
  })

  test.each<{ reason: Pick<Reason, 'code' | 'detail'>; words: string }>([
    {
      reason: { code: 'STATUS_NOT_CONVEYED', detail: { method: 'MID', channel: 'entry' } },
      words: 'no MID in the message or on file, due on the entry',
    },
    {
      reason: { code: 'CODE_DUE', detail: { method: 'NACCS', channel: 'declaration' } },
      words: 'The NACCS is on file: declare it on the declaration',
    },
    { reason: { code: 'NO_ARRANGEMENT', detail: { from: 'VN', to: 'US' } }, words: 'between VN and US' },
    { reason: { code: 'PARTY_MISSING', detail: { role: 'consignor' } }, words: 'consignor or exporter' },
    { reason: { code: 'PARTY_MISSING', detail: { role: 'carrier' } }, words: 'no carrier' },
    { reason: { code: 'OUT_OF_SCOPE', detail: { kind: 'stores' } }, words: "ship's stores" },
    {
      reason: { code: 'STATUS_STALE', detail: { programme: 'JP-AEO', asOf: '2026-05-01T00:00:00Z' } },
      words: 'of JP-AEO is older than allowed: it is of 2026-05-01',
    },
    {
      reason: { code: 'ARRANGEMENT_NOT_ACTIVE', detail: { arrangement: 'a', status: 'signed' } },
      words: 'not known to operate (signed)',
    },
    { reason: { code: 'OTHER' }, words: 'does not know' },
  ])('puts the details into words: $words', ({ reason, words }) => {
    expect(sentenceFor(reason)).toContain(words)
  })
})
