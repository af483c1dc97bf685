/**
 * Line and column (from 1) of a byte offset. A line ends with CR, LF or CR LF; columns count characters, so
 * continuation bytes of UTF-8 do not count where the charset may be that.
 */
export function locatorOf(text: string, isUtf8: boolean): (byte: number) => { line: number; column: number } {
  let starts: number[] | undefined
  return (byte) => {
    starts ??= lineStarts(text)
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= byte) low = middle
      else high = middle - 1
    }
    const before = text.slice(starts[low]!, byte)
    const characters = isUtf8 ? before.replaceAll(/[\u0080-\u00bf]/g, '') : before
    return { line: low + 1, column: characters.length + 1 }
  }
}

function lineStarts(text: string): number[] {
  const starts = [text.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0]
  for (const { index, 0: lineEnd } of text.matchAll(/\r\n?|\n/g)) starts.push(index + lineEnd.length)
  return starts
}
