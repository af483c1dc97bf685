import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { LIST_CONTEXT, programmeNamed, PROGRAMMES } from '@trustlane/mra'
import { type ListFileKind, type ListHead, type ListItem, readListFile } from '@trustlane/trader-status'
import { usageError } from './exit.ts'

export const LIST_KINDS = ['complete', 'published', 'evidence', 'changes'] as const

const PEEK = 8192

/** What the command line says of a list file; where it is silent the file's own head counts. */
export type ListClaims = { readonly programme?: string | undefined; readonly kind?: ListFileKind | undefined }

/**
 * The kind of a list file: as stated, else as its columns tell, else as its head says. Throws a usage error
 * when the columns tell another than is stated: evidence read as a list would count beyond its end.
 */
export async function kindOf(
  file: string,
  stated: ListFileKind | undefined,
  head: ListHead,
): Promise<ListFileKind | undefined> {
  const told = await kindByColumns(file)
  if (told !== undefined && stated !== undefined && told !== stated) {
    throw usageError(`${file} has the columns of ${told}: it cannot be loaded as ${stated}`)
  }
  return stated ?? told ?? head.kind
}

/** Only evidence says until when it may be relied on, and only changes say what they change. */
async function kindByColumns(file: string): Promise<ListFileKind | undefined> {
  await using handle = await open(file)
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(PEEK), 0, PEEK, 0)
  const start = buffer.toString('utf8', 0, bytesRead)
  if (/^\uFEFF?\s*[[{]/.test(start)) return undefined
  const columns = (/^.*/.exec(start)?.[0] ?? '').toLowerCase().split(/[,;\t"\s]+/)
  if (columns.includes('expires') || columns.includes('checked_by')) return 'evidence'
  return columns.includes('change') ? 'changes' : undefined
}

/** Reads a list file from its beginning, as often as it is called. */
export function listItems(file: string, { programme, kind }: ListClaims): AsyncIterable<ListItem> {
  return readListFile(createReadStream(file), {
    programme,
    kind,
    ...LIST_CONTEXT,
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
