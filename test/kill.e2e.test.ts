import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import {
  ConsignmentDecided,
  DecisionRecord,
  deadLetterTopic,
  readerOf,
  type Topic,
  TOPICS,
} from '@trustlane/contracts'
import { aConsignment, aManifest } from '@trustlane/contracts/testing'
import { type EventLog, type Incoming, openEmbeddedLog, recordsOf } from '@trustlane/event-log'
import { expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, '../services/standalone/src/main.ts')
const KILLS = 20
/** Lives after which the run is void: too few kills met any work. */
const MOST_LIVES = 80
const MANIFESTS_PER_LIFE = 5
const BILLS = 50

/** Mulberry32: the same moments again for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

async function dropManifests(inbox: string, life: number): Promise<void> {
  await mkdir(inbox, { recursive: true })
  for (let part = 0; part < MANIFESTS_PER_LIFE; part += 1) {
    const documentNumber = `VOY${life}-${part}`
    const { manifestId: _id, ...manifest } = aManifest({
      documentNumber,
      consignments: Array.from({ length: BILLS }, (_, bill) =>
        aConsignment({
          billNumber: `TLNU${String(life).padStart(3, '0')}${part}${String(bill).padStart(4, '0')}`,
        }),
      ),
    })
    const file = join(inbox, `${String(life).padStart(3, '0')}-${part}.json`)
    await writeFile(file, JSON.stringify(manifest))
    // Written long ago, as the inbox sees it: it need not wait for the sender to finish.
    await utimes(file, 0, 0)
  }
}

/** Starts `npm start` as a process of its own and kills it at a moment that `random` chooses. */
async function liveAndDie(data: string, random: () => number): Promise<void> {
  const child = spawn(process.execPath, [MAIN, '--data', data, '--no-samples'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  const errors: string[] = []
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()))
  const lines = createInterface({ input: child.stdout })
  // Half of the kills fall anywhere between the start and a busy pipeline, half right upon a line of output.
  if (random() < 0.5) await Promise.race([pause(150 + random() * 900), exited])
  else {
    let left = 1 + Math.floor(random() * 120)
    const spoken = (async () => {
      for await (const _ of lines) if ((left -= 1) === 0) return
    })()
    await Promise.race([spoken, exited, pause(5000)])
    await pause(random() * 40)
  }
  expect(child.exitCode, errors.join('')).toBeNull()
  child.kill('SIGKILL')
  await exited
  lines.close()
}

const all = (log: EventLog, topic: Topic): Promise<Incoming[]> => Array.fromAsync(recordsOf(log, topic, 0))

const json = (record: Incoming): unknown => JSON.parse(Buffer.from(record.value!).toString('utf8'))

test('npm start, killed 20 times at random moments, decides each consignment exactly once', async () => {
  const seed = Number(process.env['TRUSTLANE_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  const random = randomFrom(seed)
  const folder = await mkdtemp(join(tmpdir(), 'trustlane-kill-'))
  const data = join(folder, 'data')
  let lives = 0
  let counted = 0
  try {
    while (counted < KILLS && lives < MOST_LIVES) {
      await dropManifests(join(data, 'inbox'), lives)
      lives += 1
      await liveAndDie(data, random)
      await using log = await openEmbeddedLog({ folder: data })
      const decided = (await log.read(TOPICS.decisionRecord, 0, 0, 0)).end
      // A kill that met no work proves nothing.
      if (decided < lives * MANIFESTS_PER_LIFE * BILLS) counted += 1
    }
    const context = `seed ${seed}: set TRUSTLANE_SEED to run it again`
    expect(counted, `too few kills met any work; ${context}`).toBe(KILLS)
    const last = spawn(process.execPath, [MAIN, '--data', data, '--no-samples', '--once'], {
      stdio: 'ignore',
    })
    expect((await once(last, 'exit'))[0], context).toBe(0)

    await using log = await openEmbeddedLog({ folder: data })
    const manifests = lives * MANIFESTS_PER_LIFE
    expect(manifests * BILLS).toBeGreaterThanOrEqual(5000)
    expect((await all(log, TOPICS.manifestSubmitted)).length, context).toBe(manifests)
    expect(await all(log, deadLetterTopic(TOPICS.manifestSubmitted)), context).toEqual([])

    const records = (await all(log, TOPICS.decisionRecord)).map((record) =>
      readerOf(DecisionRecord).parse(json(record)),
    )
    const filings = records.map(
      ({ filing, consignmentId }) => `${filing.manifestId}#${filing.version} ${consignmentId}`,
    )
    expect(filings.length, context).toBe(manifests * BILLS)
    expect(new Set(filings).size, context).toBe(manifests * BILLS)

    const lanes = [
      TOPICS.consignmentCleared,
      TOPICS.consignmentNeedsValidation,
      TOPICS.consignmentNotApplicable,
    ]
    const events = (await Promise.all(lanes.map((topic) => all(log, topic))))
      .flat()
      .map((record) => readerOf(ConsignmentDecided).parse(json(record)))
    expect(
      events.every(({ kind }) => kind === 'decided'),
      context,
    ).toBe(true)
    expect(new Set(events.map(({ consignmentId }) => consignmentId)).size, context).toBe(manifests * BILLS)
    expect(events.length, context).toBe(manifests * BILLS)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
