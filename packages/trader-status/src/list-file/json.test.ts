import type { Membership } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { membersOf, problemsOf, read } from '../testing/list-text.ts'

describe('a JSON list', () => {
  const member = { memberId: '1', names: ['Aoba'], status: 'certified', validTo: '2027-03-31' }
  const head = { programme: 'JP-AEO', kind: 'complete', asOf: '2026-06-01T00:00:00Z' }
  const silent = { programme: undefined, kind: undefined }

  test.each([
    { form: 'a document', text: JSON.stringify({ ...head, members: [member] }, null, 2) },
    { form: 'lines', text: `${JSON.stringify(head)}\n${JSON.stringify(member)}\n` },
  ])('as $form says what it is and is read', async ({ text }) => {
    expect(await read(text, silent)).toEqual([
      { row: 0, head: { ...head, asOf: '2026-06-01T00:00:00.000Z' } },
      {
        row: 1,
        membership: expect.objectContaining({
          programme: 'JP-AEO',
          validTo: '2027-03-31T15:00:00.000Z',
        }) as Membership,
      },
    ])
  })

  test.each([
    { form: 'an array', text: JSON.stringify([member, { ...member, memberId: '2' }]) },
    {
      form: 'lines without head',
      text: `${JSON.stringify(member)}\r\n\r\n${JSON.stringify({ ...member, memberId: '2' })}`,
    },
  ])('as $form is read', async ({ text }) => {
    expect(membersOf(await read(text))).toEqual(['1', '2'])
  })

  test.each([
    { what: 'is cut', text: '{"members": [', problem: /^expected well-formed JSON/ },
    { what: 'has no members', text: '{"a": {\n}}', problem: /^expected an array of members/ },
    {
      what: 'is another kind of list than asked for',
      text: JSON.stringify({ kind: 'published', members: [member] }),
      problem: /column kind: found "published", expected complete/,
    },
    {
      what: 'is of another programme',
      text: JSON.stringify({ programme: 'US-CTPAT', members: [] }),
      problem: /expected JP-AEO, as asked for/,
    },
    {
      what: 'has an unknown kind',
      text: JSON.stringify({ kind: 'full', members: [] }),
      problem: /column kind: found ""full"", expected one of complete/,
    },
    {
      what: 'has a date that does not exist',
      text: JSON.stringify({ asOf: '2026-02-31', members: [] }),
      problem: /column asOf: .*a date that exists/,
    },
  ])('that $what cannot be relied on at all', async ({ text, problem }) => {
    const items = await read(text)
    expect(problemsOf(items)).toEqual([expect.stringMatching(problem)])
    expect(items.some((item) => 'problem' in item && item.problem.isFatal)).toBe(true)
  })

  test('reports a broken line and reads the others', async () => {
    const items = await read(
      `${JSON.stringify(member)}\n{"memberId": \n7\n${JSON.stringify({ ...member, memberId: '2', statuss: 1, validTo: 5 })}\n`,
      { format: 'ndjson' },
    )
    expect(membersOf(items)).toEqual(['1'])
    expect(problemsOf(items)).toEqual([
      expect.stringMatching(/^line 2: found "\{"memberId": ", expected JSON/),
      'line 3: found "7", expected a member as an object',
      'line 4, column validTo: found "5", expected text',
      'line 4, column statuss: found "1", expected no such field',
    ])
  })
})
