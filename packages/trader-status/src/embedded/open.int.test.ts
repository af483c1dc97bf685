import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
