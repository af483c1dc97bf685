/**
 * Offset and cause of the first syntax error of a JSON text, or undefined when it is well formed. JSON.parse
 * gives no position for many errors, and its words change with the engine.
 */
export function syntaxErrorOf(text: string): { index: number; message: string } | undefined {
  const closers: ('}' | ']')[] = []
  let expected: 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end' = 'value'
  let index = 0
  const fail = (message: string) => ({ index, message })
  for (;;) {
    index = end(SPACE, text, index) ?? index
    const char = text[index]
    if (char === undefined) {
      return expected === ', or end' && closers.length === 0 ? undefined : fail('the text ends too early')
    }
    const closer = closers.at(-1)
    if (expected === ', or end') {
      if (closer === undefined) return fail(`found ${JSON.stringify(char)} after the end of the value`)
      if (char === closer) closers.pop()
      else if (char === ',') expected = closer === '}' ? 'name' : 'value'
      else return fail(`found ${JSON.stringify(char)}, expected "," or "${closer}"`)
      index++
    } else if (expected === ':') {
      if (char !== ':') return fail(`found ${JSON.stringify(char)}, expected ":"`)
      expected = 'value'
      index++
    } else if ((expected === 'name or }' && char === '}') || (expected === 'value or ]' && char === ']')) {
      closers.pop()
      expected = ', or end'
      index++
    } else if (expected === 'name' || expected === 'name or }') {
      const after = end(STRING, text, index)
      if (after === undefined) return fail(`found ${JSON.stringify(char)}, expected a name in double quotes`)
      index = after
      expected = ':'
    } else if (char === '{' || char === '[') {
      closers.push(char === '{' ? '}' : ']')
      expected = char === '{' ? 'name or }' : 'value or ]'
      index++
    } else {
      const after = end(char === '"' ? STRING : SCALAR, text, index)
      if (after === undefined) {
        return fail(
          char === '"'
            ? 'a string that does not end or has a wrong escape'
            : `found ${JSON.stringify(char)}, expected a value`,
        )
      }
      index = after
      expected = ', or end'
    }
  }
}

const SPACE = /[ \t\r\n]*/y
// eslint-disable-next-line no-control-regex
const STRING = /"(?:[^"\\\0-\u001f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/y
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y

function end(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : undefined
}

/** Line and column (from 1, in characters) of an index. */
export function lineAndColumn(text: string, index: number): { line: number; column: number } {
  const before = text.slice(0, index).split(/\r\n?|\n/)
  return { line: before.length, column: Array.from(before.at(-1) ?? '').length + 1 }
}
