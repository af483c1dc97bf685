#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// Trustlane's source is TypeScript, which Node runs as it is from version 24 on; older ones get this far only.
const NEEDED = 24
const own = fileURLToPath(new URL('../../../node_modules/node/bin/node', import.meta.url))

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  await import('../src/main.ts')
} else if (existsSync(own)) {
  const child = spawn(own, process.argv.slice(1), { stdio: 'inherit' })
  // A terminal sends Ctrl-C to both; the child finishes its work, and this one must outlive it to tell how.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143)
  })
} else {
  process.stderr.write(
    `trustlane: Node ${process.versions.node} is too old: expected ${NEEDED} or newer; "npm ci" in the workspace installs one\n`,
  )
  process.exitCode = 1
}
