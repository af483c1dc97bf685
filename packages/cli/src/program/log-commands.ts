import type { Command } from 'commander'
import { dlqList, type DlqListArgs } from '../commands/dlq-list.ts'
import { dlqRedrive, type DlqRedriveArgs } from '../commands/dlq-redrive.ts'
import { dlqShow, type DlqShowArgs } from '../commands/dlq-show.ts'
import { tail, type TailArgs } from '../commands/tail.ts'
import { topics } from '../commands/topics.ts'
import type { Setting } from '../program.ts'

/** What looks into the log: tail, topics, and the dead letters. */
export function addLogCommands(program: Command, { io, run, data }: Setting): void {
  program
    .command('tail')
    .argument('<topic>', 'a topic, with or without .v1: see "trustlane topics"')
    .option('--from <position>', 'begin, end, or an offset', 'begin')
    .option('-f, --follow', 'go on as records come, until Ctrl-C')
    .option('--json', 'one record a line, as JSON, with its headers')
    .description('print the records of a topic')
    .addHelpText(
      'after',
      '\nExamples:\n  trustlane tail consignment.cleared\n  trustlane tail consignment.needs-validation --from end --follow --json',
    )
    .action((topic: string, options: Omit<TailArgs, 'topic' | 'data'>) =>
      run(() => tail({ topic, data: data(), ...options }, io)),
    )

  program
    .command('topics')
    .option('--json', 'one topic a line, as JSON')
    .description('list the topics; with a data folder also their records, and how far each reader is behind')
    .action((options: { json?: boolean }) => run(() => topics({ data: data(), ...options }, io)))

  const dlq = program.command('dlq').description('look at dead letters, and send them once more')
  dlq
    .command('list')
    .option('--topic <topic>', 'only those of this topic')
    .option('--reason <code>', 'only those with this reason, such as UNREADABLE')
    .option('--all', 'also those that were re-driven before')
    .option('--json', 'one dead letter a line, as JSON')
    .description('list the dead letters that wait')
    .action((options: Omit<DlqListArgs, 'data'>) => run(() => dlqList({ data: data(), ...options }, io)))
  dlq
    .command('show')
    .argument('<place>', 'topic/partition/offset, as list prints it')
    .option('--json', 'everything as one JSON value')
    .option('--bytes', 'the bytes alone, to be corrected and re-driven')
    .description('show one dead letter: what is wrong and where, its headers, its bytes')
    .action((place: string, options: Omit<DlqShowArgs, 'data' | 'place'>) =>
      run(() => dlqShow({ place, data: data(), ...options }, io)),
    )
  dlq
    .command('redrive')
    .argument('[place...]', 'topic/partition/offset, as list prints it')
    .option('--all', 'every one that waits')
    .option('--topic <topic>', 'with --all: only those of this topic')
    .option('--reason <code>', 'with --all: only those with this reason')
    .option('--dry-run', 'only say what would be done')
    .option('--again', 'also those that were re-driven before')
    .option('--with <file>', 'send these bytes in place of those that failed')
    .option('--by <person>', 'who does it (default: you)')
    .description('send dead letters to the topics that they came from once more')
    .addHelpText(
      'after',
      '\nExample:\n  trustlane dlq show manifest.submitted.v1.dlq/0/3 --bytes > fixed.edi\n  trustlane dlq redrive manifest.submitted.v1.dlq/0/3 --with fixed.edi',
    )
    .action((places: string[], options: Omit<DlqRedriveArgs, 'data' | 'places'>) =>
      run(() => dlqRedrive({ places, data: data(), ...options }, io)),
    )
}
