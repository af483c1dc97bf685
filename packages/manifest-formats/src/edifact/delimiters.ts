/** The service characters of an interchange. A space in `release` or `repetition` means that there is none. */
export type Delimiters = {
  component: string
  element: string
  decimal: string
  release: string
  repetition: string
  terminator: string
}

/** What holds without a UNA (ISO 9735). The repetition separator exists only from syntax version 4 on. */
export const DEFAULT_DELIMITERS: Delimiters = {
  component: ':',
  element: '+',
  decimal: '.',
  release: '?',
  repetition: '*',
  terminator: "'",
}

/** The six characters after `UNA`, in their order. */
export function delimitersOf(una: string): Delimiters {
  const [component = '', element = '', decimal = '', release = '', repetition = '', terminator = ''] = una
  return { component, element, decimal, release, repetition, terminator }
}

/**
 * Why these characters cannot separate anything, or undefined when they can: letters, digits, a space and a
 * line break (but as terminator) would be taken out of the data, and no character can mean two things.
 */
export function faultOfDelimiters(delimiters: Delimiters): string | undefined {
  const { component, element, release, repetition, terminator } = delimiters
  const must = [component, element, terminator]
  const bad = must.find((char) => !isSpecial(char))
  if (bad !== undefined) return `"${bad}" cannot be a separator`
  if (/[\r\n]/.test(component + element)) return 'a line break cannot separate elements'
  const used = [...must, release, repetition].filter((char) => char !== ' ')
  if (/[A-Za-z0-9\r\n\u0080-\u00ff]/.test(release + repetition))
    return `"${release}${repetition}" cannot release or repeat`
  if (new Set(used).size !== used.length) return 'one character has two meanings'
  return undefined
}

const isSpecial = (char: string): boolean => char > '\0' && char < '\u007f' && !/[A-Za-z0-9 ]/.test(char)
