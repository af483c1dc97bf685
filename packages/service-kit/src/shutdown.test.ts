import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { untilSignal } from './shutdown.ts'

class FakeProcess extends EventEmitter {
  readonly exits: number[] = []
  exit(code: number): void {
    this.exits.push(code)
  }
}

describe('untilSignal', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'resolves with %s and lets the process finish',
    async (signal) => {
      const source = new FakeProcess()
      const stopped = untilSignal(source)
      source.emit(signal)
      expect(await stopped).toBe(signal)
      expect(source.exits).toEqual([])
    },
  )

  test.each([
    { first: 'SIGINT', second: 'SIGINT', code: 130 },
    { first: 'SIGTERM', second: 'SIGINT', code: 130 },
    { first: 'SIGINT', second: 'SIGTERM', code: 143 },
  ])('ends at once with $code on $second after $first', ({ first, second, code }) => {
    const source = new FakeProcess()
    void untilSignal(source)
    source.emit(first)
    source.emit(second)
    expect(source.exits).toEqual([code])
  })
})
