import { readFileSync } from 'node:fs'
import { LogError } from '@trustlane/event-log'
import { painterFor, untilSignal } from '@trustlane/service-kit'
import { StatusStoreError } from '@trustlane/trader-status'
import { HELP, readOptions } from './options.ts'
import { standalone } from './standalone.ts'

// Whoever only wanted the first lines (`npm start | head`) has gone; what is being decided goes on all the same.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

// Memberships are confidential: what is written to the data folder is its owner's alone.
process.umask(0o077)

const options = readOptions(process.argv.slice(2))
if (options === 'help') {
  process.stdout.write(HELP)
} else if ('problem' in options) {
  process.stderr.write(`trustlane: ${options.problem}\n`)
  process.exitCode = 64
} else {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  const stopping = new AbortController()
  void untilSignal().then(() => stopping.abort())
  try {
    const isAllTaken = await standalone(options, {
      build: `trustlane@${version}`,
      now: Date.now,
      write: (text) => process.stdout.write(text),
      warn: (text) => process.stderr.write(text),
      paint: painterFor({ isTTY: process.stdout.isTTY, env: process.env }),
      width: process.stdout.isTTY ? process.stdout.columns : undefined,
      stop: stopping.signal,
    })
    if (options.once && !isAllTaken) process.exitCode = 2
  } catch (error) {
    // What an operator can act on is one line; anything else is a bug, and its stack is what finds it.
    const known =
      error instanceof LogError || error instanceof StatusStoreError || 'code' in (error as object)
    process.stderr.write(`trustlane: ${known ? (error as Error).message : (error as Error).stack}\n`)
    process.exitCode = 1
  }
}
