import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Where the process that owns a folder listens, and what it wants to hear. */
export const ControlFile = z.object({
  pid: z.number().int().positive(),
  port: z.number().int().min(1).max(65_535),
  token: z.string().min(32),
  startedAt: z.iso.datetime(),
})
export type ControlFile = z.infer<typeof ControlFile>

const pathIn = (folder: string): string => join(folder, 'control.json')

/** Writes the file in one step, readable by its owner only: whoever can read it can append to the log. */
export function writeControlFile(folder: string, content: ControlFile): void {
  const draft = `${pathIn(folder)}.${content.pid}`
  rmSync(draft, { force: true })
  writeFileSync(draft, `${JSON.stringify(content)}\n`, { mode: 0o600, flag: 'wx' })
  renameSync(draft, pathIn(folder))
}

/** What the file says, or `undefined` when there is none, or none that can be read. */
export function readControlFile(folder: string): ControlFile | undefined {
  try {
    return ControlFile.safeParse(JSON.parse(readFileSync(pathIn(folder), 'utf8'))).data
  } catch {
    return undefined
  }
}

/** Removes the file, unless another process has written its own there since. */
export function removeControlFile(folder: string, { token }: ControlFile): void {
  if (readControlFile(folder)?.token === token) rmSync(pathIn(folder), { force: true })
}
