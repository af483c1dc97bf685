import { describe, expect, test } from 'vitest'
import { decideIn, type Situation } from '../testing/index.ts'

const outcomeOf = (situation: Situation) => {
  const { outcome, primary } = decideIn(situation)
  return `${outcome} ${primary.code}`
}

describe('what is not decided', () => {
  test.each([
    { when: 'a test', situation: { manifest: { test: true } }, is: 'not-applicable TEST_MESSAGE' },
    {
      when: 'cancelled',
      situation: { manifest: { function: 'cancellation' } },
      is: 'not-applicable CONSIGNMENT_WITHDRAWN',
    },
    { when: 'a replacement', situation: { manifest: { function: 'replacement' } }, is: 'cleared MRA_MET' },
    {
      when: 'empty',
      situation: { consignment: { outOfScope: 'empty-equipment' } },
      is: 'not-applicable OUT_OF_SCOPE',
    },
    {
      when: 'stores',
      situation: { consignment: { outOfScope: 'stores' } },
      is: 'not-applicable OUT_OF_SCOPE',
    },
    {
      when: 'out of scope in a way not known',
      situation: { consignment: { outOfScope: 'other' } },
      is: 'cleared MRA_MET',
    },
    {
      when: 'a consolidated master',
      situation: { consignment: { billType: 'master', consolidated: true } },
      is: 'not-applicable MASTER_ONLY',
    },
    { when: 'a straight master', situation: { consignment: { billType: 'master' } }, is: 'cleared MRA_MET' },
    {
      when: 'a master said not to be consolidated',
      situation: { consignment: { billType: 'master', consolidated: false } },
      is: 'cleared MRA_MET',
    },
    { when: 'within Japan', situation: { to: 'JP' }, is: 'not-applicable MRA_NOT_APPLICABLE' },
    { when: 'within the EU', situation: { from: 'DE', to: 'MC' }, is: 'not-applicable MRA_NOT_APPLICABLE' },
    {
      when: 'Northern Ireland to Ireland',
      situation: { from: 'XI', to: 'IE' },
      is: 'not-applicable MRA_NOT_APPLICABLE',
    },
    { when: 'Türkiye to the EU', situation: { from: 'TR', to: 'DE' }, is: 'needs-validation NO_ARRANGEMENT' },
    {
      when: 'Hong Kong to China',
      situation: { from: 'HK', to: 'CN' },
      is: 'needs-validation LIST_NOT_LOADED',
    },
  ] as const)('is $is when it is $when', ({ situation, is }) => {
    expect(outcomeOf(situation)).toBe(is)
  })

  test('names the first of several causes, and reports all', () => {
    const decision = decideIn({ to: 'JP', manifest: { test: true }, consignment: { consolidated: true } })
    expect(decision.primary.code).toBe('TEST_MESSAGE')
    expect(decision.reasons.filter(({ effect }) => effect === 'excludes').map(({ code }) => code)).toEqual([
      'TEST_MESSAGE',
      'MASTER_ONLY',
      'MRA_NOT_APPLICABLE',
    ])
    expect(decision.review).toBeUndefined()
    expect(decision.grounds).toBeUndefined()
  })
})
