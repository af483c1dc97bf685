import { oneLine } from '@trustlane/service-kit'
import { type DeadLetter, deadLetterAt, inWords, letterJson } from '../dead-letters.ts'
import { CliError, EXIT, type ExitCode } from '../exit.ts'
import { type Io, jsonLine } from '../io.ts'
import { headersOf, recordJson } from '../record-view.ts'
import { jsonOf, textOf } from '../records.ts'
import { openWorkspace } from '../workspace.ts'

export type DlqShowArgs = {
  readonly place: string
  readonly data: string
  readonly json?: boolean
  readonly bytes?: boolean
}

/** Shows one dead letter: what is wrong and where, its headers, its bytes. With `bytes` these alone, as they are. */
export async function dlqShow(args: DlqShowArgs, io: Io): Promise<ExitCode> {
  await using workspace = await openWorkspace({ folder: args.data })
  const letter = await deadLetterAt(workspace, args.place)
  const { record } = letter
  if (args.bytes === true) {
    await io.stdout.write(textOf(record.value ?? new Uint8Array()) ?? notText(letter))
    return EXIT.ok
  }
  const problem = jsonOf(record.headers['dlq.detail'] ?? null)
  if (args.json === true) {
    await io.stdout.write(jsonLine({ ...letterJson(letter), problem, record: recordJson(record) }))
    return EXIT.ok
  }
  const { errors = [] } = (problem ?? {}) as { errors?: readonly { place?: string; message?: string }[] }
  const source =
    letter.source === undefined
      ? 'unknown'
      : `${letter.source.topic.name}/${letter.source.partition}/${letter.source.offset}`
  const lines = [
    `${letter.place}${letter.isRedriven ? '  (re-driven)' : ''}`,
    `reason  ${letter.reason}, in ${letter.stage}, since ${letter.failedAt}`,
    `source  ${source}, key ${record.key ?? '-'}`,
    `wrong   ${inWords(letter)}`,
    ...errors.map(({ place = '', message = '' }) => `        ${place}: ${message}`),
    'headers',
    ...Object.entries(headersOf(record))
      .filter(([name]) => name !== 'dlq.detail')
      .map(([name, text]) => `        ${name}: ${text}`),
  ].map(oneLine)
  const text = textOf(record.value ?? new Uint8Array())
  const body =
    text === undefined
      ? [
          `value   ${record.value?.length ?? 0} bytes, not text: base64 below`,
          Buffer.from(record.value ?? []).toString('base64'),
        ]
      : [`value   ${record.value?.length ?? 0} bytes`, ...text.split(/\r?\n/).map(oneLine)]
  await io.stdout.write([...lines, ...body, ''].join('\n'))
  return EXIT.ok
}

function notText({ place }: DeadLetter): never {
  throw new CliError(`the bytes of ${place} are no text: "dlq show --json" gives them as base64`)
}
