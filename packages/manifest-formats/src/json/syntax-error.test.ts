import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineAndColumn, syntaxErrorOf } from './syntax-error.ts'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('syntaxErrorOf', () => {
  test.each([
    { text: '', index: 0, message: 'the text ends too early' },
    { text: '{"a": 1', index: 7, message: 'the text ends too early' },
    { text: '{"a" 1}', index: 5, message: 'found "1", expected ":"' },
    { text: '{"a": 1,}', index: 8, message: 'found "}", expected a name in double quotes' },
    { text: "{'a': 1}", index: 1, message: 'found "\'", expected a name in double quotes' },
    { text: '[1 2]', index: 3, message: 'found "2", expected "," or "]"' },
    { text: '[1,]', index: 3, message: 'found "]", expected a value' },
    { text: '[01]', index: 1, message: 'found "0", expected a value' },
    { text: '["a\nb"]', index: 1, message: 'a string that does not end or has a wrong escape' },
    { text: '{} {}', index: 3, message: 'found "{" after the end of the value' },
    { text: 'nul', index: 0, message: 'found "n", expected a value' },
  ])('tells what is wrong with $text', ({ text, index, message }) => {
    expect(syntaxErrorOf(text)).toEqual({ index, message })
  })

  test('agrees with JSON.parse on what is JSON', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '-0.5e3',
      'true',
      'null',
      ' ',
      '\\',
      '"',
    )
    const text = fc.oneof(
      fc.json(),
      fc.array(pieces, { maxLength: 9 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (one) => {
        expect(syntaxErrorOf(one) === undefined).toBe(isJson(one))
      }),
      { numRuns: 3000 },
    )
  })
})

test.each([
  { text: 'abc', index: 2, line: 1, column: 3 },
  { text: 'a\r\nbc', index: 4, line: 2, column: 2 },
  { text: '茶\u{1f375}x', index: 3, line: 1, column: 3 },
])('lineAndColumn counts characters of $text', ({ text, index, line, column }) => {
  expect(lineAndColumn(text, index)).toEqual({ line, column })
})
