import { describe, expect, test } from 'vitest'
import { standingIn } from './standing.ts'
import { answered, AT, fromAt, held, unknown } from './testing/index.ts'

const now = AT.getTime()
const link = { grade: 'B', by: 'link', agreement: 'name' } as const
const name = { grade: 'D', by: 'name', agreement: 'name' } as const
const other = held({ memberId: 'JP-2' })

describe('standingIn', () => {
  test.each([
    { what: 'nothing found', own: [answered()], kind: 'none' },
    { what: 'a member of another programme', own: [answered([held({ programme: 'KR-AEO' })])], kind: 'none' },
    { what: 'a namesake', own: [answered([held({ match: name })])], kind: 'candidate' },
    { what: 'a member', own: [answered([held()])], kind: 'member' },
    { what: 'two at the best grade', own: [answered([held(), other])], kind: 'ambiguous' },
    {
      what: 'a second at a lower grade',
      own: [answered([held(), { ...other, match: link }])],
      kind: 'member',
    },
    { what: 'a marker found as the same', own: [answered([held()]), answered([held()])], kind: 'member' },
    { what: 'a marker found as another', own: [answered([held()]), answered([other])], kind: 'ambiguous' },
    { what: 'a marker that failed', own: [answered([held()]), unknown()], kind: 'unknown' },
  ])('is $kind for $what', ({ own, kind }) => {
    expect(standingIn('JP-AEO', now, own).kind).toBe(kind)
  })

  test('takes nothing from a witness but doubt', () => {
    const member = answered([held()])
    expect(standingIn('JP-AEO', now, [answered()], [member]).kind).toBe('none')
    expect(standingIn('JP-AEO', now, [member], [member]).kind).toBe('member')
    expect(standingIn('JP-AEO', now, [member], [answered([other])]).kind).toBe('ambiguous')
    expect(standingIn('JP-AEO', now, [member], [unknown()]).kind).toBe('unknown')
    const ended = held({ validTo: fromAt(0) })
    expect(standingIn('JP-AEO', now, [member], [answered([ended])])).toEqual({
      kind: 'member',
      membership: ended,
    })
  })

  test('knows no member of a programme that is not known', () => {
    expect(standingIn(undefined, now, [answered([held()])]).kind).toBe('none')
  })

  test.each([
    { what: 'the better match', a: held({ match: link }), b: held(), is: 'b' },
    {
      what: 'the one not in force, whatever its match',
      a: held(),
      b: held({ match: link, validTo: fromAt(0) }),
      is: 'b',
    },
    { what: 'the one that is suspended', a: held({ status: 'suspended' }), b: held(), is: 'a' },
  ])('judges one member with two records by $what, in either order', ({ a, b, is }) => {
    const expected = { kind: 'member', membership: is === 'a' ? a : b }
    expect(standingIn('JP-AEO', now, [answered([a]), answered([b])])).toEqual(expected)
    expect(standingIn('JP-AEO', now, [answered([b]), answered([a])])).toEqual(expected)
  })
})
