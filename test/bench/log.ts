// Records per second of the embedded log on this machine: append, one stage of batches of 500, keyed state.
// Run: node test/bench/log.ts [records]
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Outgoing, openEmbeddedLog, type Stage } from '@trustlane/event-log'
import { TOPICS } from '@trustlane/contracts'

const COUNT = Number(process.argv[2] ?? 50_000)
const CHUNK = 500
const VALUE = Buffer.from(JSON.stringify({ text: 'x'.repeat(1600) }))
const HEADERS = Object.fromEntries(
  ['ce_id', 'ce_source', 'ce_type', 'ce_specversion', 'ce_time', 'content-type', 'traceparent'].map(
    (name) => [name, Buffer.from('00000000-0000-5000-8000-000000000000')],
  ),
)
const { consignmentAccepted: input, consignmentEnriched: output, consignmentDecided: stateTopic } = TOPICS

const copy: Stage<number> = {
  name: 'copy',
  input,
  process: async (batch) =>
    batch.map(({ key, value, headers }): Outgoing => ({ topic: output, key, value, headers })),
}
const counting: Stage<number> = {
  name: 'counting',
  input,
  state: { topic: stateTopic, parse: Number },
  async process(batch, { state }) {
    return batch.map(({ key, value, headers }): Outgoing => {
      state.set(key ?? '', (state.get(key ?? '') ?? 0) + 1)
      return { topic: output, key, value, headers }
    })
  },
}

const folder = mkdtempSync(join(tmpdir(), 'trustlane-bench-'))
{
  await using log = await openEmbeddedLog({ folder })
  await timed('append, 500 per call', async () => {
    for (let at = 0; at < COUNT; at += CHUNK) {
      await log.append(
        Array.from({ length: CHUNK }, (_, n) => ({
          topic: input,
          key: `key-${(at + n) % 20_000}`,
          value: VALUE,
          headers: HEADERS,
        })),
      )
    }
  })
  for (const stage of [copy, counting]) {
    await timed(`stage ${stage.name}`, async () => {
      const running = await log.run(stage)
      await running.caughtUp()
      await running.stop()
    })
  }
  const single = 200
  await timed(
    'append, 1 per call',
    async () => {
      for (let n = 0; n < single; n += 1) {
        await log.append([{ topic: input, key: 'k', value: VALUE, headers: HEADERS }])
      }
    },
    single,
  )
}
console.log(
  `file ${(statSync(join(folder, 'log.sqlite')).size / 1e6).toFixed(0)} MB, resident ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`,
)
rmSync(folder, { recursive: true })

async function timed(name: string, work: () => Promise<void>, count = COUNT): Promise<void> {
  const start = performance.now()
  await work()
  const seconds = (performance.now() - start) / 1000
  console.log(`${name}: ${Math.round(count / seconds)} records/s`)
}
