import { describe, expect, test } from 'vitest'
import { problemDetail, shorten } from './problem.ts'
import { aRecord } from './testing/run-once.ts'

type Detail = { errors: { place: string }[]; moreErrors?: number; detail: string }
const detailOf = (errors: readonly { place: string; message: string }[], detail = 'd'): Detail =>
  JSON.parse(problemDetail({ title: 't', detail, errors }, 'UNREADABLE', aRecord())) as Detail
const errorsOf = (count: number, length: number) =>
  Array.from({ length: count }, (_, n) => ({ place: `segment ${n}`, message: 'm'.repeat(length) }))

describe('problemDetail', () => {
  test('it gives every error while there is room, and then counts none', () => {
    const detail = detailOf(errorsOf(5, 100))
    expect(detail.errors).toHaveLength(5)
    expect(detail).not.toHaveProperty('moreErrors')
  })

  test('it gives the first errors whole and says how many more there are', () => {
    const { errors, moreErrors } = detailOf(errorsOf(1000, 100))
    expect(errors).toEqual(errorsOf(1000, 100).slice(0, errors.length))
    expect(errors.length).toBeGreaterThan(40)
    expect(moreErrors).toBe(1000 - errors.length)
  })

  test('it takes control characters out, which JSON would blow up', () => {
    expect(detailOf([], 'a\u0000b\nc').detail).toBe('a b c')
  })
})

describe('shorten', () => {
  test.each([
    ['short', 10, 'short'],
    ['exactly ten', 11, 'exactly ten'],
    ['twelve bytes', 11, 'twelve b…'],
    ['貨物貨物', 11, '貨物…'],
    ['🚢🚢🚢', 11, '🚢🚢…'],
    ['🚢🚢🚢', 10, '🚢…'],
  ])('it cuts %s to %i bytes between characters', (text, bytes, expected) => {
    expect(shorten(text, bytes)).toBe(expected)
    expect(Buffer.byteLength(shorten(text, bytes))).toBeLessThanOrEqual(bytes)
  })
})
