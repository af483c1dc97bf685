import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { painterFor } from './paint.ts'
import { renderTable } from './table.ts'
import { displayWidth } from './text-width.ts'

const columns = [{ title: 'Bill' }, { title: 'Shipper', min: 6 }, { title: 'kg', align: 'right' as const }]

describe('renderTable', () => {
  test('lines its columns up, numbers on the right', () => {
    expect(
      renderTable(columns, [
        ['TLNU1', 'Aoba Precision', '840'],
        ['TLNU22', 'Kestrel', '12000'],
      ]),
    ).toBe('Bill    Shipper            kg\nTLNU1   Aoba Precision    840\nTLNU22  Kestrel         12000\n')
  })

  test('counts a wide character as two cells', () => {
    const [, first, second] = renderTable(columns, [
      ['A', '青葉精機', '1'],
      ['B', 'Kestrels', '2'],
    ]).split('\n')
    expect(first).toBe('A     青葉精機   1')
    expect(second).toBe('B     Kestrels   2')
  })

  test('cuts the column that may shrink, and only on a terminal', () => {
    const rows = [['TLNU1', 'Aoba Precision Instruments', '840']]
    expect(renderTable(columns, rows, { width: 24 })).toContain('TLNU1  Aoba Precis…  840')
    expect(renderTable(columns, rows)).toContain('Aoba Precision Instruments')
  })

  test('never cuts a column without a minimum, however narrow it gets', () => {
    expect(renderTable(columns, [['TLNU1', 'Aoba Precision', '840']], { width: 5 })).toContain(
      'TLNU1  Aoba…   840',
    )
  })

  test('prints no escape sequence that a name brings along', () => {
    expect(renderTable(columns, [['A', '\u001B[2JEvil', '1']])).not.toContain('\u001B')
  })

  test('fills cells that are missing, and prints the head alone for no rows', () => {
    expect(renderTable(columns, [['A']])).toBe('Bill  Shipper  kg\nA\n')
    expect(renderTable(columns, [])).toBe('Bill  Shipper  kg\n')
  })

  test('keeps every line within the terminal when the fixed columns leave room', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 })
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), fc.integer({ min: 20, max: 120 }), (rows, width) => {
        const shrinking = [
          { title: 'One', min: 4 },
          { title: 'Two', min: 4 },
        ]
        for (const line of renderTable(shrinking, rows, { width }).split('\n')) {
          expect(displayWidth(line)).toBeLessThanOrEqual(width)
        }
      }),
    )
  })
})

describe('painterFor', () => {
  test.each([
    { when: 'a terminal', isTTY: true, env: {}, coloured: true },
    { when: 'a pipe', isTTY: false, env: {}, coloured: false },
    { when: 'NO_COLOR is set', isTTY: true, env: { NO_COLOR: '1' }, coloured: false },
    { when: 'NO_COLOR is empty', isTTY: true, env: { NO_COLOR: '' }, coloured: true },
    { when: 'the terminal is dumb', isTTY: true, env: { TERM: 'dumb' }, coloured: false },
  ])('colours: $coloured, when $when', ({ isTTY, env, coloured }) => {
    const paint = painterFor({ isTTY, env })
    expect(paint('bad', 'x')).toBe(coloured ? '\u001B[31mx\u001B[39m' : 'x')
    const table = renderTable([{ title: 'Lane' }], [[{ text: 'cleared', tone: 'good' }]], { paint })
    expect(table.includes('\u001B[32m')).toBe(coloured)
  })
})
