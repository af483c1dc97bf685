import { type EventLog, openEmbeddedLog, submission } from '@trustlane/event-log'
import { serveControl } from '@trustlane/service-kit'
import { openEmbeddedStatusStore } from '@trustlane/trader-status'
import { describe, expect, test } from 'vitest'
import { aFolder, fakeIo } from '../testing/fake-io.ts'
import { openWorkspace } from '../workspace.ts'
import { tail } from './tail.ts'

const aSubmission = (text: string, manifestId = 'T:1') =>
  submission({
    bytes: Buffer.from(text),
    contentType: 'application/json',
    source: 'test',
    time: '2026-06-01T00:00:00Z',
    manifestId,
  })

async function submit(folder: string, ...texts: readonly string[]): Promise<void> {
  await using workspace = await openWorkspace({ folder, create: true })
  await workspace.append(texts.map((text) => aSubmission(text)))
}

async function serving(folder: string): Promise<{ log: EventLog; stop: () => Promise<void> }> {
  const log = await openEmbeddedLog({ folder })
  const store = await openEmbeddedStatusStore({ folder })
  const control = await serveControl({ folder, log, store })
  const stop = async (): Promise<void> => {
    await control.close()
    await store.close()
    await log.close()
  }
  return { log, stop }
}

describe('tail', () => {
  test('prints a line for each record', async () => {
    using folder = aFolder()
    await submit(folder.path, '{"a":1}', '{"a":2}')
    const io = fakeIo()
    expect(await tail({ topic: 'manifest.submitted', data: folder.path }, io)).toBe(0)
    const lines = io.out().split('\n')
    expect(lines[0]).toMatch(/^manifest\.submitted\.v1\/0\/0 {2}\d{4}-\d\d-\d\dT\S+Z {2}T:1 {2}\{"a":1\}$/)
    expect(lines).toHaveLength(3)
  })

  test.each([
    { from: 'begin', values: [1, 2, 3] },
    { from: '2', values: [3] },
    { from: '7', values: [] },
    { from: 'end', values: [] },
  ])('starts at $from', async ({ from, values }) => {
    using folder = aFolder()
    await submit(folder.path, '1', '2', '3')
    const io = fakeIo()
    await tail({ topic: 'manifest.submitted.v1', data: folder.path, from, json: true }, io)
    expect((io.outJson() as { value: number }[]).map(({ value }) => value)).toEqual(values)
  })

  test('gives headers as text, and bytes that are neither JSON nor text as base64', async () => {
    using folder = aFolder()
    {
      await using workspace = await openWorkspace({ folder: folder.path, create: true })
      const bytes = new Uint8Array([0, 255])
      await workspace.append([
        { ...aSubmission('x'), value: bytes },
        { ...aSubmission('x'), value: null },
        aSubmission('UNA'),
      ])
    }
    const io = fakeIo()
    await tail({ topic: 'manifest.submitted', data: folder.path, json: true }, io)
    expect(io.outJson()).toMatchObject([
      { valueBase64: 'AP8=', headers: { 'content-type': 'application/json', ce_source: 'test' } },
      { value: null },
      { valueText: 'UNA' },
    ])
  })

  test('fits its lines to a terminal, and takes control characters out', async () => {
    using folder = aFolder()
    await submit(folder.path, `"${'x'.repeat(300)}"`)
    const io = fakeIo({ isTTY: true, columns: 70 })
    await tail({ topic: 'manifest.submitted', data: folder.path }, io)
    expect(io.out().split('\n')[0]).toHaveLength(70)
  })

  test('follows through the running process, and through the next one when that has ended', async () => {
    using folder = aFolder()
    const first = await serving(folder.path)
    await first.log.append([aSubmission('"one"')])
    const stopping = new AbortController()
    const io = fakeIo({ signal: stopping.signal })
    const done = tail({ topic: 'manifest.submitted', data: folder.path, follow: true, everyMs: 5 }, io)
    await io.shows('"one"')
    await first.log.append([aSubmission('"two"')])
    await io.shows('"two"')
    await first.stop()
    const second = await serving(folder.path)
    await second.log.append([aSubmission('"three"')])
    await io.shows('"three"')
    stopping.abort()
    expect(await done).toBe(0)
    await second.stop()
    expect(io.out().match(/"one"|"two"|"three"/g)).toEqual(['"one"', '"two"', '"three"'])
  })

  test('does not keep the files from a process that wants to start', async () => {
    using folder = aFolder()
    await submit(folder.path, '"one"')
    const stopping = new AbortController()
    const io = fakeIo({ signal: stopping.signal })
    const done = tail({ topic: 'manifest.submitted', data: folder.path, follow: true, everyMs: 5 }, io)
    await io.shows('no process is running on this folder: waiting for one')
    const started = await serving(folder.path)
    await started.log.append([aSubmission('"two"')])
    await io.shows('"two"')
    stopping.abort()
    await done
    await started.stop()
    expect(io.out().match(/"one"|"two"/g)).toEqual(['"one"', '"two"'])
  })

  test.each([
    {
      args: { topic: 'manifest.sumbitted' },
      message: 'there is no topic "manifest.sumbitted": expected one of manifest.submitted,',
    },
    {
      args: { topic: 'manifest.submitted', from: '-1' },
      message: '--from "-1": expected begin, end or an offset',
    },
  ])('refuses $args', async ({ args, message }) => {
    await expect(tail({ data: 'nowhere', ...args }, fakeIo())).rejects.toThrow(message)
  })
})
