import { createReadStream } from 'node:fs'
import { programmeNamed, PROGRAMMES } from '@trustlane/mra'
import { type ListFileKind, type ListHead, type ListItem, readListFile } from '@trustlane/trader-status'
import { usageError } from './exit.ts'

export const LIST_KINDS = ['complete', 'published', 'evidence', 'changes'] as const

/** What the command line says of a list file; where it is silent the file's own head counts. */
export type ListClaims = { readonly programme?: string | undefined; readonly kind?: ListFileKind | undefined }

/** Reads a list file from its beginning, as often as it is called. */
export function listItems(file: string, { programme, kind }: ListClaims): AsyncIterable<ListItem> {
  return readListFile(createReadStream(file), {
    programme,
    kind,
    knownProgrammes: PROGRAMMES.map(({ code }) => code),
    zoneOf: (code) => programmeNamed(code)?.zone ?? 'UTC',
  })
}

/** What a list file says of itself, and the programmes that its rows name, in their order. */
export async function surveyList(
  file: string,
  claims: ListClaims,
  limit = Infinity,
): Promise<{ readonly head: ListHead; readonly programmes: readonly string[] }> {
  const programmes = new Set<string>()
  let head: ListHead = {}
  let rows = 0
  for await (const item of listItems(file, claims)) {
    if ('head' in item) head = item.head
    else if ('membership' in item) programmes.add(item.membership.programme)
    else if ('removed' in item) programmes.add(item.removed.programme)
    rows += 1
    if (rows >= limit) break
  }
  const named = claims.programme ?? head.programme
  return { head, programmes: named === undefined ? [...programmes] : [named] }
}

/** A programme of the catalogue, by its code in any case. Throws a usage error that lists those there are. */
export function programmeArgument(option: string, code: string): string {
  const known = programmeNamed(code.toUpperCase())
  if (known !== undefined) return known.code
  const all = PROGRAMMES.map((programme) => programme.code).join(', ')
  throw usageError(`${option} "${code}" is no programme: expected one of ${all}`)
}
