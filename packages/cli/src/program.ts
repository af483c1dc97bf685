import { Command, CommanderError, Option } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { addLogCommands } from './program/log-commands.ts'
import { addManifestCommands } from './program/manifest-commands.ts'
import { addStatusCommands } from './program/status-commands.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { failureOf } from './failure.ts'
import type { Io } from './io.ts'

/** Runs a command function and keeps its exit code. */
export type Run = (command: () => Promise<ExitCode>) => Promise<void>

export type Setting = { readonly io: Io; readonly run: Run; readonly data: () => string }

const CLOSING = `
Examples:
  trustlane read manifest.edi | jq .consignments[].parties
  trustlane decide manifest.json --status complete:jp-aeo.csv --at 2026-11-24
  trustlane publish manifests/*.edi
  trustlane tail consignment.needs-validation --follow
  trustlane arrangements --from JP --to US

Exit codes:
   0  done
   1  it could not be done
   2  something of the input could not be read; what could be read was handled
  64  the command line is wrong

Where a process runs on the data folder ("npm start"), commands go through it; else they use its files.`

/** Runs the command line without the program's name. Never throws, never exits: answers the exit code. */
export async function runCommand(args: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.ok
  const program = new Command('trustlane')
    .description(
      'Decides manifests against trusted-trader mutual recognition, and looks into the pipeline that does.',
    )
    .addOption(new Option('--data <folder>', 'the data folder').default('./data'))
    .version(manifest.version, '--version', 'show the version')
    .addHelpText('after', CLOSING)
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      getOutHelpWidth: () => (io.isTTY ? io.columns : 100),
      getErrHelpWidth: () => 100,
      outputError: (text, write) => write(`trustlane: ${usageText(text)}\n`),
    })
    .exitOverride()
  const setting: Setting = {
    io,
    run: async (command) => {
      exitCode = await command()
    },
    data: () => program.opts<{ data: string }>().data,
  }
  addManifestCommands(program, setting)
  addLogCommands(program, setting)
  addStatusCommands(program, setting)

  try {
    if (args.length === 0) program.outputHelp()
    else await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    // Commander has told its own already; help that was asked for counts as done, help for want of a command does not.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
    const failure = failureOf(error)
    io.stderr.write(`trustlane: ${failure.message}\n`)
    if (io.env['TRUSTLANE_DEBUG'] === '1' && error instanceof Error) io.stderr.write(`${error.stack ?? ''}\n`)
    return failure.exitCode
  }
}

/** Commander's message as one line, its suggestion too. */
const usageText = (text: string): string =>
  text
    .replace(/^error: /, '')
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
