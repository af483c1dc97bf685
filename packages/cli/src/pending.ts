import { setTimeout as pause } from 'node:timers/promises'
import type { Topic } from '@trustlane/contracts'
import type { Workspace } from './workspace.ts'

/** Records of a topic that the registry has not yet applied to the status store. */
export async function pendingOf(workspace: Workspace, topic: Topic): Promise<number> {
  const [positions, marks] = await Promise.all([workspace.positions('cli', topic), workspace.marks()])
  return positions.reduce(
    (sum, { partition, end }) => sum + Math.max(0, end - (marks.get(`${topic.name}/${partition}`) ?? 0)),
    0,
  )
}

/**
 * Waits until what was appended is applied, so that the next command sees it. False when nobody applies it:
 * no process is running, or it has not got there in time.
 */
export async function untilApplied(
  workspace: Workspace,
  topic: Topic,
  options: { readonly patienceMs?: number; readonly signal: AbortSignal },
): Promise<boolean> {
  const { patienceMs = 20_000, signal } = options
  if (!workspace.isRunning) return false
  const EVERY_MS = 100
  for (let waited = 0; waited < patienceMs && !signal.aborted; waited += EVERY_MS) {
    if ((await pendingOf(workspace, topic)) === 0) return true
    await pause(EVERY_MS, undefined, { signal }).catch(() => undefined)
  }
  return false
}

/** What to say after an append that changes the status store. */
export const appliedText = (workspace: Workspace, isApplied: boolean): string =>
  isApplied
    ? 'in force now'
    : workspace.isRunning
      ? 'the running process has not applied it yet'
      : 'no process is running on this folder: the next "npm start" applies it'
