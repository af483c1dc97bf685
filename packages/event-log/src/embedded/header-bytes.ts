import type { Headers } from '@trustlane/contracts'

/** Headers as bytes: for each, the lengths of name and value (32 bits each, little-endian), then both. */
export function packHeaders(headers: Headers): Uint8Array {
  const entries = Object.entries(headers).map(([name, value]) => [Buffer.from(name), value] as const)
  const size = entries.reduce((sum, [name, value]) => sum + 8 + name.length + value.length, 0)
  const packed = Buffer.allocUnsafe(size)
  let at = 0
  for (const [name, value] of entries) {
    at = packed.writeUInt32LE(name.length, at)
    at = packed.writeUInt32LE(value.length, at)
    packed.set(name, at)
    packed.set(value, at + name.length)
    at += name.length + value.length
  }
  return packed
}

export function unpackHeaders(bytes: Uint8Array): Headers {
  const packed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries: [string, Uint8Array][] = []
  let at = 0
  while (at < packed.length) {
    const nameEnd = at + 8 + packed.readUInt32LE(at)
    const end = nameEnd + packed.readUInt32LE(at + 4)
    entries.push([packed.toString('utf8', at + 8, nameEnd), packed.subarray(nameEnd, end)])
    at = end
  }
  return Object.fromEntries(entries)
}
