import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { murmur2, partitionFor } from './partition.ts'

describe('murmur2', () => {
  // The vectors of UtilsTest.testMurmur2 in Apache Kafka.
  test.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('it hashes %s as Kafka does', (text, hash) => {
    expect(murmur2(Buffer.from(text))).toBe(hash)
  })

  test('it hashes a view into a larger buffer by its own bytes', () => {
    const whole = Buffer.from('--foobar--')
    expect(murmur2(whole.subarray(2, 8))).toBe(-790332482)
  })
})

describe('partitionFor', () => {
  test.each([
    // -973932308 & 0x7fffffff = 1173551340: the sign bit cleared, where the absolute value would give another.
    ['21', 12, 1173551340 % 12],
    ['foobar', 7, 1357151166 % 7],
    ['abc', 12, 479470107 % 12],
    ['abc', 1, 0],
  ])('it puts %s of %i partitions on %i', (key, partitions, expected) => {
    expect(partitionFor(key, partitions)).toBe(expected)
  })

  test('it stays within the partitions for every key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 50 }), (key, partitions) => {
        const partition = partitionFor(key, partitions)
        expect(partition).toBeOneOf(Array.from({ length: partitions }, (_, n) => n))
      }),
    )
  })
})
