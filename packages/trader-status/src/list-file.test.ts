import { Membership } from '@trustlane/contracts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemsOf, read } from './testing/list-text.ts'

describe('changes and evidence', () => {
  test('are read as members and removals', async () => {
    const text = 'member_id,name,status,change,sequence\n1,A,suspended,,7\n2,,,removed,8\n'
    expect(await read(text, { kind: 'changes' })).toEqual([
      {
        row: 1,
        membership: expect.objectContaining({ memberId: '1', status: 'suspended' }) as Membership,
        sequence: 7,
      },
      { row: 2, removed: { programme: 'JP-AEO', memberId: '2' }, sequence: 8 },
    ])
  })

  test('carry the document, its checker and its expiry', async () => {
    const header = 'member_id,name,status,reference,checked_by,expires\n'
    const items = await read(`${header}1,A,certified,mail 7,ben,2026-06-30\n2,B,certified,,,\n`, {
      kind: 'evidence',
    })
    expect(items[0]).toMatchObject({
      evidence: { reference: 'mail 7', checkedBy: 'ben', expires: '2026-06-30T15:00:00.000Z' },
    })
    expect(problemsOf(items)).toEqual([
      'line 3, column reference: expected the document that shows it',
      'line 3, column checked_by: expected who checked the document',
      'line 3, column expires: expected the date until which it may be relied on',
    ])
  })
})

test('never throws, whatever the bytes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(`member_id,name,status\n${text}`)),
        fc.json().map((text) => Buffer.from(text)),
      ),
      async (bytes) => {
        for (const item of await read(bytes)) {
          expect(
            'membership' in item ? Membership.safeParse(item.membership).error : undefined,
          ).toBeUndefined()
        }
      },
    ),
  )
})
