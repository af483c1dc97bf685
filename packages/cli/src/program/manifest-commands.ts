import type { Command } from 'commander'
import { arrangements, type ArrangementsArgs } from '../commands/arrangements.ts'
import { decideCommand, type DecideArgs } from '../commands/decide.ts'
import { publish } from '../commands/publish.ts'
import { read } from '../commands/read.ts'
import type { Setting } from '../program.ts'

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

/** What needs no server: read, decide, arrangements; and publish, which hands a manifest over. */
export function addManifestCommands(program: Command, { io, run, data }: Setting): void {
  program
    .command('read')
    .argument('<file...>', 'manifests, UN/EDIFACT CUSCAR or canonical JSON; - is standard input')
    .description('print each manifest in its canonical form, as JSON')
    .addHelpText(
      'after',
      '\nOne object a line; a single manifest on a terminal with line breaks. Problems go to standard error.\nExit code 2 when anything of the input could not be read.',
    )
    .action((files: string[]) => run(() => read({ files }, io)))

  program
    .command('decide')
    .argument('<file...>', 'manifests, as for read')
    .option(
      '--status <file>',
      'a list of members, CSV or JSON, or complete:FILE; may be given several times',
      collect,
    )
    .option('--links <file>', 'verified links, a JSON array or one object a line')
    .option('--at <time>', 'decide as of this time, such as 2026-11-24T09:30:00Z (default: now)')
    .option('--json', 'one decision a line, as JSON')
    .description('decide every consignment, without any server and without a trace')
    .addHelpText(
      'after',
      '\nA list is what it says of itself, or what stands before it: complete:FILE, published:FILE, evidence:FILE or\nchanges:FILE; else it counts as published, and as of --at when it does not say how old it is. Without lists\nnobody is recognised.\n\nExample:\n  trustlane decide manifest.edi --status complete:jp-aeo.csv --status us-ctpat.json --links links.json',
    )
    .action((files: string[], options: Omit<DecideArgs, 'files'>) =>
      run(() => decideCommand({ files, ...options }, io)),
    )

  program
    .command('arrangements')
    .option('--from <territory>', 'only goods from this country or customs territory, such as JP')
    .option('--to <territory>', 'only goods to it')
    .option('--at <time>', 'what is in force at this time (default: now)')
    .option('--json', 'one direction a line, as JSON, with all sources and notes')
    .description('list the mutual-recognition arrangements, one direction a row')
    .action((options: ArrangementsArgs) => run(() => arrangements(options, io)))

  program
    .command('publish')
    .argument('<file...>', 'manifests, as for read')
    .description('submit manifests to the pipeline')
    .addHelpText(
      'after',
      '\nA file is submitted as it is. What intake cannot read it keeps as a dead letter: see "trustlane dlq list".',
    )
    .action((files: string[]) => run(() => publish({ files, data: data() }, io)))
}
