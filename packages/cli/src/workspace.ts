import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type EventLog, LogError, openEmbeddedLog } from '@trustlane/event-log'
import { connectControl, type Control } from '@trustlane/service-kit'
import { openEmbeddedStatusStore, type StatusStore } from '@trustlane/trader-status'
import { CliError } from './exit.ts'

/** Log and store of a data folder, through the process that runs on it or, when none does, from its files. */
export type Workspace = Control & {
  readonly isRunning: boolean
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export type WorkspaceOptions = {
  readonly folder: string
  /** Whether a folder without data becomes one; else it is an error. */
  readonly create?: boolean
  /** How long to wait for a process that has the files and does not answer yet. Default 5 s. */
  readonly patienceMs?: number
}

const RETRY_MS = 100

/** True when the folder holds a log: the file that the embedded adapter keeps there. */
export const hasData = (folder: string): boolean => existsSync(join(folder, 'log.sqlite'))

/**
 * Opens the workspace. Without a running process the files are locked until `close`, so close soon: `npm start`
 * would find them in use.
 */
export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { folder, create = false, patienceMs = 5000 } = options
  for (let waited = 0; ; waited += RETRY_MS) {
    const control = await connectControl(folder)
    if (control !== undefined) return running(control)
    if (!create && !hasData(folder)) {
      throw new CliError(`there is no data in ${folder}: "npm start" makes it, or name another with --data`)
    }
    try {
      return onFiles(folder, await openEmbeddedLog({ folder }))
    } catch (error) {
      // A process that has just started holds the lock before it listens, and one that stops, after.
      if (!(error instanceof LogError) || error.code !== 'LOG_IN_USE' || waited >= patienceMs) throw error
      await pause(RETRY_MS)
    }
  }
}

function running(control: Control): Workspace {
  return { ...control, isRunning: true, close: nothing, [Symbol.asyncDispose]: nothing }
}

/** The connection is made anew for each request. */
const nothing = async (): Promise<void> => undefined

function onFiles(folder: string, log: EventLog): Workspace {
  let opening: Promise<StatusStore> | undefined
  // Only on first use: who publishes a manifest has no business with the store.
  const store = (): Promise<StatusStore> => (opening ??= openEmbeddedStatusStore({ folder }))
  const close = async (): Promise<void> => {
    await (await opening?.catch(() => undefined))?.close()
    await log.close()
  }
  return {
    append: (records) => log.append(records),
    read: (...page) => log.read(...page),
    positions: (group, topic) => log.positions(group, topic),
    partitions: async (topic) => log.partitions(topic),
    find: async (id) => (await store()).find(id),
    links: async () => (await store()).links(),
    lists: async () => (await store()).lists(),
    marks: async () => (await store()).marks(),
    isRunning: false,
    close,
    [Symbol.asyncDispose]: close,
  }
}
