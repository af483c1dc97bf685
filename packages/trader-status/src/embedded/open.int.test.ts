import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { describeStatusStore } from '../testing/index.ts'
import { openEmbeddedStatusStore } from './open.ts'

describeStatusStore('embedded status store in a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trustlane-status-'))
  let store = await openEmbeddedStatusStore({ folder })
  return {
    store,
    async reopen() {
      await store.close()
      store = await openEmbeddedStatusStore({ folder })
      return store
    },
    async [Symbol.asyncDispose]() {
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
})

async function temporaryFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'trustlane-status-'))
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}

describe('openEmbeddedStatusStore', () => {
  test('makes the folder and leaves it to one at a time', async () => {
    await using place = await temporaryFolder()
    const folder = join(place.folder, 'deep', 'data')
    const first = await openEmbeddedStatusStore({ folder })
    await expect(openEmbeddedStatusStore({ folder })).rejects.toMatchObject({
      name: 'StatusStoreError',
      code: 'STATUS_IN_USE',
      retriable: false,
    })
    await first.close()
    await using second = await openEmbeddedStatusStore({ folder })
    expect(await second.lists()).toEqual({})
  })

  test('says so when the file is no status store', async () => {
    await using place = await temporaryFolder()
    const file = join(place.folder, 'status.db')
    await writeFile(file, 'member_id,name,status\n'.repeat(100))
    await expect(openEmbeddedStatusStore({ file })).rejects.toMatchObject({
      code: 'STATUS_DAMAGED',
      retriable: false,
    })
  })

  test('refuses a file of another version, and leaves it unlocked', async () => {
    await using place = await temporaryFolder()
    const file = join(place.folder, 'status.db')
    const db = new DatabaseSync(file)
    db.exec('PRAGMA user_version = 99')
    db.close()
    for (const _attempt of [1, 2]) {
      await expect(openEmbeddedStatusStore({ file })).rejects.toMatchObject({ code: 'STATUS_FORMAT' })
    }
  })

  test('says so when the place cannot be opened', async () => {
    await using place = await temporaryFolder()
    const file = join(place.folder, 'missing', 'status.db')
    await expect(openEmbeddedStatusStore({ file })).rejects.toMatchObject({
      code: 'STATUS_DOWN',
      retriable: true,
    })
  })
})
