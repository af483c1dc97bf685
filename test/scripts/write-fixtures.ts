// Keeps events of a release as fixtures: node test/scripts/write-fixtures.ts DATA_FOLDER VERSION
// Run once per release, on the data folder of its sample run; the files are never changed afterwards.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Topic, TOPICS } from '@trustlane/contracts'
import { openEmbeddedLog } from '@trustlane/event-log'

const [folder, version] = process.argv.slice(2)
if (folder === undefined || version === undefined)
  throw new Error('usage: write-fixtures.ts DATA_FOLDER VERSION')
const target = join(import.meta.dirname, '../../packages/contracts/fixtures', version)
await mkdir(target, { recursive: true })
await using log = await openEmbeddedLog({ folder })

/** What tells two events of a topic apart as examples. */
const shapeOf = (event: {
  kind?: string
  lane?: { outcome: string }
  decision?: { outcome: string }
}): string => [event.kind, event.lane?.outcome, event.decision?.outcome].join('/')

const topics: readonly Topic[] = Object.values(TOPICS)
for (const topic of topics) {
  if (topic.schema === undefined) continue
  const examples = new Map<string, unknown>()
  const { records } = await log.read(topic, 0, 0, 1000)
  for (const { value } of records) {
    if (value === null) continue
    const event = JSON.parse(Buffer.from(value).toString('utf8')) as object
    const shape = shapeOf(event)
    if (!examples.has(shape)) examples.set(shape, event)
  }
  if (examples.size === 0) {
    console.log(`${topic.name}: nothing in the log; write its fixture by hand`)
    continue
  }
  await writeFile(join(target, `${topic.name}.json`), `${JSON.stringify([...examples.values()], null, 2)}\n`)
  console.log(`${topic.name}: ${examples.size} events`)
}
