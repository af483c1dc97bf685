import type { Identifier } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { hasValidShape } from './identifier-shape.ts'

const cases: readonly [Identifier['scheme'], string, boolean, string?][] = [
  ['eori', 'DE1', true],
  ['eori', 'DE123456789012345', true],
  ['eori', 'DE1234567890123456', false],
  ['eori', 'D11', false],
  ['eori', 'DE', false],
  ['tin', 'jp 1234', true],
  ['tcui', 'CA-123456789', true],
  ['mid', 'JPAOBPRE123TOK', true],
  ['mid', 'XOABC1TOR', true],
  ['mid', 'JPAB', false],
  ['mid', 'JPABCDEF1234TOK9', false],
  ['mid', '1PABC1TOK', false],
  ['aeocn', 'AEOCN1234567890', true],
  ['aeocn', 'AEOCN123456789', false],
  ['aeo', 'AEOCN1234567890', true, 'CN'],
  ['aeo', '1234567890', false, 'CN'],
  ['aeo', 'MY12345H100001', true, 'MY'],
  ['aeo', 'MY12345X100001', false, 'MY'],
  ['aeo', 'anything', true, 'KR'],
  ['aeo', 'anything', true],
  ['mra', 'A12345678901', true],
  ['mra', 'A1234510MY00', true],
  ['mra', 'A1234567890', false],
  ['scac', 'TLNU', true],
  ['scac', 'TL', true],
  ['scac', 'T', false],
  ['scac', 'TLN1', false],
  ['duns', '123456789', true],
  ['duns', '1234567890123', true],
  ['duns', '12345678', false],
  ['jp-corporate-number', '7000012050002', true],
  ['jp-corporate-number', '６000012050002', false],
  ['jp-corporate-number', '７０００012050002', true],
  ['jp-corporate-number', '700001205000', false],
  ['ctpat', 'opaque', true],
  ['local', '??', true],
]

describe('a number', () => {
  test.each(cases)(
    'of scheme %s written %s is of its shape: %s (issuer %s)',
    (scheme, value, valid, issuer) => {
      expect(hasValidShape({ scheme, value, ...(issuer !== undefined && { issuer }) })).toBe(valid)
    },
  )
})
