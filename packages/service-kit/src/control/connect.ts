import { ListState, Membership, PartyLink, readerOf, StatusSource } from '@trustlane/contracts'
import { LOG_ERRORS, LogError, type LogErrorCode } from '@trustlane/event-log'
import { z } from 'zod'
import { type Control, MAX_PAGE } from './control.ts'
import { type ControlFile, readControlFile } from './control-file.ts'
import { ControlProblem } from './problem.ts'
import { readIncoming, recordLines, WirePage } from './wire.ts'

/** What the running process refused, or could not do; `code` and `retriable` are those of its own error. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
  readonly code: string
  readonly retriable: boolean

  constructor(code: string, message: string, options: { retriable?: boolean; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.retriable = options.retriable ?? false
  }
}

const ANSWER_MS = 30_000

const count = z.number().int().nonnegative()
const Appended = z.array(z.object({ partition: count, offset: count }))
const PositionList = z.array(z.object({ partition: count, next: count, end: count }))
const Self = z.object({ pid: z.number(), startedAt: z.string() })
const Found = z.array(z.object({ membership: readerOf(Membership), source: readerOf(StatusSource) }))

/**
 * Log and store of the process that owns the folder and is running now; `undefined` when none is. A
 * `control.json` that a killed process left behind counts as none, also when its port is somebody else's now.
 *
 * Calls reject with the `LogError` that the process itself met, or with a `ControlError`; one that the process
 * did not answer (`CONTROL_LOST`) may or may not have been carried out.
 */
export async function connectControl(folder: string): Promise<Control | undefined> {
  const file = readControlFile(folder)
  if (file === undefined || !(await isServing(file))) return undefined
  const get = <T>(path: string, schema: z.ZodType<T>, query: Record<string, string> = {}): Promise<T> =>
    call(file, `${path}?${new URLSearchParams(query).toString()}`, schema)

  return {
    append: (records) => call(file, '/append', Appended, recordLines(records)),
    async read(topic, partition, offset, limit) {
      const page = await get('/read', WirePage, {
        topic: topic.name,
        partition: String(partition),
        offset: String(offset),
        limit: String(Math.min(limit, MAX_PAGE)),
      })
      return { ...page, records: page.records.map(readIncoming) }
    },
    positions: (group, topic) => get('/positions', PositionList, { group, topic: topic.name }),
    partitions: (topic) => get('/partitions', count, { topic: topic.name }),
    find: (id) => get('/find', Found, { id }),
    links: () => get('/links', z.array(readerOf(PartyLink))),
    lists: () => get('/lists', z.record(z.string(), readerOf(ListState))),
    marks: async () => new Map(Object.entries(await get('/marks', z.record(z.string(), count)))),
  }
}

/** Whether the very process that wrote the file answers at its port. */
async function isServing(file: ControlFile): Promise<boolean> {
  try {
    const { pid, startedAt } = await call(file, '/', Self)
    return pid === file.pid && startedAt === file.startedAt
  } catch (error) {
    // Busy is not gone: whoever then opened the files would only find them locked.
    if (error instanceof ControlError && error.code === 'CONTROL_SLOW') throw error
    return false
  }
}

async function call<T>(file: ControlFile, path: string, schema: z.ZodType<T>, body?: string): Promise<T> {
  let response: Response
  let answer: string
  try {
    response = await fetch(`http://127.0.0.1:${file.port}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${file.token}`, 'content-type': 'application/x-ndjson' },
      ...(body !== undefined && { body }),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    answer = await response.text()
  } catch (error) {
    throw lost(file, error)
  }
  if (!response.ok) throw refused(answer, response.status)
  const result = schema.safeParse(parseJson(answer))
  if (result.success) return result.data
  throw new ControlError('CONTROL_ANSWER', `the answer of process ${file.pid} to ${path} is not understood`)
}

function lost({ pid }: ControlFile, cause: unknown): ControlError {
  return (cause as Error).name === 'TimeoutError'
    ? new ControlError('CONTROL_SLOW', `process ${pid} has not answered for ${ANSWER_MS / 1000} s`, { cause })
    : new ControlError('CONTROL_LOST', `process ${pid} ended before it answered`, { cause })
}

function refused(answer: string, status: number): Error {
  const problem = ControlProblem.safeParse(parseJson(answer)).data
  if (problem === undefined) return new ControlError('CONTROL_ANSWER', `the answer was HTTP ${status}`)
  const { code, detail, retriable } = problem
  return LOG_ERRORS.includes(code as LogErrorCode)
    ? new LogError(code as LogErrorCode, detail, { retriable })
    : new ControlError(code, detail, { retriable })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
