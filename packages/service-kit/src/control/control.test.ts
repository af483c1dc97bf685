import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ALL_TOPICS, PARTITIONS, type Topic, TOPICS } from '@trustlane/contracts'
import { aMembership } from '@trustlane/contracts/testing'
import { type Incoming, LogError, type Outgoing } from '@trustlane/event-log'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connectControl, ControlError } from './connect.ts'
import type { ControlFile } from './control-file.ts'
import type { Served } from './routes.ts'
import { serveControl } from './serve.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trustlane-control-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const controlFile = (): ControlFile =>
  JSON.parse(readFileSync(join(folder, 'control.json'), 'utf8')) as ControlFile
const leaveFile = (over: Partial<ControlFile>): void =>
  writeFileSync(
    join(folder, 'control.json'),
    JSON.stringify({
      pid: process.pid,
      port: 9,
      token: 'x'.repeat(64),
      startedAt: '2026-06-01T00:00:00Z',
      ...over,
    }),
  )

/** A port that was somebody's until just now. */
async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** A log that keeps what it is given, on partition 0; appends fail while `failure` is set. */
function aServed() {
  const records: Incoming[] = []
  const state: { failure?: Error } = {}
  const served: Served = {
    log: {
      async append(added: readonly Outgoing[]) {
        if (state.failure !== undefined) throw state.failure
        return added.map(({ topic, key, value, headers, partition = 0 }) => {
          const offset = records.length
          records.push({ topic: topic.name, partition, offset, timestamp: 1, key, value, headers })
          return { partition, offset }
        })
      },
      async read(topic: Topic, partition: number, offset: number, limit: number) {
        const page = records.filter((record) => record.topic === topic.name && record.partition === partition)
        return { records: page.slice(offset, offset + limit), next: offset + limit, end: page.length }
      },
      partitions: ({ partitions }) => partitions,
      positions: async (group) => [{ partition: 0, next: group.length, end: 9 }],
    },
    store: {
      find: async (id) => [
        { membership: aMembership({ memberId: id }), source: { kind: 'feed', asOf: '2026-06-01T00:00:00Z' } },
      ],
      links: async () => [],
      lists: async () => ({
        'JP-AEO': { list: 'complete', asOf: '2026-06-01T00:00:00Z', partial: false, members: 3 },
      }),
      marks: async () => new Map([['trader.status.v1/0', 12]]),
    },
  }
  return { served, records, state }
}

async function serving(options: { readonly maxBody?: number } = {}) {
  const parts = aServed()
  const server = await serveControl({ folder, ...parts.served, ...options })
  const control = (await connectControl(folder))!
  return { ...parts, control, [Symbol.asyncDispose]: () => server.close() }
}

const aRecord = (over: Partial<Outgoing> = {}): Outgoing => ({
  topic: TOPICS.manifestSubmitted,
  key: 'TRIDENT:VOY042',
  value: Buffer.from('UNB+…'),
  headers: { 'content-type': Buffer.from('application/edifact') },
  ...over,
})

describe('serveControl and connectControl', () => {
  test('append and read records as they are: bytes, tombstones, keys, headers', async () => {
    await using running = await serving()
    const odd = new Uint8Array([0, 255, 10, 13, 128])
    const places = await running.control.append([
      aRecord({ value: odd, headers: { trace: odd } }),
      aRecord({ key: null, partition: 0, value: null, headers: {} }),
    ])
    expect(places).toEqual([
      { partition: 0, offset: 0 },
      { partition: 0, offset: 1 },
    ])
    const page = await running.control.read(TOPICS.manifestSubmitted, 0, 0, 10)
    expect(page.records).toEqual([
      expect.objectContaining({ key: 'TRIDENT:VOY042', value: odd, headers: { trace: odd }, offset: 0 }),
      expect.objectContaining({ key: null, value: null, headers: {}, offset: 1 }),
    ])
    expect(page.end).toBe(2)
  })

  test('reach every topic of the catalogue', async () => {
    await using running = await serving()
    for (const topic of ALL_TOPICS) expect(await running.control.partitions(topic)).toBe(topic.partitions)
    expect(PARTITIONS).toBe(await running.control.partitions(TOPICS.consignmentDecided))
  })

  test('answer positions, members, lists, links and marks', async () => {
    await using running = await serving()
    const { control } = running
    expect(await control.positions('intake', TOPICS.manifestSubmitted)).toEqual([
      { partition: 0, next: 6, end: 9 },
    ])
    expect((await control.find('JP 1&2'))[0]!.membership.memberId).toBe('JP 1&2')
    expect((await control.lists())['JP-AEO']).toMatchObject({ list: 'complete', members: 3 })
    expect(await control.links()).toEqual([])
    expect(await control.marks()).toEqual(new Map([['trader.status.v1/0', 12]]))
  })

  test.each([
    { what: 'full', error: new LogError('LOG_FULL', 'the disk is full'), retriable: false },
    { what: 'down', error: new LogError('DEPENDENCY_DOWN', 'gone', { retriable: true }), retriable: true },
    { what: 'refusing', error: new LogError('RECORD_REFUSED', 'no partition 9'), retriable: false },
  ])('reject with the error of a log that is $what', async ({ error, retriable }) => {
    await using running = await serving()
    running.state.failure = error
    await expect(running.control.append([aRecord()])).rejects.toMatchObject({
      name: 'LogError',
      code: error.code,
      message: error.message,
      retriable,
    })
  })

  test('refuse a body over the limit, and append nothing of it', async () => {
    await using running = await serving({ maxBody: 2000 })
    const large = aRecord({ value: Buffer.alloc(5000) })
    await expect(running.control.append([aRecord(), large])).rejects.toMatchObject({ code: 'TOO_LARGE' })
    expect(running.records).toEqual([])
    expect(await running.control.append([aRecord()])).toHaveLength(1)
  })

  test('write control.json for the owner alone, and remove it at the end', async () => {
    const server = await serveControl({ folder, ...aServed().served })
    expect(statSync(join(folder, 'control.json')).mode & 0o777).toBe(0o600)
    expect(controlFile()).toMatchObject({ pid: process.pid, token: expect.stringMatching(/^[0-9a-f]{64}$/) })
    await server.close()
    expect(existsSync(join(folder, 'control.json'))).toBe(false)
    expect(await connectControl(folder)).toBeUndefined()
  })

  test('leave the file of another process alone', async () => {
    const server = await serveControl({ folder, ...aServed().served })
    leaveFile({ token: 'y'.repeat(64) })
    await server.close()
    expect(controlFile().token).toBe('y'.repeat(64))
  })

  test('tell a call that was cut off from one that was refused', async () => {
    const running = await serving()
    await running[Symbol.asyncDispose]()
    await expect(running.control.lists()).rejects.toMatchObject({
      name: ControlError.name,
      code: 'CONTROL_LOST',
    })
  })
})

describe('connectControl', () => {
  test.each([
    { what: 'no file', leave: async () => undefined },
    { what: 'a file of a killed process', leave: async () => leaveFile({ port: await unusedPort() }) },
    { what: 'half a file', leave: async () => writeFileSync(join(folder, 'control.json'), '{"pid": 1') },
    { what: 'a file with a port that cannot be', leave: async () => leaveFile({ port: 70_000 }) },
  ])('finds nobody behind $what', async ({ leave }) => {
    await leave()
    expect(await connectControl(folder)).toBeUndefined()
  })

  test.each([
    { what: 'another token', over: { token: 'x'.repeat(64) } },
    { what: 'another process id', over: { pid: 1 } },
    { what: 'another start', over: { startedAt: '2026-06-01T00:00:00Z' } },
  ])('does not take for the owner who answers at the port with $what', async ({ over }) => {
    await using running = await serving()
    leaveFile({ ...controlFile(), ...over })
    expect(await connectControl(folder)).toBeUndefined()
    expect(running.records).toEqual([])
  })
})

describe('the requests of a stranger', () => {
  test.each([
    { what: 'no token', path: '/lists', authorization: '', status: 401, code: 'TOKEN_WRONG' },
    {
      what: 'a wrong token',
      path: '/lists',
      authorization: `Bearer ${'0'.repeat(64)}`,
      status: 401,
      code: 'TOKEN_WRONG',
    },
    { what: 'an unknown path', path: '/etc/passwd', status: 404, code: 'NO_SUCH_PATH' },
    { what: 'GET where POST is due', path: '/append', status: 405, code: 'METHOD_NOT_ALLOWED' },
    { what: 'a missing parameter', path: '/find', status: 400, code: 'PARAMETER_MISSING' },
    { what: 'an unknown topic', path: '/partitions?topic=x', status: 422, code: 'RECORD_REFUSED' },
    {
      what: 'a number that is none',
      path: '/read?topic=manifest.submitted&partition=0&offset=-1&limit=1',
      status: 400,
      code: 'PARAMETER_INVALID',
    },
  ])('get a problem for $what', async ({ path, status, code, authorization }) => {
    await using running = await serving()
    const { port, token } = controlFile()
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      headers: { authorization: authorization ?? `Bearer ${token}` },
    })
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ status, code, retriable: false })
    expect(running.records).toEqual([])
  })

  test.each([
    { what: 'no JSON', body: '{', detail: /^line 1 is not JSON/ },
    {
      what: 'an unknown topic',
      body: '{"topic":"x","key":null,"value":null,"headers":{}}',
      detail: /no topic "x"/,
    },
    {
      what: 'a value that is not base64',
      body: '\n{"topic":"manifest.submitted.v1","key":"a","value":"€","headers":{}}',
      detail: /^line 2: value: /,
    },
  ])('are told the line that is $what', async ({ body, detail }) => {
    await using running = await serving()
    const { port, token } = controlFile()
    const response = await fetch(`http://127.0.0.1:${port}/append`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}` },
    })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ detail: expect.stringMatching(detail) })
    expect(running.records).toEqual([])
  })
})
