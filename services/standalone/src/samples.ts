import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PartyLink, TOPICS, uuidOf } from '@trustlane/contracts'
import { type EventLog, eventRecord, type Outgoing, partitionFor, submission } from '@trustlane/event-log'
import { LIST_CONTEXT } from '@trustlane/mra'
import { loadEvents, type ListItem, readListFile, type StatusStore } from '@trustlane/trader-status'
import { isSubmitted } from './is-submitted.ts'
import type { Pipeline } from './pipeline.ts'

const FOLDER = join(import.meta.dirname, '../samples')
const SOURCE = 'trustlane/samples'
/** Stands as the source of every sample membership, so that a list of the user's own is never taken for one. */
const SOURCE_NAME = 'Trustlane samples'
const MARKER = 'samples-published'

type SampleList = {
  readonly file: string
  readonly programme: string
  readonly kind: 'complete' | 'published' | 'evidence'
}

/**
 * Loads the sample programme lists as of now, and the sample links. A programme whose list is the user's own
 * is left alone. Answers with a line for people.
 */
export async function loadSampleLists(
  { log, store, registered }: Pick<Pipeline, 'log' | 'store' | 'registered'>,
  now: () => number,
): Promise<string> {
  // A list of the user's that a killed process had not yet applied is in the log only, and must be seen here.
  await registered()
  const asOf = new Date(now()).toISOString()
  const lists = JSON.parse(await readFile(join(FOLDER, 'lists/lists.json'), 'utf8')) as readonly SampleList[]
  const records: Outgoing[] = []
  let members = 0
  for (const list of lists) {
    if (!(await mayLoad(store, list))) continue
    const loaded = await recordsOf(log, list, asOf)
    members += loaded.members
    records.push(...loaded.records)
  }
  const known = new Set((await store.links()).map(({ linkId }) => linkId))
  const links = PartyLink.array().parse(JSON.parse(await readFile(join(FOLDER, 'links.json'), 'utf8')))
  const missing = links.filter(({ linkId }) => !known.has(linkId))
  records.push(...missing.map((link) => linkRecord(link, asOf)))
  if (records.length > 0) await log.append(records)
  return `Sample programmes: ${members} members on ${lists.length} lists, ${links.length} verified links. All firms are fictional.\n\n`
}

function itemsOf({ file, programme, kind }: SampleList): AsyncIterable<ListItem> {
  return readListFile(createReadStream(join(FOLDER, 'lists', file)), {
    programme,
    kind,
    ...LIST_CONTEXT,
  })
}

/** True when the programme has no list, or the list is a sample that has only grown old. */
async function mayLoad(store: StatusStore, list: SampleList): Promise<boolean> {
  for await (const item of itemsOf(list)) {
    if (!('membership' in item)) continue
    const found = await store.find(item.membership.memberId)
    const own = found.filter(({ membership }) => membership.programme === list.programme)
    if (own.length > 0) return own.every(({ source }) => source.name === SOURCE_NAME)
    break
  }
  return (await store.lists())[list.programme] === undefined
}

async function recordsOf(
  log: EventLog,
  list: SampleList,
  asOf: string,
): Promise<{ records: Outgoing[]; members: number }> {
  const { programme, kind } = list
  const partitions = log.partitions(TOPICS.traderStatus)
  const loadId = uuidOf(SOURCE, programme, asOf)
  const events = loadEvents(() => itemsOf(list), {
    programme,
    kind,
    asOf,
    loadId,
    partitions,
    partitionOf: (key) => partitionFor(key, partitions),
    name: SOURCE_NAME,
  })
  const records: Outgoing[] = []
  let members = 0
  for await (const { key, partition, event } of events) {
    if (event.kind === 'member') members += 1
    const id = uuidOf(loadId, records.length)
    const record = eventRecord({
      topic: TOPICS.traderStatus,
      key,
      value: event,
      id,
      source: SOURCE,
      time: asOf,
    })
    records.push({ ...record, partition })
  }
  return { records, members }
}

const linkRecord = (link: PartyLink, time: string): Outgoing =>
  eventRecord({
    topic: TOPICS.partyLink,
    key: link.key,
    value: link,
    id: uuidOf(SOURCE, link.linkId, time),
    source: SOURCE,
    time,
  })

/** Publishes the sample manifests, in the order of their names, once in the life of a data folder. */
export async function publishSampleManifests(log: EventLog, data: string, now: () => number): Promise<void> {
  const marker = join(data, MARKER)
  if (existsSync(marker)) return
  const time = new Date(now()).toISOString()
  const files = (await readdir(FOLDER)).filter((file) => /^\d\d-/.test(file)).toSorted()
  const records = files.map((file) =>
    submission({ bytes: readFileSync(join(FOLDER, file)), source: SOURCE, id: uuidOf(SOURCE, file), time }),
  )
  // A process that was killed between the two had appended all or nothing: the first id tells.
  const first = uuidOf(SOURCE, files[0] ?? '')
  if (!(await isSubmitted(log, first, 0))) await log.append(records)
  await writeFile(marker, `${time}\n`)
}
