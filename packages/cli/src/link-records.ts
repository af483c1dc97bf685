import { PartyLink, readerOf, TOPICS, uuidOf } from '@trustlane/contracts'
import { eventRecord, type Outgoing } from '@trustlane/event-log'
import { CliError } from './exit.ts'
import { jsonOf, recordsOfTopic } from './records.ts'
import type { Workspace } from './workspace.ts'

/**
 * Every link as last recorded, in the order in which they were made. From the topic, which keeps them all, and
 * not from the store: a link may still wait to be applied.
 */
export async function recordedLinks(workspace: Workspace): Promise<ReadonlyMap<string, PartyLink>> {
  const parse = readerOf(PartyLink)
  const links = new Map<string, PartyLink>()
  for await (const record of recordsOfTopic(workspace, TOPICS.partyLink)) {
    const link = parse.safeParse(jsonOf(record.value))
    if (link.success) links.set(link.data.linkId, link.data)
  }
  return links
}

/** The link that this id, or this beginning of one, names. Throws when none does, or several. */
export async function linkNamed(workspace: Workspace, id: string): Promise<PartyLink> {
  const links = await recordedLinks(workspace)
  const exact = links.get(id)
  if (exact !== undefined) return exact
  const found = [...links.values()].filter(({ linkId }) => linkId.startsWith(id))
  if (found.length === 1) return found[0]!
  throw new CliError(
    found.length === 0
      ? `there is no link "${id}": "links list --all" shows those there are`
      : `"${id}" begins the ids of ${found.length} links: give more of it`,
  )
}

/** A link's new state as a record. */
export const linkRecord = (link: PartyLink, by: string, at: Date): Outgoing =>
  eventRecord({
    topic: TOPICS.partyLink,
    key: link.key,
    value: link,
    id: uuidOf('link-state', link.linkId, link.state, by, at.toISOString()),
    source: 'trustlane/cli',
    time: at.toISOString(),
  })
