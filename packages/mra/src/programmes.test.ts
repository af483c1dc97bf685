import { OperatorType, ProgrammeCode } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { programmeNamed, programmeOf, PROGRAMMES } from './programmes.ts'

describe('PROGRAMMES', () => {
  test.each(PROGRAMMES)('holds $code under its own code and territory', (programme) => {
    expect(ProgrammeCode.safeParse(programme.code).success).toBe(true)
    expect(programmeNamed(programme.code)).toBe(programme)
    expect(programmeOf(programme.territory)).toBe(programme)
    for (const type of programme.operatorTypes ?? []) expect(OperatorType.options).toContain(type)
  })

  test.each(PROGRAMMES.filter(({ certificates }) => certificates !== undefined))(
    'keeps what $code recognises apart from what falls short',
    ({ certificates }) => {
      const { recognised, known } = certificates!
      expect(recognised.filter((spelling) => known.includes(spelling))).toEqual([])
    },
  )

  test.each([
    ['US-CTPAT', 'US', 'America/New_York'],
    ['EU-AEO', 'EU', 'Europe/Brussels'],
    ['SG-STP', 'SG', 'Asia/Singapore'],
  ])('counts the dates of %s, of %s, in %s', (code, territory, zone) =>
    expect(programmeNamed(code)).toMatchObject({ territory, zone }),
  )

  test('knows no programme by another spelling, nor for a territory without one', () => {
    expect(programmeNamed('jp-aeo')).toBeUndefined()
    expect(programmeOf('FO')).toBeUndefined()
  })
})
