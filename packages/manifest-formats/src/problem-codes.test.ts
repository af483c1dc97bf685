import { describe, expect, test } from 'vitest'
import { type Place, PROBLEM_CODES } from './problem.ts'
import { readManifests } from './read-manifests.ts'
import { envelopeProblems } from './testing/envelope-problems.ts'
import { jsonProblems } from './testing/json-problems.ts'
import { messageProblems } from './testing/message-problems.ts'

const rows = [...envelopeProblems, ...messageProblems, ...jsonProblems]

const byteAt = (input: Uint8Array, { line, column }: Place): Place =>
  line === undefined || column === undefined
    ? {}
    : {
        byte:
          Buffer.from(input)
            .toString('latin1')
            .split('\n')
            .slice(0, line - 1)
            .join('\n').length + (line > 1 ? column : column - 1),
      }

describe('readManifests', () => {
  test.each(rows)('tells $code with its place: $words', ({ code, input, place, words }) => {
    const { problems, messages } = readManifests(input)
    const found = [...problems, ...messages.flatMap((read) => read.problems)].filter(
      (one) => one.code === code,
    )
    expect(found.map((problem) => problem.place)).toContainEqual({ ...byteAt(input, place), ...place })
    expect(found.map((problem) => problem.message).join('\n')).toContain(words)
  })

  test('has a row for every code', () => {
    expect([...new Set(rows.map(({ code }) => code))].toSorted()).toEqual(
      Object.keys(PROBLEM_CODES).toSorted(),
    )
  })
})
