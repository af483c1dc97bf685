import type { Command } from 'commander'
import { linksAdd, type LinksAddArgs } from '../commands/links-add.ts'
import { linksApprove, linksRevoke } from '../commands/links-change.ts'
import { linksList, type LinksListArgs } from '../commands/links-list.ts'
import { statusLoad, type StatusLoadArgs } from '../commands/status-load.ts'
import { statusShow } from '../commands/status-show.ts'
import type { Setting } from '../program.ts'

/** Who is trusted: programmes' lists, and links made and checked by people. */
export function addStatusCommands(program: Command, { io, run, data }: Setting): void {
  const status = program.command('status').description("load programmes' lists, and look members up")
  status
    .command('load')
    .argument('<file>', 'CSV, JSON, or one JSON object a line')
    .option('--programme <code>', 'whose list it is, such as JP-AEO (default: as the file says)')
    .option('--kind <kind>', 'complete, published, evidence or changes (default: as the file says)')
    .option(
      '--as-of <time>',
      'when the source last vouched for it (default: as the file says, else its own time)',
    )
    .option('--allow-rejects', 'load it although rows are broken; a miss on it then proves nothing')
    .option('--name <text>', 'the name of the source, for people')
    .description("load a programme's list, evidence, or changes")
    .addHelpText(
      'after',
      '\ncomplete   every member: who is not on it is no member\npublished  those who agreed to publication\nevidence   single members, each with a document, who checked it, and until when\nchanges    single members and removals on top of the list in force\n\nExample:\n  trustlane status load jp-aeo.csv --programme JP-AEO --kind published --as-of 2026-11-01',
    )
    .action((file: string, options: Omit<StatusLoadArgs, 'file' | 'data'>) =>
      run(() => statusLoad({ file, data: data(), ...options }, io)),
    )
  status
    .command('show')
    .argument('<id>', 'a member id or a number, such as JP-0001')
    .option('--json', 'one member a line, as JSON')
    .description('show what the store knows of a member')
    .action((id: string, options: { json?: boolean }) =>
      run(() => statusShow({ id, data: data(), ...options }, io)),
    )

  const links = program
    .command('links')
    .description('verified links: what a name and address, a MID or a local code stands for')
  links
    .command('list')
    .option('--all', 'also those that are revoked or have ended')
    .option('--json', 'one link a line, as JSON')
    .description('list the links that count or wait for approval')
    .action((options: Omit<LinksListArgs, 'data'>) => run(() => linksList({ data: data(), ...options }, io)))
  links
    .command('add')
    .option(
      '--key <key>',
      'f1:…, or a scheme and a value: mid:JPAOB123TOK, duns:690550012, local:ISSUER:CODE',
    )
    .option('--name <name>', 'in place of --key: the name, as the manifests write it')
    .option('--country <code>', 'with --name: its country')
    .option('--street <text>', 'with --name: street and number; counts with the city')
    .option('--city <city>', 'with --name: its city, where there is no postcode')
    .option('--postcode <code>', 'with --name: its postcode')
    .option('--member <programme/id>', 'who it is, such as JP-AEO/JP-0001')
    .option('--not-member <programme/id>', 'who it is not; or any')
    .requiredOption(
      '--grounds <grounds>',
      'feed, certificate-seen, customs-confirmed, traders-letter or other',
    )
    .requiredOption('--evidence <text>', 'the document, mail or entry that shows it')
    .option('--until <time>', 'when it ends (default: in a year)')
    .option('--by <person>', 'who makes it (default: you)')
    .description('propose a link; it counts when another person has approved it')
    .addHelpText(
      'after',
      '\nExample:\n  trustlane links add --name "Aoba Precision KK" --country JP --postcode 108-0023 \\\n    --member JP-AEO/JP-0001 --grounds certificate-seen --evidence "certificate of 2026-03-01"',
    )
    .action((options: Omit<LinksAddArgs, 'data'>) => run(() => linksAdd({ data: data(), ...options }, io)))
  for (const [name, change, description] of [
    ['approve', linksApprove, 'confirm a proposed link; another person than its maker must do it'],
    ['revoke', linksRevoke, 'end a link at once'],
  ] as const) {
    links
      .command(name)
      .argument('<id>', 'the link, or the beginning of its id')
      .option('--by <person>', 'who does it (default: you)')
      .description(description)
      .action((id: string, options: { by?: string }) =>
        run(() => change({ id, data: data(), ...options }, io)),
      )
  }
}
