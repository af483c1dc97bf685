import { aParty } from '@trustlane/contracts/testing'
import { describe, expect, test } from 'vitest'
import { firmMarks, isSameFirm } from './same-firm.ts'

describe('isSameFirm', () => {
  const local = (issuer: string) => ({ scheme: 'local' as const, value: 'C-1', issuer })
  test.each([
    { when: 'the whole name is the same', a: { name: 'Aoba K.K.' }, b: { name: 'AOBA KK' }, is: true },
    { when: 'one country is not told', a: { name: 'Aoba', country: 'JP' }, b: { name: 'Aoba' }, is: true },
    {
      when: 'the countries differ',
      a: { name: 'Aoba', country: 'JP' },
      b: { name: 'Aoba', country: 'KR' },
      is: false,
    },
    { when: 'one name begins like the other', a: { name: 'Aoba' }, b: { name: 'Aoba Trading' }, is: false },
    { when: 'neither has a name', a: { name: '--' }, b: { name: '..' }, is: false },
    {
      when: 'a number is the same, whatever the names',
      a: { name: 'A', identifiers: [{ scheme: 'eori' as const, value: 'JP 123' }] },
      b: { name: 'B', identifiers: [{ scheme: 'eori' as const, value: 'jp123' }] },
      is: true,
    },
    {
      when: 'the number is of another scheme',
      a: { name: 'A', identifiers: [{ scheme: 'eori' as const, value: 'JP123' }] },
      b: { name: 'B', identifiers: [{ scheme: 'duns' as const, value: 'JP123' }] },
      is: false,
    },
    {
      when: 'a local code is of another issuer',
      a: { name: 'A', identifiers: [local('X')] },
      b: { name: 'B', identifiers: [local('Y')] },
      is: false,
    },
  ])('is $is when $when', ({ a, b, is }) => {
    const [one, two] = [a, b].map((over) => {
      const { country: _, ...bare } = aParty()
      return firmMarks({ ...bare, ...over })
    })
    expect(isSameFirm(one!, two!)).toBe(is)
    expect(isSameFirm(two!, one!)).toBe(is)
  })
})
