import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { REVIEW_CLASSES } from '@trustlane/contracts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, '../services/standalone/src/main.ts')

async function start(
  data: string,
): Promise<{ readonly code: number; readonly output: string; readonly errors: string }> {
  const child = spawn(process.execPath, [MAIN, '--once', '--data', data])
  let [output, errors] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const [code] = (await once(child, 'close')) as [number]
  return { code, output, errors }
}

const decisions = (output: string): string[] =>
  output.split('\n').filter((line) => /  (?:cleared|needs-validation|not-applicable) .*[A-Z_]+: /.test(line))

describe('npm start -- --once', () => {
  let data: string
  let first: Awaited<ReturnType<typeof start>>

  beforeAll(async () => {
    data = join(await mkdtemp(join(tmpdir(), 'trustlane-samples-')), 'data')
    first = await start(data)
  })

  afterAll(async () => {
    await rm(join(data, '..'), { recursive: true, force: true })
  })

  test('ends well, with nothing on the error output', () => {
    expect(first.errors).toBe('')
    expect(first.code).toBe(0)
  })

  test('prints a decision per line, of every lane and every class', () => {
    const lines = decisions(first.output)
    expect(lines.length).toBeGreaterThan(60)
    for (const word of ['cleared', 'not-applicable', ...REVIEW_CLASSES]) {
      expect(
        lines.some((line) => line.includes(`  ${word} `)),
        word,
      ).toBe(true)
    }
  })

  test('counts what it printed', () => {
    const [, summary = ''] = first.output.split('\nOutcome ')
    const counts = [
      ...summary.matchAll(/(?:needs-validation|cleared|not-applicable)\s+(?:[a-z]+\s+)?(\d+)  /g),
    ]
    const total = counts.reduce((sum, [, count]) => sum + Number(count), 0)
    expect(total).toBe(decisions(first.output).length)
  })

  test('says where to look next', () => {
    expect(first.output).toContain('Where to look next')
  })

  test('decides nothing twice when it is started again, and shows what was decided', async () => {
    const second = await start(data)
    expect(second.code).toBe(0)
    expect(decisions(second.output)).toEqual(decisions(first.output))
    expect(second.output).toContain(`${decisions(first.output).length} decisions were made before this start`)
  })
})
