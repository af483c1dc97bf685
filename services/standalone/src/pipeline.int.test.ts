import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TOPICS } from '@trustlane/contracts'
import type { Outgoing } from '@trustlane/event-log'
import { openEmbeddedStatusStore } from '@trustlane/trader-status'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPipeline, type Pipeline } from './pipeline.ts'
import { loadSampleLists } from './samples.ts'

const NOW = Date.parse('2026-06-01T12:00:00Z')

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trustlane-pipeline-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const open = (): Promise<Pipeline> =>
  openPipeline({ folder, build: 'test', now: () => NOW, onTrouble: () => undefined })

describe('openPipeline', () => {
  test.each([TOPICS.traderStatus, TOPICS.partyLink])(
    'refuses a store that has applied more of $name than the log holds, and leaves the files to others',
    async ({ name: topic }) => {
      {
        await using store = await openEmbeddedStatusStore({ folder })
        await store.apply([{ topic, partition: 0, offset: 41, event: { kind: 'skip' } }])
      }
      const refused = {
        code: 'LOG_MISMATCH',
        message: expect.stringContaining('has applied 42 records') as string,
      }
      await expect(open()).rejects.toMatchObject(refused)
      await expect(open()).rejects.toMatchObject(refused)
    },
  )

  test('opens a store that has applied less, and catches up', async () => {
    const first = await open()
    await loadSampleLists(first, () => NOW)
    await first.registered()
    await first.close()
    await rm(join(folder, 'status.db'))
    const second = await open()
    await second.registered()
    expect(Object.keys(await second.store.lists())).toContain('JP-AEO')
    await second.close()
  })
})

describe('loadSampleLists', () => {
  test('does not put its list in the place of one that is in the log and not yet applied', async () => {
    const pipeline = await open()
    const appended: Outgoing[] = []
    let isApplied = false
    const list = { list: 'complete', asOf: '2026-05-01T00:00:00Z', partial: false, members: 7 } as const
    await loadSampleLists(
      {
        log: Object.assign(Object.create(pipeline.log) as Pipeline['log'], {
          append: async (records: readonly Outgoing[]) => void appended.push(...records),
        }),
        store: Object.assign(Object.create(pipeline.store) as Pipeline['store'], {
          lists: async () => (isApplied ? { 'JP-AEO': list } : {}),
        }),
        registered: async () => {
          isApplied = true
        },
      },
      () => NOW,
    )
    await pipeline.close()
    const programmes = new Set(
      appended
        .filter(({ topic }) => topic.name === TOPICS.traderStatus.name)
        .map(({ value }) => (JSON.parse(Buffer.from(value!).toString()) as { programme: string }).programme),
    )
    expect(programmes).not.toContain('JP-AEO')
    expect(programmes).toContain('US-CTPAT')
  })
})
