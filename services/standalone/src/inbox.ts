import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { TOPICS, uuidOf } from '@trustlane/contracts'
import { type EventLog, type Outgoing, submission } from '@trustlane/event-log'
import { readManifests } from '@trustlane/manifest-formats'
import { isSubmitted } from './is-submitted.ts'

/** Files larger than this are not even opened: the machine's memory is not the sender's. */
const MAX_FILE_BYTES = 256 * 1_048_576
const SOURCE = 'trustlane/inbox'
const TAKEN = /^(\d+)-([0-9a-f-]{36})-(.+)$/

export type Taken =
  | { readonly kind: 'published'; readonly name: string; readonly messages: number }
  | { readonly kind: 'refused'; readonly name: string; readonly why: string }

/**
 * Publishes the files of an inbox, each exactly once however often the process is killed. A file is first
 * renamed into `.taken/<end of the topic>-<id>-<name>`; it is then appended under that id, and moved to
 * `done` (or to `refused`, when it is too large to be a record). A file that a killed process left in
 * `.taken` is in the log if its id is found there from that offset on.
 */
export class Inbox {
  readonly #folder: string
  readonly #log: EventLog
  readonly #now: () => number

  constructor(folder: string, log: EventLog, now: () => number) {
    this.#folder = folder
    this.#log = log
    this.#now = now
  }

  async open(): Promise<readonly Taken[]> {
    for (const name of ['.taken', 'done', 'refused']) await mkdir(this.#path(name), { recursive: true })
    const left = (await readdir(this.#path('.taken'))).toSorted()
    const results: Taken[] = []
    for (const file of left) {
      const [, offset, id, name] = TAKEN.exec(file) ?? []
      if (offset === undefined || id === undefined || name === undefined) continue
      if (await isSubmitted(this.#log, id, Number(offset))) {
        await this.#moveTo('done', file, name)
        results.push({ kind: 'published', name, messages: 1 })
      } else results.push(await this.#publish(file, id, name))
    }
    return results
  }

  /** Publishes every file that has not been written to for `quietMs`, in the order of their names. */
  async takeAll(quietMs: number): Promise<readonly Taken[]> {
    const results: Taken[] = []
    for (const entry of (await readdir(this.#folder, { withFileTypes: true })).toSorted(byName)) {
      if (!entry.isFile() || entry.name.startsWith('.') || /\.(?:tmp|part)$/.test(entry.name)) continue
      const { mtimeMs, size } = await stat(this.#path(entry.name))
      // A sender that still writes is left alone: half a manifest must not be decided.
      if (this.#now() - mtimeMs < quietMs) continue
      const id = uuidOf(SOURCE, entry.name, mtimeMs, size, this.#now())
      const file = `${await this.#end()}-${id}-${entry.name}`
      await rename(this.#path(entry.name), this.#path('.taken', file))
      results.push(await this.#publish(file, id, entry.name))
    }
    return results
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

  /** One record; or one for each message of a file that is too large for one; `undefined` when a message is. */
  #recordsOf(bytes: Uint8Array, id: string): readonly Outgoing[] | undefined {
    const { maxBytes } = TOPICS.manifestSubmitted
    const time = new Date(this.#now()).toISOString()
    if (bytes.length <= maxBytes) return [submission({ bytes, source: SOURCE, id, time })]
    const { messages } = readManifests(bytes, { maxBytes: MAX_FILE_BYTES })
    if (messages.length < 2 || messages.some((message) => message.bytes.length > maxBytes)) return undefined
    return messages.map((message, index) =>
      submission({ bytes: message.bytes, source: SOURCE, id: index === 0 ? id : uuidOf(id, index), time }),
    )
  }

  async #refuse(file: string, name: string, why: string): Promise<Taken> {
    await this.#moveTo('refused', file, name)
    return { kind: 'refused', name, why }
  }

  async #moveTo(folder: 'done' | 'refused', file: string, name: string): Promise<void> {
    const [, offset, id] = TAKEN.exec(file) ?? []
    await rename(this.#path('.taken', file), this.#path(folder, `${offset}-${id?.slice(0, 8)}-${name}`))
  }

  async #end(): Promise<number> {
    return (await this.#log.read(TOPICS.manifestSubmitted, 0, 0, 0)).end
  }

  #path(...parts: readonly string[]): string {
    return join(this.#folder, ...parts)
  }
}

const byName = (a: { name: string }, b: { name: string }): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0
