import { describe, expect, test } from 'vitest'
import { runCommand } from './program.ts'
import { aFolder, fakeIo } from './testing/fake-io.ts'
import { interchange, manifestJson } from './testing/manifests.ts'

const COMMANDS = ['read', 'decide', 'arrangements', 'publish', 'tail', 'topics', 'dlq', 'status', 'links']

describe('the command line', () => {
  test.each([{ args: [] }, { args: ['--help'] }, { args: ['help'] }])(
    'helps with $args',
    async ({ args }) => {
      const io = fakeIo()
      expect(await runCommand(args, io)).toBe(0)
      for (const name of COMMANDS) expect(io.out()).toContain(`\n  ${name} `)
      expect(io.out()).toContain('Exit codes:\n   0  done\n')
    },
  )

  test.each([
    ['read'],
    ['decide'],
    ['arrangements'],
    ['publish'],
    ['tail'],
    ['topics'],
    ['dlq', 'list'],
    ['dlq', 'show'],
    ['dlq', 'redrive'],
    ['status', 'load'],
    ['status', 'show'],
    ['links', 'list'],
    ['links', 'add'],
    ['links', 'approve'],
    ['links', 'revoke'],
  ])('helps with %s %s', async (...args) => {
    const io = fakeIo()
    expect(await runCommand([...args.filter((each) => typeof each === 'string'), '--help'], io)).toBe(0)
    expect(io.out()).toContain(`Usage: trustlane ${args.join(' ')}`)
    expect(io.err()).toBe('')
  })

  test.each([
    { args: ['raed'], line: "trustlane: unknown command 'raed' (Did you mean read?)" },
    { args: ['read'], line: "trustlane: missing required argument 'file'" },
    { args: ['topics', '--jsn'], line: "trustlane: unknown option '--jsn' (Did you mean --json?)" },
    { args: ['topics', 'more'], line: "trustlane: too many arguments for 'topics'" },
    {
      args: ['links', 'add', '--key', 'mid:X'],
      line: "trustlane: required option '--grounds <grounds>' not specified",
    },
    {
      args: ['decide', 'x', '--at', '20260231'],
      line: 'trustlane: --at "20260231": there is no 2026-02-31 in the calendar',
    },
    { args: ['tail', 'nothing'], line: 'trustlane: there is no topic "nothing": expected one of' },
  ])('ends with 64 and one line for $args', async ({ args, line }) => {
    const io = fakeIo()
    expect(await runCommand(args, io)).toBe(64)
    expect(io.err().startsWith(line)).toBe(true)
    expect(io.err().trimEnd().split('\n')).toHaveLength(1)
    expect(io.out()).toBe('')
  })

  test('tells its version', async () => {
    const io = fakeIo()
    expect(await runCommand(['--version'], io)).toBe(0)
    expect(io.out()).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  test('ends with 64 and the help of a group that is named alone', async () => {
    const io = fakeIo()
    expect(await runCommand(['dlq'], io)).toBe(64)
    expect(io.err()).toContain('Usage: trustlane dlq')
  })

  test('ends with 2 for an input that is not there, in one line', async () => {
    const io = fakeIo()
    expect(await runCommand(['read', '/nowhere/m.edi'], io)).toBe(2)
    expect(io.err()).toBe('trustlane: /nowhere/m.edi: there is no such file\n')
  })

  test('takes the data folder before and after the command', async () => {
    using folder = aFolder()
    const message = `trustlane: there is no data in ${folder.path}: "npm start" makes it, or name another with --data\n`
    for (const args of [
      ['--data', folder.path, 'dlq', 'list'],
      ['dlq', 'list', '--data', folder.path],
    ]) {
      const io = fakeIo()
      expect(await runCommand(args, io)).toBe(1)
      expect(io.err()).toBe(message)
    }
  })

  test('shows no stack of a bug but for TRUSTLANE_DEBUG', async () => {
    const fail = async (): Promise<void> => {
      throw new TypeError('x is not a function')
    }
    for (const env of [{}, { TRUSTLANE_DEBUG: '1' }]) {
      const io = fakeIo({ env, stdout: { write: fail } })
      expect(await runCommand(['topics', '--data', '/nowhere'], io)).toBe(1)
      expect(io.err()).toMatch(
        /^trustlane: x is not a function \(this is a bug of Trustlane; TRUSTLANE_DEBUG=1 shows where\)\n/,
      )
      expect(io.err().includes('    at ')).toBe('TRUSTLANE_DEBUG' in env)
    }
  })

  test('goes from a file to its manifest', async () => {
    using folder = aFolder()
    const files = [folder.file('m.json', manifestJson()), folder.file('m.edi', interchange('A1'))]
    const io = fakeIo()
    expect(await runCommand(['read', ...files], io)).toBe(0)
    expect(io.outJson()).toMatchObject([{ documentNumber: 'VOY042' }, { documentNumber: 'A1' }])
  })
})
