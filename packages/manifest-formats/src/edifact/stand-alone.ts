import { type Envelope, type Interchange, MARK } from './interchange.ts'
import { offsetOf } from './segment.ts'

/**
 * A message as an interchange of its own, in the bytes it came in: byte order mark, UNA, UNB, the message, and
 * a UNZ that counts one. A message that is cut stays cut: nothing is put after it.
 */
export function standAlone({ source, una, unb }: Interchange, { segments, complete }: Envelope): Uint8Array {
  const { text, delimiters } = source
  const { element, terminator } = delimiters
  const last = segments.at(-1)
  const message = text.slice(segments[0]?.start, last === undefined ? 0 : last.end + (last.closed ? 1 : 0))
  const head = (text.startsWith(MARK) ? MARK : '') + una
  if (unb === undefined) return Buffer.from(head + message, 'latin1')
  const opening = text.slice(unb.at, unb.end) + terminator
  const referenceEnd = unb.elements.length > 6 ? offsetOf(unb, 6) - 1 : unb.end
  const reference = text.slice(offsetOf(unb, 5), referenceEnd)
  const closing = complete ? ['UNZ', '1', reference].join(element) + terminator : ''
  return Buffer.from(head + opening + message + closing, 'latin1')
}
