import { type ListFileOptions, readListFile } from '../list-file.ts'
import { type ListItem, problemText } from '../list-file/list-item.ts'

/** What the tests of the list reader share: a complete Japanese list unless a test says otherwise. */
export const options: ListFileOptions = {
  programme: 'JP-AEO',
  kind: 'complete',
  knownProgrammes: ['JP-AEO', 'US-CTPAT'],
  zoneOf: () => 'Asia/Tokyo',
}

/** The text in chunks of some bytes, so that letters and lines are torn apart. */
export async function* bytesOf(text: string | Uint8Array, size = 7): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export const read = (text: string | Uint8Array, over: Partial<ListFileOptions> = {}): Promise<ListItem[]> =>
  Array.fromAsync(readListFile(bytesOf(text), { ...options, ...over }))

export const problemsOf = (items: readonly ListItem[]): readonly string[] =>
  items.flatMap((item) => ('problem' in item ? problemText(item) : []))

export const membersOf = (items: readonly ListItem[]): readonly string[] =>
  items.flatMap((item) => ('membership' in item ? item.membership.memberId : []))
