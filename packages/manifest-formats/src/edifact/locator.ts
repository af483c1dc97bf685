/**
 * Line and column (from 1) of a byte offset. A line ends with CR, LF or CR LF; columns count characters, so
 * continuation bytes do not count where the charset may be UTF-8.
 */
export type Locator = (byte: number, isUtf8: boolean) => { line: number; column: number }

/** The lines are looked for once, and only when a place is asked for. */
export function locatorOf(text: string): Locator {
  let starts: readonly number[] | undefined
  return (byte, isUtf8) => {
    starts ??= lineStarts(text)
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= byte) low = middle
      else high = middle - 1
    }
    const before = text.slice(starts[low], byte)
    const characters = isUtf8 ? before.replaceAll(/[\u0080-\u00bf]/g, '') : before
    return { line: low + 1, column: characters.length + 1 }
  }
}

function lineStarts(text: string): number[] {
  const starts = [text.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0]
  for (const { index, 0: lineEnd } of text.matchAll(/\r\n?|\n/g)) starts.push(index + lineEnd.length)
  return starts
}
