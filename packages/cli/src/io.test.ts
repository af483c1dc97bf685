import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonLine, jsonText } from './io.ts'

describe('jsonText', () => {
  test('is JSON of the same value, whatever is in it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, space) => {
        expect(JSON.stringify(JSON.parse(jsonText(value, space)))).toBe(JSON.stringify(value))
      }),
    )
  })

  test.each([
    ['an escape sequence', '\u001B[31m', String.raw`\u001b[31m`],
    ['an eight-bit one', '\u009B31m', String.raw`\u009b31m`],
    ['a change of direction', 'a\u202Eb\u2066c', String.raw`a\u202eb\u2066c`],
    ['a line separator', 'a\u2028b', String.raw`a\u2028b`],
    ['names of any script', '青葉 شركة é', '青葉 شركة é'],
  ])('writes %s so that a terminal only shows it', (_what, text, shown) => {
    expect(jsonLine(text)).toBe(`"${shown}"\n`)
  })
})
