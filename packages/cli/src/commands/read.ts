import { EXIT, type ExitCode } from '../exit.ts'
import { type Io, jsonLine, jsonText } from '../io.ts'
import { manifestsOf, readFiles } from '../manifests.ts'

export type ReadArgs = { readonly files: readonly string[] }

/**
 * Prints each canonical manifest as one JSON object: one a line, but a single one on a terminal with line
 * breaks. Exit code 2 when anything of the input was lost.
 */
export async function read({ files }: ReadArgs, io: Io): Promise<ExitCode> {
  let isWhole = true
  // A terminal waits for the whole input, to know whether it is one manifest; a pipe gets each as it is read.
  const shown: unknown[] = []
  for await (const file of readFiles(files, io, () => (isWhole = false))) {
    for (const manifest of manifestsOf(file)) {
      if (io.isTTY) shown.push(manifest)
      else await io.stdout.write(jsonLine(manifest))
    }
  }
  if (shown.length === 1) await io.stdout.write(`${jsonText(shown[0], 2)}\n`)
  else for (const manifest of shown) await io.stdout.write(jsonLine(manifest))
  return isWhole ? EXIT.ok : EXIT.unreadable
}
