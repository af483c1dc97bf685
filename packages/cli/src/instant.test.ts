import { describe, expect, test } from 'vitest'
import { instantOf } from './instant.ts'

describe('instantOf', () => {
  test.each([
    { text: '2026-11-24T09:30:00Z', at: '2026-11-24T09:30:00.000Z' },
    { text: '2026-11-24T09:30:00+09:00', at: '2026-11-24T00:30:00.000Z' },
    { text: '2026-11-24T09:30:00.250Z', at: '2026-11-24T09:30:00.250Z' },
    { text: '2026-11-24', at: '2026-11-24T00:00:00.000Z' },
    { text: '2028-02-29', at: '2028-02-29T00:00:00.000Z' },
  ])('reads $text', ({ text, at }) => {
    expect(instantOf('--at', text).toISOString()).toBe(at)
  })

  test.each([
    { text: '20260231', message: '--at "20260231": there is no 2026-02-31 in the calendar' },
    { text: '2026-02-29', message: '--at "2026-02-29": there is no 2026-02-29 in the calendar' },
    { text: '2026-13-01T00:00:00Z', message: '--at "2026-13-01T00:00:00Z": there is no 2026-13-01' },
    { text: '20260228', message: '--at "20260228" is not a time: expected one like' },
    { text: '2026-11-24T09:30:00', message: 'is not a time' },
    { text: '2026-11-24T25:30:00Z', message: 'is not a time' },
    { text: '24.11.2026', message: 'is not a time' },
    { text: 'tomorrow', message: 'is not a time' },
    { text: '', message: 'is not a time' },
  ])('refuses $text and says why', ({ text, message }) => {
    expect(() => instantOf('--at', text)).toThrow(message)
    expect(() => instantOf('--at', text)).toThrow(expect.objectContaining({ exitCode: 64 }))
  })
})
