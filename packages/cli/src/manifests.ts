import type { Manifest } from '@trustlane/contracts'
import { describeProblem, hasErrors, readManifests, type ReadResult } from '@trustlane/manifest-formats'
import { oneLine } from '@trustlane/service-kit'
import { failureOf } from './failure.ts'
import { MAX_INPUT, readInput } from './input.ts'
import type { Io } from './io.ts'

export type ReadFile = { readonly file: string; readonly bytes: Uint8Array; readonly read: ReadResult }

/**
 * Reads manifests from files, one after the other, and tells of every problem on standard error, with the
 * file before it. A file that cannot be read does not stop the rest: it is told, and `sawErrors` is called.
 */
export async function* readFiles(
  files: readonly string[],
  io: Io,
  sawErrors: () => void,
): AsyncGenerator<ReadFile> {
  for (const file of files) {
    try {
      const bytes = await readInput(file, io)
      const read = readManifests(bytes, { maxBytes: MAX_INPUT })
      const problems = [...read.problems, ...read.messages.flatMap((message) => message.problems)]
      for (const problem of problems)
        io.stderr.write(`${nameOf(file)}: ${oneLine(describeProblem(problem))}\n`)
      if (hasErrors(problems)) sawErrors()
      yield { file, bytes, read }
    } catch (error) {
      const { message, exitCode } = failureOf(error)
      if (exitCode !== 2) throw error
      io.stderr.write(`trustlane: ${message}\n`)
      sawErrors()
    }
  }
}

export const manifestsOf = ({ read }: ReadFile): readonly Manifest[] =>
  read.messages.flatMap(({ manifest }) => (manifest === undefined ? [] : [manifest]))

const nameOf = (file: string): string => (file === '-' ? '(standard input)' : oneLine(file))
