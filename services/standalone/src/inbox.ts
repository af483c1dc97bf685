import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { TOPICS, uuidOf } from '@trustlane/contracts'
import {
  type EventLog,
  isRetriable,
  LogError,
  type Outgoing,
  shorten,
  submissionsOf,
} from '@trustlane/event-log'
import { readManifests } from '@trustlane/manifest-formats'
import { isSubmitted } from './is-submitted.ts'

/** Files larger than this are not even opened: the machine's memory is not the sender's. */
const MAX_FILE_BYTES = 256 * 1_048_576
const SOURCE = 'trustlane/inbox'
/** A name may hold anything but a slash, line ends among it. */
const TAKEN = /^(\d+)-([0-9a-f-]{36})-(.+)$/s
/** What a name keeps of its bytes: the file system takes 255, and offset and id stand before it. */
const LONGEST_NAME = 180

export type Taken =
  | { readonly kind: 'published'; readonly name: string; readonly messages: number }
  | { readonly kind: 'refused'; readonly name: string; readonly why: string }
  /** It stays where it is and is tried again; told once for each cause. */
  | { readonly kind: 'postponed'; readonly name: string; readonly why: string }

type Job = { readonly name: string; readonly deal: () => Promise<Taken | undefined> }

/**
 * Publishes the files of an inbox, each exactly once however often the process is killed. A file is first
 * renamed into `.taken/<end of the topic>-<id>-<name>`; it is then appended under that id, and moved to
 * `done` (or to `refused`, when it is too large to be a record). A file that a killed process left in
 * `.taken` is in the log if its id is found there from that offset on.
 *
 * A file that cannot be moved or read is passed over and tried again; while the log is full all of them wait.
 * Rejects when the log cannot go on or the folder itself is gone.
 */
export class Inbox {
  readonly #folder: string
  readonly #log: EventLog
  readonly #now: () => number
  /** By file, what was last said of it. */
  readonly #told = new Map<string, string>()
  /** By file, what it looked like at the last look. */
  readonly #looks = new Map<string, string>()

  constructor(folder: string, log: EventLog, now: () => number) {
    this.#folder = folder
    this.#log = log
    this.#now = now
  }

  /** Makes the folders and publishes what an earlier process had taken and not finished. */
  async open(): Promise<readonly Taken[]> {
    for (const name of ['.taken', 'done', 'refused']) await mkdir(this.#path(name), { recursive: true })
    return this.#dealWith(await this.#left())
  }

  /** Publishes every file that has not been written to for `quietMs`, in the order of their names. */
  async takeAll(quietMs: number): Promise<readonly Taken[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true })
    const names = entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !/\.(?:tmp|part)$/.test(entry.name))
      .map(({ name }) => name)
      .toSorted()
    const arrived = names.map((name) => ({ name, deal: () => this.#take(name, quietMs) }))
    return this.#dealWith([...(await this.#left()), ...arrived])
  }

  async #left(): Promise<Job[]> {
    const files = (await readdir(this.#path('.taken'))).toSorted()
    return files.flatMap((file) => {
      const [, offset, id, name] = TAKEN.exec(file) ?? []
      if (offset === undefined || id === undefined || name === undefined) return []
      return { name, deal: () => this.#finish(file, Number(offset), id, name) }
    })
  }

  async #dealWith(jobs: readonly Job[]): Promise<readonly Taken[]> {
    const results: Taken[] = []
    for (const { name, deal } of jobs) {
      try {
        const taken = await deal()
        if (taken === undefined) continue
        results.push(taken)
        this.#told.delete(name)
      } catch (error) {
        if (!canWait(error)) throw error
        results.push(...this.#postpone(name, error))
        // The log is full: the next file would only fail too, or come before its turn.
        if (isRetriable(error)) break
      }
    }
    return results
  }

  async #take(name: string, quietMs: number): Promise<Taken | undefined> {
    const { mtimeMs, size } = await stat(this.#path(name))
    if (!this.#isQuiet(name, mtimeMs, size, quietMs)) return undefined
    const id = uuidOf(SOURCE, name, mtimeMs, size, this.#now())
    const file = `${await this.#end()}-${id}-${shorten(name, LONGEST_NAME)}`
    await rename(this.#path(name), this.#path('.taken', file))
    this.#looks.delete(name)
    return this.#publish(file, id, name)
  }

  /** A sender that still writes is left alone: half a manifest must not be decided. */
  #isQuiet(name: string, mtimeMs: number, size: number, quietMs: number): boolean {
    const age = this.#now() - mtimeMs
    if (quietMs === 0 || age >= quietMs) return true
    if (age >= 0) return false
    // Written "in the future", by another clock than this one: two looks that see the same have to do.
    const look = `${mtimeMs}/${size}`
    const isSame = this.#looks.get(name) === look
    this.#looks.set(name, look)
    return isSame
  }

  async #finish(file: string, offset: number, id: string, name: string): Promise<Taken> {
    if (!(await isSubmitted(this.#log, id, offset))) return this.#publish(file, id, name)
    await this.#moveTo('done', file, name)
    return { kind: 'published', name, messages: 1 }
  }

  #postpone(name: string, error: Error): Taken[] {
    // The system's names are bytes: one that is no UTF-8 is listed under a name by which nobody can ask for it.
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (isGone && !name.includes('\uFFFD')) return []
    const why = isGone ? `the name of ${name} is not UTF-8: rename the file` : `${name}: ${error.message}`
    if (this.#told.get(name) === why) return []
    this.#told.set(name, why)
    return [{ kind: 'postponed', name, why }]
  }

  async #publish(file: string, id: string, name: string): Promise<Taken> {
    const path = this.#path('.taken', file)
    const { size } = await stat(path)
    const why = `${name} has ${size} bytes; at most ${MAX_FILE_BYTES} are read`
    if (size > MAX_FILE_BYTES) return await this.#refuse(file, name, why)
    const records = this.#recordsOf(await readFile(path), id)
    if (records === undefined) {
      const limit = TOPICS.manifestSubmitted.maxBytes
      const why = `${name} has ${size} bytes, and a message in it is over the limit of ${limit}: split it into several manifests`
      return await this.#refuse(file, name, why)
    }
    await this.#log.append(records)
    await this.#moveTo('done', file, name)
    return { kind: 'published', name, messages: records.length }
  }

  #recordsOf(bytes: Uint8Array, id: string): readonly Outgoing[] | undefined {
    const time = new Date(this.#now()).toISOString()
    return submissionsOf({ bytes, source: SOURCE, id, time }, () =>
      readManifests(bytes, { maxBytes: MAX_FILE_BYTES }).messages.map((message) => ({
        bytes: message.bytes,
      })),
    )
  }

  async #refuse(file: string, name: string, why: string): Promise<Taken> {
    await this.#moveTo('refused', file, name)
    return { kind: 'refused', name, why }
  }

  async #moveTo(folder: 'done' | 'refused', file: string, name: string): Promise<void> {
    const [, offset, id] = TAKEN.exec(file) ?? []
    const kept = `${offset}-${id?.slice(0, 8)}-${shorten(name, LONGEST_NAME)}`
    await rename(this.#path('.taken', file), this.#path(folder, kept))
  }

  async #end(): Promise<number> {
    return (await this.#log.read(TOPICS.manifestSubmitted, 0, 0, 0)).end
  }

  #path(...parts: readonly string[]): string {
    return join(this.#folder, ...parts)
  }
}

/** What the sender or the disk can put right: an error of the file system, or a log that is full for now. */
const canWait = (error: unknown): error is Error =>
  error instanceof LogError
    ? error.retriable
    : error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string'
