/**
 * Line and column (from 1) of a byte offset. A line ends with CR, LF or CR LF; columns count characters, so
 * continuation bytes do not count where the charset may be UTF-8.
 */
export type Locator = (byte: number, isUtf8: boolean) => { line: number; column: number }

/**
 * The lines are looked for once, and only when a place is asked for. Places that are asked for in the order of
 * the text cost its length once, even where it is all one line.
 */
export function locatorOf(text: string): Locator {
  let starts: readonly number[] | undefined
  let last = { start: 0, byte: 0, continuations: 0 }
  return (byte, isUtf8) => {
    starts ??= lineStarts(text)
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= byte) low = middle
      else high = middle - 1
    }
    const start = starts[low] ?? 0
    if (!isUtf8) return { line: low + 1, column: byte - start + 1 }
    if (last.start !== start || last.byte > byte) last = { start, byte: start, continuations: 0 }
    let { continuations } = last
    for (let at = last.byte; at < byte; at++) if (isContinuation(text.charCodeAt(at))) continuations++
    last = { start, byte, continuations }
    return { line: low + 1, column: byte - start - continuations + 1 }
  }
}

const isContinuation = (byte: number): boolean => byte >= 0x80 && byte < 0xc0

function lineStarts(text: string): number[] {
  const starts = [text.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0]
  for (const { index, 0: lineEnd } of text.matchAll(/\r\n?|\n/g)) starts.push(index + lineEnd.length)
  return starts
}
