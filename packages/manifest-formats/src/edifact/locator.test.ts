import { expect, test } from 'vitest'
import { locatorOf } from './locator.ts'

const TEXT = Buffer.from('\u{feff}ab\r\n茶x\rc\n').toString('latin1')

test.each([
  { byte: 3, isUtf8: true, place: { line: 1, column: 1 } },
  { byte: 4, isUtf8: true, place: { line: 1, column: 2 } },
  { byte: 7, isUtf8: true, place: { line: 2, column: 1 } },
  { byte: 10, isUtf8: true, place: { line: 2, column: 2 } },
  { byte: 10, isUtf8: false, place: { line: 2, column: 4 } },
  { byte: 12, isUtf8: true, place: { line: 3, column: 1 } },
  { byte: 14, isUtf8: true, place: { line: 4, column: 1 } },
])('locatorOf finds byte $byte at $place', ({ byte, isUtf8, place }) => {
  expect(locatorOf(TEXT)(byte, isUtf8)).toEqual(place)
})

test('locatorOf gives the same places in any order', () => {
  const bytes = Array.from({ length: TEXT.length - 3 }, (_, index) => index + 3)
  const forward = locatorOf(TEXT)
  const backward = locatorOf(TEXT)
  const ascending = bytes.map((byte) => forward(byte, true))
  expect(bytes.toReversed().map((byte) => backward(byte, true))).toEqual(ascending.toReversed())
})
