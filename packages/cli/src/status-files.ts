import { PartyLink, TOPICS } from '@trustlane/contracts'
import { oneLine } from '@trustlane/service-kit'
import {
  ListRefusedError,
  loadEvents,
  loadInto,
  type ListFileKind,
  type ListItem,
  type StatusStore,
} from '@trustlane/trader-status'
import { unreadableError } from './exit.ts'
import { checkFile, readInput } from './input.ts'
import type { Io } from './io.ts'
import { ListFaults } from './list-faults.ts'
import { kindOf, LIST_KINDS, listItems, surveyList } from './list-source.ts'

/** `complete:jp-aeo.csv`: a list file, with its kind before it or without. */
function statusArgument(text: string): { readonly file: string; readonly stated: ListFileKind | undefined } {
  const stated = LIST_KINDS.find((kind) => text.startsWith(`${kind}:`))
  return { stated, file: stated === undefined ? text : text.slice(stated.length + 1) }
}

/**
 * Loads a list file, as the command line names it, into a store that stands alone. Rows may be of several
 * programmes, each of which becomes a list of its own. A list whose kind is not said counts as `published`: that
 * a firm is not on it proves nothing; one that does not say how old it is counts as of `at`. Answers how many
 * rows were broken, and left out.
 */
export async function loadStatusFile(
  store: StatusStore,
  argument: string,
  at: Date,
  io: Io,
): Promise<number> {
  const { file, stated } = statusArgument(argument)
  await checkFile(file)
  try {
    return await load(store, file, stated, at, io)
  } catch (error) {
    if (error instanceof ListRefusedError) throw unreadableError(`${file}: ${error.message}`)
    throw error
  }
}

async function load(
  store: StatusStore,
  file: string,
  stated: ListFileKind | undefined,
  at: Date,
  io: Io,
): Promise<number> {
  const { head, programmes } = await surveyList(file, { kind: stated })
  const told = await kindOf(file, stated, head)
  const kind = told ?? 'published'
  if (told === undefined) {
    io.stderr.write(
      `${oneLine(`${file}: taken as a published list; "complete:${file}" says that it is complete`)}\n`,
    )
  }
  const faults = new ListFaults(file, io)
  for (const programme of programmes.length > 0 ? programmes : ['']) {
    const records = loadEvents(() => ofProgramme(faults.told(listItems(file, { kind })), programme), {
      programme,
      kind,
      asOf: head.asOf ?? at.toISOString(),
      loadId: `${file}:${programme}`,
      partitions: 1,
      partitionOf: () => 0,
      allowRejects: true,
    })
    await loadInto(store, records)
  }
  return faults.rows
}

/** Members of one programme; what is wrong with the file belongs to every one. */
async function* ofProgramme(items: AsyncIterable<ListItem>, programme: string): AsyncGenerator<ListItem> {
  for await (const item of items) {
    const own =
      'membership' in item
        ? item.membership.programme
        : 'removed' in item
          ? item.removed.programme
          : programme
    if (own === programme) yield item
  }
}

/** Loads verified links, from a JSON array or one JSON object a line. Throws with the place of the first that is none. */
export async function loadLinksFile(store: StatusStore, file: string, io: Io): Promise<void> {
  const text = new TextDecoder().decode(await readInput(file, io)).replace(/^\uFEFF/, '')
  const links = text.trimStart().startsWith('[') ? arrayOf(text, file) : linesOf(text, file)
  await store.apply(
    links.map((value, offset) => ({
      topic: TOPICS.partyLink.name,
      partition: 0,
      offset,
      event: { kind: 'link', value },
    })),
  )
}

function arrayOf(text: string, file: string): PartyLink[] {
  const values = parse(text, file)
  return (values as unknown[]).map((value, index) => linkOf(value, `${file}: link ${index + 1}`))
}

const linesOf = (text: string, file: string): PartyLink[] =>
  text
    .split('\n')
    .map((line, index) => ({ line, where: `${file}: line ${index + 1}` }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, where }) => linkOf(parse(line, where), where))

function linkOf(value: unknown, where: string): PartyLink {
  const result = PartyLink.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw unreadableError(`${where}: ${issue?.path.join('.') || 'the whole link'}: ${issue?.message ?? ''}`)
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw unreadableError(`${where}: not JSON: ${(error as Error).message}`)
  }
}
