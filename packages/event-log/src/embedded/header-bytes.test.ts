import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packHeaders, unpackHeaders } from './header-bytes.ts'

test('it gives back the names and bytes it was given, in order', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 300 })),
      (headers) => {
        const plain = (all: Readonly<Record<string, Uint8Array>>) =>
          Object.entries(all).map(([name, value]) => [name, [...value]])
        expect(plain(unpackHeaders(packHeaders(headers)))).toEqual(plain(headers))
      },
    ),
  )
})

test('it takes a name that objects have a meaning for', () => {
  const headers = Object.fromEntries([['__proto__', Buffer.from('x')]])
  expect(Object.keys(unpackHeaders(packHeaders(headers)))).toEqual(['__proto__'])
})
