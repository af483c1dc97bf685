import { userInfo } from 'node:os'
import { isatty } from 'node:tty'
import { untilSignal } from '@trustlane/service-kit'
import type { Io } from './io.ts'
import { runCommand } from './program.ts'

const stopping = new AbortController()

// The reader of a pipe may go before the end ("| head"): that is no failure, and there is nobody left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

const io: Io = {
  stdout: {
    write: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
  },
  stderr: { write: (text) => process.stderr.write(text), isTTY: isatty(2) },
  isTTY: isatty(1),
  columns: process.stdout.columns ?? process.stderr.columns ?? 80,
  now: () => new Date(),
  env: process.env,
  user: userInfo().username,
  stdin: async () => {
    const chunks: Buffer[] = []
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk)
    return Buffer.concat(chunks)
  },
  signal: stopping.signal,
}

const args = process.argv.slice(2)
// Only what follows a topic waits for Ctrl-C and ends well; anything else ends by it, as programs do.
if (args.includes('--follow') || args.includes('-f')) void untilSignal().then(() => stopping.abort())
process.exitCode = await runCommand(args, io)
