import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { aFolder } from './testing/fake-io.ts'
import { interchange, manifestJson } from './testing/manifests.ts'

const BIN = join(import.meta.dirname, '../bin/trustlane.js')

/** The command as a process, with the Node that runs the test. */
function trustlane(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe('trustlane as a process', () => {
  test('reads and decides', () => {
    using folder = aFolder()
    const file = folder.file('m.edi', interchange('A1'))
    const read = trustlane('read', file)
    expect({ ...read, stdout: '' }).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(JSON.parse(read.stdout)).toMatchObject({ documentNumber: 'A1' })
    expect(trustlane('decide', file).stdout).toMatch(/A1B +FR|A1B +EU → EG/)
  })

  test.each([
    { args: ['read', '/nowhere'], status: 2 },
    { args: ['raed'], status: 64 },
    { args: ['dlq', 'list', '--data', '/nowhere'], status: 1 },
  ])('ends with $status and one line for $args', ({ args, status }) => {
    const ended = trustlane(...args)
    expect(ended.status).toBe(status)
    expect(ended.stderr).toMatch(/^trustlane: .+\n$/)
  })

  test('publishes from one process what another then sees', () => {
    using folder = aFolder()
    const data = join(folder.path, 'data')
    expect(trustlane('publish', folder.file('m.json', manifestJson()), '--data', data).status).toBe(0)
    const { stdout } = trustlane('tail', 'manifest.submitted', '--json', '--data', data)
    expect(JSON.parse(stdout)).toMatchObject({ key: 'TRIDENT:VOY042', value: { documentNumber: 'VOY042' } })
  })

  test('ends well when the reader of its pipe goes', async () => {
    const child = spawn(process.execPath, [BIN, 'arrangements', '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    await once(child.stdout, 'data')
    child.stdout.destroy()
    let stderr = ''
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    const [code] = (await once(child, 'close')) as [number]
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })
})
