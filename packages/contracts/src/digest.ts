import { createHash } from 'node:crypto'

/** SHA-256 of bytes or UTF-8 text, in lower-case hexadecimal. */
export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/**
 * JSON with sorted keys and without `undefined`: equal values give equal text, whatever order they were built
 * in. Throws on what JSON cannot hold (functions, symbols, bigint).
 */
export function canonicalJson(value: unknown): string {
  const text = JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'object' && part !== null && !Array.isArray(part)) {
      return Object.fromEntries(
        Object.entries(part as Record<string, unknown>).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
      )
    }
    return part
  })
  if (text === undefined) throw new TypeError('only JSON values have a canonical form')
  return text
}

/** SHA-256 of a value's canonical JSON. */
export const digestOf = (value: unknown): string => sha256(canonicalJson(value))
