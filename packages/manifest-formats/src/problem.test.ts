import { describe, expect, test } from 'vitest'
import { describeProblem, hasErrors, problemOf, quoted } from './problem.ts'
import { problemLog } from './problem-log.ts'

describe('describeProblem', () => {
  test.each([
    {
      place: { tag: 'NAD', segment: 14, element: 1, line: 9, column: 5, byte: 200 },
      line: 'warning: NAD (segment 14, element 1, line 9 column 5): what',
    },
    { place: { path: '$.consignments[0].goods' }, line: 'warning: $.consignments[0].goods: what' },
    { place: { byte: 0 }, line: 'warning: input (byte 0): what' },
    { place: { tag: 'CNI', message: 2, bill: 'TLNU1' }, line: 'warning: CNI (bill TLNU1, message 2): what' },
    { place: {}, line: 'warning: input: what' },
  ])('puts $place into one line', ({ place, line }) => {
    expect(describeProblem(problemOf('NO_PARTIES', 'what', place))).toBe(line)
  })

  test('stays one line whatever the sender wrote', () => {
    expect(describeProblem(problemOf('NO_PARTIES', 'a\r\nb\u2028c\u001b[31m', { bill: 'x\ny' }))).toBe(
      'warning: input (bill x y): a b c [31m',
    )
  })
})

test('hasErrors tells errors from warnings', () => {
  expect(hasErrors([problemOf('NO_PARTIES', '', {})])).toBe(false)
  expect(hasErrors([problemOf('NO_PARTIES', '', {}), problemOf('TOO_LARGE', '', {})])).toBe(true)
})

test('quoted cuts what is long', () => {
  expect(quoted('x'.repeat(100))).toBe(`"${'x'.repeat(57)}..."`)
  expect(quoted(undefined)).toBe('nothing')
})

describe('problemLog', () => {
  const warning = problemOf('NO_PARTIES', '', {})
  const error = problemOf('BILL_NUMBER_MISSING', '', {})
  test.each([
    { added: [warning, warning], kept: ['NO_PARTIES', 'NO_PARTIES'], severity: 'warning' },
    {
      added: [warning, warning, warning],
      kept: ['NO_PARTIES', 'NO_PARTIES', 'MORE_PROBLEMS'],
      severity: 'warning',
    },
    {
      added: [warning, warning, error],
      kept: ['NO_PARTIES', 'NO_PARTIES', 'MORE_PROBLEMS'],
      severity: 'error',
    },
  ])('keeps $kept', ({ added, kept, severity }) => {
    const log = problemLog(2)
    for (const problem of added) log.add(problem)
    expect(log.problems().map(({ code }) => code)).toEqual(kept)
    expect(log.problems().at(-1)?.severity).toBe(severity)
  })
})
