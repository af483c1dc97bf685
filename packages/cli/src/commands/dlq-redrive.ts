import { TOPICS } from '@trustlane/contracts'
import { redriveOf } from '@trustlane/event-log'
import { oneLine } from '@trustlane/service-kit'
import { countedLetters, type DeadLetter, deadLetterAt, deadLettersIn, type Filter } from '../dead-letters.ts'
import { CliError, EXIT, type ExitCode, usageError } from '../exit.ts'
import { readInput } from '../input.ts'
import type { Io } from '../io.ts'
import { openWorkspace } from '../workspace.ts'

export type DlqRedriveArgs = Filter & {
  readonly data: string
  readonly places: readonly string[]
  readonly all?: boolean
  readonly dryRun?: boolean
  readonly again?: boolean
  /** A file with the bytes to send in place of those that failed. */
  readonly with?: string
  readonly by?: string
}

/**
 * Sends dead letters to their topics once more: those named, or with `all` every one that fits and still
 * waits. One that was re-driven before is left alone unless `again`: intake would take it for a new version.
 */
export async function dlqRedrive(args: DlqRedriveArgs, io: Io): Promise<ExitCode> {
  const { places, all = false, dryRun = false, again = false, by = io.user } = args
  if (all === places.length > 0) throw usageError('name the dead letters, or all that wait with --all')
  if (args.with !== undefined && places.length !== 1) throw usageError('--with goes with one dead letter')
  const corrected = args.with === undefined ? undefined : await readInput(args.with, io)
  const limit = TOPICS.manifestSubmitted.maxBytes
  if (corrected !== undefined && corrected.length > limit)
    throw new CliError(
      `${args.with} has ${corrected.length} bytes: expected at most ${limit}`,
      EXIT.unreadable,
    )

  await using workspace = await openWorkspace({ folder: args.data })
  const letters: DeadLetter[] = []
  if (all)
    letters.push(...(await deadLettersIn(workspace, args)).filter(({ isRedriven }) => again || !isRedriven))
  for (const place of places) {
    const letter = await deadLetterAt(workspace, place)
    if (letter.isRedriven && !again)
      throw new CliError(`${place} was re-driven before: --again does it once more`)
    letters.push(letter)
  }
  for (const { place, reason } of letters) {
    const { record } = await deadLetterAt(workspace, place)
    const outgoing = redriveOf(record, {
      by,
      at: io.now().toISOString(),
      ...(corrected !== undefined && { corrected }),
    })
    if (!dryRun) await workspace.append([outgoing])
    const verb = dryRun ? 'would re-drive' : 're-driven'
    await io.stdout.write(
      `${verb} ${place} (${oneLine(reason)}) to ${outgoing.topic.name}/${outgoing.partition ?? 0}\n`,
    )
  }
  await io.stdout.write(
    `${countedLetters(letters.length)} ${dryRun ? 'would be re-driven' : 're-driven'} by ${oneLine(by)}\n`,
  )
  if (letters.length > 0 && !dryRun && !workspace.isRunning)
    io.stderr.write('no process is running on this folder: the next "npm start" handles it\n')
  return EXIT.ok
}
