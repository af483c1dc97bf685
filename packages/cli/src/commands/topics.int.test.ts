import { join } from 'node:path'
import { ALL_TOPICS } from '@trustlane/contracts'
import { submission } from '@trustlane/event-log'
import { describe, expect, test } from 'vitest'
import { aFolder, fakeIo } from '../testing/fake-io.ts'
import { openWorkspace } from '../workspace.ts'
import { topics } from './topics.ts'

describe('topics', () => {
  test('lists the catalogue where there is no data, and makes none', async () => {
    using folder = aFolder()
    const io = fakeIo()
    expect(await topics({ data: join(folder.path, 'data') }, io)).toBe(0)
    for (const { name } of ALL_TOPICS) expect(io.out()).toContain(`${name} `)
    expect(io.out()).not.toContain('lag')
    expect(io.out()).toMatch(/decision\.record\.v1 +consignment id +2190 days +clearance +audit +yes/)
  })

  test('says how many records there are, and how far each reader is behind', async () => {
    using folder = aFolder()
    {
      await using workspace = await openWorkspace({ folder: folder.path, create: true })
      const sent = submission({ bytes: Buffer.from('x'), source: 'test', time: '2026-06-01T00:00:00Z' })
      await workspace.append([sent, sent])
    }
    const io = fakeIo()
    await topics({ data: folder.path, json: true }, io)
    const shown = io.outJson() as { name: string; records: number; reader?: string; lag?: number }[]
    expect(shown).toHaveLength(ALL_TOPICS.length)
    expect(shown[0]).toMatchObject({ name: 'manifest.submitted.v1', records: 2, reader: 'intake', lag: 2 })
    expect(shown.find(({ name }) => name === 'trader.status.v1')).toMatchObject({
      reader: 'registry',
      lag: 0,
    })
  })
})
