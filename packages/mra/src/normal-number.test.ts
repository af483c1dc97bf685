import { normalIdPart } from '@trustlane/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalNumber } from './normal-number.ts'

test('normalNumber is the normal form of an id, whatever it is made of', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('ＪＰ－１２', 'ß-ı', 'ﬁ 7'),
  )
  fc.assert(
    fc.property(text, (any) => {
      expect(normalNumber(any)).toBe(normalIdPart(any))
    }),
  )
})
