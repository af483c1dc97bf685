import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MAX_BODY } from './control.ts'
import { type ControlFile, removeControlFile, writeControlFile } from './control-file.ts'
import { type ControlProblem, problemOf, RequestError } from './problem.ts'
import { controlRoutes, type Route, type Served } from './routes.ts'

export type ServeControlOptions = Served & {
  /** Where `control.json` is written; must exist. */
  readonly folder: string
  /** Largest body in bytes. Default 64 MiB. */
  readonly maxBody?: number
  readonly now?: () => Date
}

/** A request that is still being served is given this long at `close`. */
const GRACE_MS = 2000

/**
 * Lets other processes on this machine use log and store of the process that owns them: HTTP on the loopback
 * interface only, on a port that the system chooses, for who knows the token in `control.json` (readable by
 * the same user only). The file is there while it serves, and gone after `close`.
 */
export async function serveControl(options: ServeControlOptions): Promise<{ close(): Promise<void> }> {
  const { folder, maxBody = MAX_BODY, now = () => new Date() } = options
  const token = randomBytes(32).toString('hex')
  const routes = controlRoutes(options)
  const server = createServer((request, response) => {
    void serve(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const file: ControlFile = {
    pid: process.pid,
    port: (server.address() as AddressInfo).port,
    token,
    startedAt: now().toISOString(),
  }
  writeControlFile(folder, file)

  return {
    async close() {
      removeControlFile(folder, file)
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      const impatient = setTimeout(() => server.closeAllConnections(), GRACE_MS)
      await closed
      clearTimeout(impatient)
    },
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      send(response, 200, await answer(request))
    } catch (error) {
      sendProblem(response, problemOf(error))
    }
  }

  async function answer(request: IncomingMessage): Promise<unknown> {
    if (!isToken(request.headers.authorization, token)) {
      throw new RequestError(401, 'TOKEN_WRONG', 'expected the token of control.json as a bearer token')
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (pathname === '/') return { pid: file.pid, startedAt: file.startedAt }
    const route = routeOf(routes, pathname, request.method)
    const body = route.method === 'POST' ? await readBody(request, maxBody) : ''
    return route.answer(searchParams, body)
  }
}

function routeOf(routes: ReadonlyMap<string, Route>, pathname: string, method = 'GET'): Route {
  const route = routes.get(pathname)
  if (route === undefined) throw new RequestError(404, 'NO_SUCH_PATH', `nothing is served at ${pathname}`)
  if (route.method !== method) {
    throw new RequestError(405, 'METHOD_NOT_ALLOWED', `${pathname} is asked for by ${route.method}`)
  }
  return route
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Digests of equal length are compared, so that the time it takes tells nothing about the token. */
function isToken(authorization: string | undefined, token: string): boolean {
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${token}`))
}

async function readBody(request: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    // Read on to the end, or the sender would see a broken connection in place of the answer; keep nothing of it.
    if (size <= limit) chunks.push(chunk)
    else chunks.length = 0
  }
  if (size > limit) {
    throw new RequestError(413, 'TOO_LARGE', `the body has ${size} bytes, expected at most ${limit}`)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function send(response: ServerResponse, status: number, value: unknown, type = 'application/json'): void {
  const body = Buffer.from(JSON.stringify(value))
  response.writeHead(status, {
    'content-type': type,
    'content-length': body.length,
    'cache-control': 'no-store',
  })
  response.end(body)
}

const sendProblem = (response: ServerResponse, problem: ControlProblem): void =>
  send(response, problem.status, problem, 'application/problem+json')
