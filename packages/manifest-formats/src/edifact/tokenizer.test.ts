import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderSegment } from '../testing/edifact.ts'
import { charsetOf } from './charset.ts'
import { DEFAULT_DELIMITERS, type Delimiters, delimitersOf, faultOfDelimiters } from './delimiters.ts'
import { parse, scan, type Segment } from './tokenizer.ts'

const tokenize = (
  text: string,
  delimiters: Delimiters = { ...DEFAULT_DELIMITERS, repetition: ' ' },
): Segment[] => {
  const source = { text, delimiters, charset: charsetOf('UNOC', false) }
  return [...scan(source, 0)].map((raw, index) => parse(source, raw, index + 1))
}
const texts = ({ elements }: Segment): string[][][] =>
  elements.map((repetitions) => repetitions.map((components) => components.map(({ text }) => text)))
const shape = (segment: Segment): string[][] => texts(segment).map(([first = []]) => first)

describe('scan and parse', () => {
  test.each([
    { when: 'plain', text: "NAD+CN+A:B'", elements: [['NAD'], ['CN'], ['A', 'B']] },
    { when: 'with empty elements', text: "NAD+CN+++X'", elements: [['NAD'], ['CN'], [''], [''], ['X']] },
    { when: 'with released separators', text: "FTX+?+?:?'??'", elements: [['FTX'], ["+:'?"]] },
    { when: 'with a released release before the terminator', text: "FTX+A??'", elements: [['FTX'], ['A?']] },
    { when: 'wrapped inside a value', text: "FTX+AB\r\nCD'", elements: [['FTX'], ['ABCD']] },
    { when: 'wrapped inside the tag', text: "N\nAD+CN'", elements: [['NAD'], ['CN']] },
    { when: 'wrapped between release and separator', text: "FTX+A?\r\n+B'", elements: [['FTX'], ['A+B']] },
    { when: 'wrapped between release and terminator', text: "FTX+A?\n'B'", elements: [['FTX'], ["A'B"]] },
    { when: 'indented', text: "\r\n \t NAD+CN'", elements: [['NAD'], ['CN']] },
    { when: 'with spaces inside', text: "NAD+CN+ A B '", elements: [['NAD'], ['CN'], [' A B ']] },
  ])('takes apart a segment $when', ({ text, elements }) => {
    expect(tokenize(text).map(shape)).toEqual([elements])
  })

  test('leaves a cut segment open, and nothing after it', () => {
    const source = { text: "BGM+1'NAD+C", delimiters: DEFAULT_DELIMITERS, charset: charsetOf('', false) }
    expect([...scan(source, 0)].map(({ closed }) => closed)).toEqual([true, false])
  })

  test.each(["BGM+1'\r\n", "BGM+1' \t", "BGM+1'\u001a", "BGM+1'\0\0"])(
    'passes over what pads the end (%j)',
    (text) => {
      expect(tokenize(text)).toHaveLength(1)
    },
  )

  test('reads lines as segments where the terminator is a line break', () => {
    const lines = { ...DEFAULT_DELIMITERS, repetition: ' ', terminator: '\n' }
    expect(tokenize('BGM+1\r\n\r\nNAD+CN\r\n', lines).map(shape)).toEqual([
      [['BGM'], ['1']],
      [['NAD'], ['CN']],
    ])
  })

  test('gives the byte offset of each component', () => {
    const [segment] = tokenize("\nNAD+CN+?+A:\nB'")
    expect(segment?.elements.flat(2).map(({ at }) => at)).toEqual([1, 5, 8, 12])
  })

  test('takes apart repetitions where there is a separator for them', () => {
    const [segment] = tokenize("NAD+A:B*C+D'", DEFAULT_DELIMITERS)
    expect(segment && texts(segment)).toEqual([[['NAD']], [['A', 'B'], ['C']], [['D']]])
  })

  const special = fc.constantFrom(...'!"#$%&()*+,-./:;<=>?@[]^_|~\u001c\u001d\u001e'.split(''))
  const delimiters = fc
    .uniqueArray(special, { minLength: 5, maxLength: 5 })
    .map(([component = '', element = '', release = '', repetition = '', terminator = '']) => ({
      component,
      element,
      decimal: '.',
      release,
      repetition,
      terminator,
    }))
    .filter((one) => faultOfDelimiters(one) === undefined)
  const value = fc.string({
    unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCodePoint(code)),
  })
  const composite = fc.array(value, { minLength: 1, maxLength: 4 })
  const elements = fc.array(fc.array(composite, { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 5,
  })

  test('gives back what was written, whatever the separators, the wrapping and the indentation', () => {
    fc.assert(
      fc.property(
        delimiters,
        fc.array(elements, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 90 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom('', '  ', '\t', '\r\n \t'),
        (signs, segments, width, lineEnd, indent) => {
          const written = segments.map((one) => indent + renderSegment('NAD', one, signs)).join(lineEnd)
          const wrapped = written.replaceAll(new RegExp(`[^\r\n]{${width}}`, 'g'), (line) => line + lineEnd)
          // Blanks before a tag are indentation, so that only they may be lost when a wrap falls there.
          const found = tokenize(wrapped, signs).map((segment) => texts(segment).slice(1))
          expect(found).toEqual(segments)
        },
      ),
    )
  })
})

describe('faultOfDelimiters', () => {
  test.each([
    { una: ":+.? '", fault: undefined },
    { una: ':+,  \n', fault: undefined },
    { una: "++.? '", fault: 'one character has two meanings' },
    { una: "A+.? '", fault: '"A" cannot be a separator' },
    { una: ':\n.? ~', fault: 'a line break cannot separate elements' },
    { una: ":+.9 '", fault: '"9 " cannot release or repeat' },
    { una: ':+.?', fault: '"" cannot be a separator' },
  ])('judges $una', ({ una, fault }) => {
    expect(faultOfDelimiters(delimitersOf(una))).toBe(fault)
  })
})
