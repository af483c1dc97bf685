import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { TOPICS } from '@trustlane/contracts'
import { openEmbeddedLog, submission } from '@trustlane/event-log'
import { serveControl } from '@trustlane/service-kit'
import { openEmbeddedStatusStore } from '@trustlane/trader-status'
import { describe, expect, test } from 'vitest'
import { aFolder } from './testing/fake-io.ts'
import { hasData, openWorkspace } from './workspace.ts'

const aSubmission = (text: string) =>
  submission({ bytes: Buffer.from(text), source: 'test', time: '2026-06-01T00:00:00Z' })

/** A process that owns the folder, as `npm start` does; in this process, which changes nothing for the client. */
async function owner(folder: string) {
  const log = await openEmbeddedLog({ folder })
  const store = await openEmbeddedStatusStore({ folder })
  const control = await serveControl({ folder, log, store })
  return {
    log,
    async [Symbol.asyncDispose]() {
      await control.close()
      await store.close()
      await log.close()
    },
  }
}

describe('openWorkspace', () => {
  test('refuses a folder without data, and leaves nothing in it', async () => {
    using folder = aFolder()
    await expect(openWorkspace({ folder: folder.path })).rejects.toThrow('there is no data in')
    expect(readdirSync(folder.path)).toEqual([])
    expect(hasData(folder.path)).toBe(false)
  })

  test('makes one where it may, and gives the files free again', async () => {
    using folder = aFolder()
    const data = join(folder.path, 'deep/data')
    {
      await using workspace = await openWorkspace({ folder: data, create: true })
      expect(workspace.isRunning).toBe(false)
      await workspace.append([aSubmission('one')])
      expect(existsSync(join(data, 'status.db'))).toBe(false)
      expect(await workspace.lists()).toEqual({})
    }
    await using running = await owner(data)
    expect((await running.log.read(TOPICS.manifestSubmitted, 0, 0, 10)).records).toHaveLength(1)
  })

  test('goes through the process that owns the folder', async () => {
    using folder = aFolder()
    await using running = await owner(folder.path)
    await using workspace = await openWorkspace({ folder: folder.path })
    expect(workspace.isRunning).toBe(true)
    await workspace.append([aSubmission('one')])
    expect((await running.log.read(TOPICS.manifestSubmitted, 0, 0, 10)).end).toBe(1)
    expect(await workspace.find('JP-0001')).toEqual([])
  })

  test('waits for an owner that does not listen yet', async () => {
    using folder = aFolder()
    const log = await openEmbeddedLog({ folder: folder.path })
    const opening = openWorkspace({ folder: folder.path })
    const store = await openEmbeddedStatusStore({ folder: folder.path })
    const control = await serveControl({ folder: folder.path, log, store })
    expect((await opening).isRunning).toBe(true)
    await control.close()
    await store.close()
    await log.close()
  })

  test('says who has the files, when that one does not answer', async () => {
    using folder = aFolder()
    await using log = await openEmbeddedLog({ folder: folder.path })
    await expect(openWorkspace({ folder: folder.path, patienceMs: 100 })).rejects.toMatchObject({
      code: 'LOG_IN_USE',
      message: expect.stringContaining(folder.path),
    })
    expect(log.partitions(TOPICS.manifestSubmitted)).toBe(1)
  })

  test('opens the files of an owner that was killed', async () => {
    using folder = aFolder()
    const script = `
      const { openEmbeddedLog } = await import('@trustlane/event-log')
      const { openEmbeddedStatusStore } = await import('@trustlane/trader-status')
      const { serveControl } = await import('@trustlane/service-kit')
      const folder = process.argv[1]
      const log = await openEmbeddedLog({ folder })
      const store = await openEmbeddedStatusStore({ folder })
      await serveControl({ folder, log, store })
      process.stdout.write('ready')`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder.path], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(existsSync(join(folder.path, 'control.json'))).toBe(true)
    await using workspace = await openWorkspace({ folder: folder.path })
    expect(workspace.isRunning).toBe(false)
    expect(await workspace.append([aSubmission('after')])).toEqual([{ partition: 0, offset: 0 }])
  })
})
