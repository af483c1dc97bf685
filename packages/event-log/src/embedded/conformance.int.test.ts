import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EventLog } from '../port.ts'
import { describeEventLog, type LogUnderTest } from '../testing/index.ts'
import { openEmbeddedLog } from './embedded-log.ts'

const worker = fileURLToPath(new URL('crash-worker.ts', import.meta.url))

async function open({ partitions }: { readonly partitions: number }): Promise<LogUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'trustlane-log-'))
  const options = { folder, partitions, backOff: { first: 1, longest: 4 } }
  let log: EventLog = await openEmbeddedLog(options)
  const reopen = async (): Promise<EventLog> => {
    await log.close()
    log = await openEmbeddedLog(options)
    return log
  }
  return {
    get log() {
      return log
    },
    reopen,
    async crashAt(step, nth) {
      await log.close()
      const file = join(folder, 'log.sqlite')
      const child = spawn(process.execPath, [worker, file, step, String(nth)], { stdio: 'inherit' })
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
      if (signal !== 'SIGKILL')
        throw new Error(`The worker was not killed at ${step}: exit ${code}, ${signal}`)
      return reopen()
    },
    async [Symbol.asyncDispose]() {
      await log.close()
      await rm(folder, { recursive: true })
    },
  }
}

describeEventLog('the embedded log', {
  open,
  steps: ['fetched', 'processed', 'begun', 'outputs', 'state', 'position', 'committed'],
})
