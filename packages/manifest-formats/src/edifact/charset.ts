/**
 * Turns bytes, given as one character each, into text. `text` is undefined where a byte has no meaning in the
 * charset; `doubtful` says that bytes outside the named charset were read by what senders usually mean.
 */
export type Charset = {
  readonly name: string
  readonly isUtf8: boolean
  readonly decode: (bytes: string) => { text: string | undefined; doubtful: boolean }
}

// ISO 9735 service code list 0001. What TextDecoder calls iso-8859-1 and -9 is windows-1252 and -1254: the same
// but for C1 controls, which no sender means.
const LABELS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    UNOC: 'iso-8859-1',
    UNOD: 'iso-8859-2',
    UNOE: 'iso-8859-5',
    UNOF: 'iso-8859-7',
    UNOG: 'iso-8859-3',
    UNOH: 'iso-8859-4',
    UNOI: 'iso-8859-6',
    UNOJ: 'iso-8859-8',
    UNOK: 'iso-8859-9',
    UNOW: 'utf-8',
    UNOY: 'utf-8',
  }),
)

// eslint-disable-next-line no-control-regex
const ASCII = /^[\0-\u007f]*$/
const C1 = /[\u0080-\u009f]/

/**
 * The charset that UNB S001 names; UTF-8 when the input starts with its byte order mark, whatever UNB says.
 * Without a name, and for UNOA and UNOB (which are ASCII), other bytes are read as UTF-8 where they are that,
 * else as windows-1252, and are doubtful.
 */
export function charsetOf(syntaxIdentifier: string, hasUtf8Mark: boolean): Charset {
  const id = syntaxIdentifier.toUpperCase()
  if (hasUtf8Mark) return labelled('UTF-8 (byte order mark)', 'utf-8')
  const label = LABELS.get(id)
  if (label !== undefined) return labelled(id, label)
  if (id === '' || id === 'UNOA' || id === 'UNOB') return ascii(id || 'no charset')
  return asciiOnly(id)
}

function labelled(name: string, label: string): Charset {
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true })
  const isLatin = label === 'iso-8859-1' || label === 'iso-8859-9'
  const decode = (bytes: string) => {
    if (ASCII.test(bytes)) return { text: bytes, doubtful: false }
    return { text: tryDecode(decoder, bytes), doubtful: isLatin && C1.test(bytes) }
  }
  return { name, isUtf8: label === 'utf-8', decode }
}

function ascii(name: string): Charset {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const latin = new TextDecoder('windows-1252')
  const decode = (bytes: string) => {
    if (ASCII.test(bytes)) return { text: bytes, doubtful: false }
    return { text: tryDecode(utf8, bytes) ?? latin.decode(Buffer.from(bytes, 'latin1')), doubtful: true }
  }
  return { name, isUtf8: true, decode }
}

// UNOX shifts between character sets with escape sequences, within which any byte may look like a separator.
const asciiOnly = (name: string): Charset => ({ name, isUtf8: false, decode: decodeAscii })

function decodeAscii(bytes: string): ReturnType<Charset['decode']> {
  return { text: ASCII.test(bytes) && !bytes.includes('\u001b') ? bytes : undefined, doubtful: false }
}

function tryDecode(decoder: InstanceType<typeof TextDecoder>, bytes: string): string | undefined {
  try {
    return decoder.decode(Buffer.from(bytes, 'latin1'))
  } catch {
    return undefined
  }
}
