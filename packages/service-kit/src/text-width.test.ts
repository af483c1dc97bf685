import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { displayWidth, oneLine, truncate } from './text-width.ts'

describe('displayWidth', () => {
  test.each([
    { text: 'Aoba', width: 4 },
    { text: '', width: 0 },
    { text: '青葉精機', width: 8 },
    { text: 'ｱｵﾊﾞ', width: 4 },
    { text: 'ＡＢ', width: 4 },
    { text: '한국무역', width: 8 },
    { text: 'e\u0301', width: 1 },
    { text: 'شركة', width: 4 },
    { text: '🚢', width: 2 },
    { text: '\u001B[31mred\u001B[39m', width: 3 },
  ])('counts $width cells for $text', ({ text, width }) => {
    expect(displayWidth(text)).toBe(width)
  })
})

describe('truncate', () => {
  test.each([
    { text: 'Trident Ocean Lines', width: 8, cut: 'Trident…' },
    { text: 'short', width: 5, cut: 'short' },
    { text: '青葉精機工業', width: 6, cut: '青葉…' },
    { text: '青葉精機工業', width: 5, cut: '青葉…' },
    { text: 'abc', width: 1, cut: '…' },
    { text: 'abc', width: 0, cut: '' },
  ])('makes $cut of $text in $width cells', ({ text, width, cut }) => {
    expect(truncate(text, width)).toBe(cut)
  })

  test('never gives more cells than asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, width) => {
        expect(displayWidth(truncate(oneLine(text), width))).toBeLessThanOrEqual(width)
      }),
    )
  })
})

describe('oneLine', () => {
  test.each([
    { what: 'an escape sequence', text: 'EVIL\u001B[2J\u001B[31m LTD', safe: 'EVIL LTD' },
    { what: 'line breaks and tabs', text: 'A\r\nB\tC', safe: 'A B C' },
    { what: 'a bidirectional override', text: 'ABC\u202EDEF\u202C', safe: 'ABCDEF' },
    { what: 'a C1 control', text: 'A\u0085B', safe: 'A B' },
    { what: 'nothing of an honest name', text: '青葉精機 & Søns A/S', safe: '青葉精機 & Søns A/S' },
  ])('takes out $what', ({ text, safe }) => {
    expect(oneLine(text)).toBe(safe)
  })
})
