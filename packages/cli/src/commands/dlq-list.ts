import { type Cell, renderTable } from '@trustlane/service-kit'
import {
  countedLetters,
  type DeadLetter,
  deadLettersIn,
  type Filter,
  inWords,
  letterJson,
} from '../dead-letters.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import { type Io, jsonLine, look } from '../io.ts'
import { openWorkspace } from '../workspace.ts'

export type DlqListArgs = Filter & { readonly data: string; readonly json?: boolean; readonly all?: boolean }

const COLUMNS = [
  { title: 'Dead letter', min: 20 },
  { title: 'Reason' },
  { title: 'Stage' },
  { title: 'Since' },
  { title: 'What is wrong', min: 20 },
]

/** Lists dead letters, grouped by reason: those that still wait, or with `all` the re-driven ones too. */
export async function dlqList(args: DlqListArgs, io: Io): Promise<ExitCode> {
  await using workspace = await openWorkspace({ folder: args.data })
  const letters = await deadLettersIn(workspace, args)
  const shown = args.all === true ? letters : letters.filter(({ isRedriven }) => !isRedriven)
  if (args.json === true) {
    for (const letter of shown) await io.stdout.write(jsonLine(letterJson(letter)))
    return EXIT.ok
  }
  const hidden = letters.length - shown.length
  if (shown.length > 0) await io.stdout.write(renderTable(COLUMNS, grouped(shown).map(rowOf), look(io)))
  const waiting = shown.filter(({ isRedriven }) => !isRedriven).length
  const note = hidden === 0 ? '' : `; ${hidden} re-driven before (--all shows them)`
  await io.stdout.write(`${shown.length > 0 ? '\n' : ''}${countedLetters(waiting)} waiting${note}\n`)
  return EXIT.ok
}

/** By topic and reason, so that what has one cause stands together; within it oldest first. */
const grouped = (letters: readonly DeadLetter[]): readonly DeadLetter[] =>
  [...Map.groupBy(letters, ({ record, reason }) => `${record.topic} ${reason}`).values()].flat()

const rowOf = (letter: DeadLetter): Cell[] => [
  letter.place,
  { text: letter.reason, tone: letter.isRedriven ? 'quiet' : 'attention' },
  letter.stage,
  letter.failedAt.slice(0, 19).replace('T', ' '),
  `${letter.isRedriven ? '(re-driven) ' : ''}${inWords(letter)}`,
]
