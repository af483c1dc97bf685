import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Io } from '../io.ts'

export type FakeIo = Io & {
  readonly out: () => string
  readonly err: () => string
  /** Standard output as one JSON value a line. */
  readonly outJson: () => unknown[]
  /** Resolves when the text has been written, to either output. */
  readonly shows: (text: string) => Promise<void>
}

/** Surroundings that keep what is written; the clock stands still. */
export function fakeIo(over: Partial<Io> = {}): FakeIo {
  let [out, err] = ['', '']
  const waiting = new Set<() => void>()
  return {
    stdout: {
      write: async (text) => {
        out += text
        for (const look of waiting) look()
      },
    },
    stderr: {
      isTTY: false,
      write: (text) => {
        err += text
        for (const look of waiting) look()
      },
    },
    isTTY: false,
    columns: 80,
    now: () => new Date('2026-06-01T00:00:00Z'),
    env: {},
    user: 'mika',
    stdin: async () => new Uint8Array(),
    signal: new AbortController().signal,
    ...over,
    out: () => out,
    err: () => err,
    outJson: () =>
      out
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as unknown),
    shows: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!out.includes(text) && !err.includes(text)) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
  }
}

/** A folder that goes away at the end of the test. */
export function aFolder() {
  const path = mkdtempSync(join(tmpdir(), 'trustlane-cli-'))
  return {
    path,
    file(name: string, content: string | Uint8Array): string {
      writeFileSync(join(path, name), content)
      return join(path, name)
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  }
}
