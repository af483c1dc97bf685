import { headerText, TOPICS } from '@trustlane/contracts'
import { type Outgoing, submissionsOf } from '@trustlane/event-log'
import { oneLine } from '@trustlane/service-kit'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { type ReadFile, readFiles } from '../manifests.ts'
import { openWorkspace } from '../workspace.ts'

export type PublishArgs = { readonly files: readonly string[]; readonly data: string }

const CONTENT_TYPES = {
  'canonical-json': 'application/json',
  'edifact-cuscar': 'application/edifact',
} as const

/**
 * Submits each file as it is, byte for byte; one that is too large for one record is submitted message by
 * message. What is wrong with it is told, and is submitted all the same: intake judges, and keeps what it
 * cannot read as a dead letter. Exit code 2 when a file could not be submitted.
 */
export async function publish({ files, data }: PublishArgs, io: Io): Promise<ExitCode> {
  let isWhole = true
  let published = 0
  await using workspace = await openWorkspace({ folder: data, create: true })
  for await (const read of readFiles(files, io, () => undefined)) {
    const records = recordsOf(read, io.now())
    if (records === undefined) {
      isWhole = false
      const limit = TOPICS.manifestSubmitted.maxBytes
      io.stderr.write(
        `trustlane: ${oneLine(read.file)} holds a message of more than ${limit} bytes: split it into several manifests\n`,
      )
      continue
    }
    const places = await workspace.append(records)
    published += 1
    for (const [index, { partition, offset }] of places.entries()) {
      const id = headerText(records[index]!.headers, 'ce_subject')
      const place = `${TOPICS.manifestSubmitted.name}/${partition}/${offset}`
      await io.stdout.write(
        `published ${oneLine(read.file)} as ${place}${id === undefined ? '' : `  ${oneLine(id)}`}\n`,
      )
    }
  }
  if (published > 0 && !workspace.isRunning) {
    io.stderr.write('no process is running on this folder: the next "npm start" handles it\n')
  }
  return isWhole && published === files.length ? EXIT.ok : EXIT.unreadable
}

function recordsOf({ bytes, read }: ReadFile, now: Date): readonly Outgoing[] | undefined {
  const { format, messages } = read
  const parts = messages.map((message) => ({
    bytes: message.bytes,
    ...(message.manifest !== undefined && { manifestId: message.manifest.manifestId }),
  }))
  const [only, ...others] = parts
  const whole = {
    bytes,
    source: 'trustlane/cli',
    time: now.toISOString(),
    ...(others.length === 0 && only?.manifestId !== undefined && { manifestId: only.manifestId }),
    ...(format !== undefined && { contentType: CONTENT_TYPES[format] }),
  }
  return submissionsOf(whole, () => parts)
}
