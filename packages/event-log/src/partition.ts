const SEED = 0x9747b28c
const MIX = 0x5bd1e995
const ROTATE = 24

/** 32-bit murmur2 with the seed of Kafka's Java client, as a signed integer. */
export function murmur2(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = bytes.length & ~3
  let hash = SEED ^ bytes.length
  for (let at = 0; at < whole; at += 4) {
    let word = Math.imul(view.getInt32(at, true), MIX)
    word = Math.imul(word ^ (word >>> ROTATE), MIX)
    hash = Math.imul(hash, MIX) ^ word
  }
  const rest = bytes.length - whole
  if (rest === 3) hash ^= bytes[whole + 2]! << 16
  if (rest >= 2) hash ^= bytes[whole + 1]! << 8
  if (rest >= 1) hash = Math.imul(hash ^ bytes[whole]!, MIX)
  hash = Math.imul(hash ^ (hash >>> 13), MIX)
  return hash ^ (hash >>> 15)
}

/**
 * The partition of a key: murmur2 of its UTF-8 bytes with the sign bit cleared (not the absolute value), modulo
 * the count. Kafka's Java client and kafkajs's Java-compatible partitioner put the key on the same one.
 */
export const partitionFor = (key: string, partitions: number): number =>
  (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions
