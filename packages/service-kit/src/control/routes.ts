import type { EventLog } from '@trustlane/event-log'
import type { StatusStore } from '@trustlane/trader-status'
import { MAX_PAGE } from './control.ts'
import { RequestError } from './problem.ts'
import { readRecordLines, topicOf, wireIncoming } from './wire.ts'

/** The parts of log and store that are served. */
export type Served = {
  readonly log: Pick<EventLog, 'append' | 'read' | 'positions' | 'partitions'>
  readonly store: Pick<StatusStore, 'find' | 'links' | 'lists' | 'marks'>
}

export type Route = {
  readonly method: 'GET' | 'POST'
  answer(query: URLSearchParams, body: string): Promise<unknown>
}

const get = (answer: (query: URLSearchParams) => Promise<unknown>): Route => ({ method: 'GET', answer })

/** What can be asked for, by path. Answers are JSON values. */
export function controlRoutes({ log, store }: Served): ReadonlyMap<string, Route> {
  return new Map<string, Route>([
    ['/append', { method: 'POST', answer: (_query, body) => log.append(readRecordLines(body)) }],
    ['/read', get(read)],
    ['/positions', get((query) => log.positions(text(query, 'group'), topicOf(text(query, 'topic'))))],
    ['/partitions', get(async (query) => log.partitions(topicOf(text(query, 'topic'))))],
    ['/find', get((query) => store.find(text(query, 'id')))],
    ['/links', get(() => store.links())],
    ['/lists', get(() => store.lists())],
    ['/marks', get(async () => Object.fromEntries(await store.marks()))],
  ])

  async function read(query: URLSearchParams): Promise<unknown> {
    const limit = Math.min(number(query, 'limit'), MAX_PAGE)
    const page = await log.read(
      topicOf(text(query, 'topic')),
      number(query, 'partition'),
      number(query, 'offset'),
      limit,
    )
    return { ...page, records: page.records.map(wireIncoming) }
  }
}

function text(query: URLSearchParams, name: string): string {
  const value = query.get(name)
  if (value === null) throw new RequestError(400, 'PARAMETER_MISSING', `the parameter "${name}" is missing`)
  return value
}

function number(query: URLSearchParams, name: string): number {
  const value = text(query, name)
  if (!/^\d{1,15}$/.test(value)) {
    throw new RequestError(400, 'PARAMETER_INVALID', `"${name}" is "${value}", expected a whole number`)
  }
  return Number(value)
}
