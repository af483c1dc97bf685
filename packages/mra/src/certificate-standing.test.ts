import { describe, expect, test } from 'vitest'
import { certificateStanding } from './certificate-standing.ts'
import { programmeNamed } from './programmes.ts'

const standing = (code: string, certificate: string | undefined) =>
  certificateStanding(programmeNamed(code)!, certificate)

describe('certificateStanding', () => {
  test.each([
    ['EU-AEO', 'AEOS'],
    ['EU-AEO', 'AEOF'],
    ['EU-AEO', 'aeo-s'],
    ['EU-AEO', 'AEOC+AEOS'],
    ['EU-AEO', 'AEOC/AEOS'],
    ['GB-AEO', 'AEOF'],
    ['CN-AEO', 'Advanced'],
    ['CN-AEO', 'Advanced Certified Enterprise'],
    ['CN-AEO', '高级认证企业'],
    ['SG-STP', 'STP-PLUS'],
    ['SG-STP', 'stp plus'],
    ['SG-STP', 'STP+'],
    ['BR-OEA', 'OEA-SEGURANCA'],
    ['BR-OEA', 'OEA-Segurança'],
    ['BY-AEO', 'TYPE-3'],
    ['BY-AEO', 'third type'],
    ['MO-AEO', 'A'],
    ['IN-AEO', 'T2'],
    ['IN-AEO', 'AEO-T3'],
    ['TW-AEO', 'SECURITY'],
    ['TW-AEO', 'Safety and Security'],
  ])('recognises in %s the class %s', (code, certificate) =>
    expect(standing(code, certificate)).toBe('recognised'),
  )

  test.each([
    ['EU-AEO', 'AEO'],
    ['CN-AEO', 'GENERAL'],
    ['SG-STP', 'STP'],
    ['BR-OEA', 'OEA-Conformidade'],
    ['BY-AEO', 'TYPE-2'],
    ['MO-AEO', 'B'],
    ['IN-AEO', 'T1'],
    ['IN-AEO', 'LO'],
    ['TW-AEO', 'GENERAL'],
    ['TW-AEO', 'a class nobody has heard of'],
  ])('does not recognise in %s the class %s', (code, certificate) =>
    expect(standing(code, certificate)).toBe('not-recognised'),
  )

  test.each(['EU-AEO', 'GB-AEO', 'NO-AEO', 'CN-AEO'])('gives nothing for AEOC alone in %s', (code) => {
    expect(standing(code, 'AEOC')).toBe('customs-only')
    expect(standing(code, 'aeo-c')).toBe('customs-only')
  })

  test.each(['EU-AEO', 'CN-AEO', 'SG-STP', 'MO-AEO'])('misses a class in %s where none is known', (code) => {
    expect(standing(code, undefined)).toBe('missing')
    expect(standing(code, ' - ')).toBe('missing')
  })

  test.each(['JP-AEO', 'US-CTPAT', 'KR-AEO'])('asks for no class in %s', (code) => {
    expect(standing(code, undefined)).toBe('not-required')
    expect(standing(code, 'AA')).toBe('not-required')
  })
})
