import { ALL_TOPICS, type Topic, TOPICS } from '@trustlane/contracts'
import { type Cell, type Control, renderTable } from '@trustlane/service-kit'
import { EXIT, type ExitCode } from '../exit.ts'
import { type Io, jsonLine, look } from '../io.ts'
import { hasData, openWorkspace } from '../workspace.ts'

export type TopicsArgs = { readonly data: string; readonly json?: boolean }

/** The stage that reads each topic as its input; others only look things up in it. */
const STAGES: ReadonlyMap<string, string> = new Map([
  [TOPICS.manifestSubmitted.name, 'intake'],
  [TOPICS.consignmentAccepted.name, 'enrichment'],
  [TOPICS.consignmentEnriched.name, 'clearance'],
])
/** Their position is kept with the data of the status store, not in the log. */
const REGISTERED: ReadonlySet<string> = new Set([TOPICS.traderStatus.name, TOPICS.partyLink.name])

type Usage = { readonly records: number; readonly reader?: string; readonly lag?: number }

const DAY_MS = 86_400_000

const CATALOGUE = [
  { title: 'Topic', min: 24 },
  { title: 'Key', min: 11 },
  { title: 'Kept' },
  { title: 'Owner', min: 10 },
  { title: 'Readers', min: 12 },
  { title: 'Restricted' },
]
const USAGE = [{ title: 'Records', align: 'right' as const }, { title: 'Reader, lag' }]

/** Lists the catalogue; where there is a data folder also how many records each topic had, and how far its reader is behind. */
export async function topics({ data, json = false }: TopicsArgs, io: Io): Promise<ExitCode> {
  const usage = hasData(data) ? await usageIn(data) : new Map<string, Usage>()
  if (json) {
    for (const topic of ALL_TOPICS) {
      const { schema: _schema, ...entry } = topic
      await io.stdout.write(jsonLine({ ...entry, ...usage.get(topic.name) }))
    }
    return EXIT.ok
  }
  const isUsed = usage.size > 0
  const rows = ALL_TOPICS.map((topic) => [
    ...catalogueRow(topic),
    ...(isUsed ? usageRow(usage.get(topic.name)) : []),
  ])
  await io.stdout.write(renderTable(isUsed ? [...CATALOGUE, ...USAGE] : CATALOGUE, rows, look(io)))
  return EXIT.ok
}

async function usageIn(folder: string): Promise<ReadonlyMap<string, Usage>> {
  await using workspace = await openWorkspace({ folder })
  const marks = await workspace.marks()
  const entries: [string, Usage][] = []
  for (const topic of ALL_TOPICS) entries.push([topic.name, await usageOf(workspace, topic, marks)])
  return new Map(entries)
}

async function usageOf(
  log: Pick<Control, 'positions'>,
  topic: Topic,
  marks: ReadonlyMap<string, number>,
): Promise<Usage> {
  const stage = STAGES.get(topic.name)
  const positions = await log.positions(stage ?? 'cli', topic)
  const records = positions.reduce((sum, { end }) => sum + end, 0)
  if (stage !== undefined) {
    return { records, reader: stage, lag: positions.reduce((sum, { next, end }) => sum + end - next, 0) }
  }
  if (!REGISTERED.has(topic.name)) return { records }
  const lag = positions.reduce(
    (sum, { partition, end }) => sum + end - (marks.get(`${topic.name}/${partition}`) ?? 0),
    0,
  )
  return { records, reader: 'registry', lag }
}

const catalogueRow = (topic: Topic): Cell[] => [
  topic.name,
  topic.key,
  topic.cleanup === 'compact'
    ? 'latest per key'
    : topic.retentionMs < 0
      ? 'for ever'
      : `${topic.retentionMs / DAY_MS} days`,
  topic.owner,
  topic.readers.join(', '),
  topic.restricted ? 'yes' : 'no',
]

function usageRow(usage: Usage | undefined): Cell[] {
  const { records = 0, reader, lag = 0 } = usage ?? {}
  const shown = reader === undefined ? '' : `${reader}, ${lag}`
  return [String(records), lag > 0 ? { text: shown, tone: 'attention' } : shown]
}
