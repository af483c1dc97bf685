import { sentenceFor } from '@trustlane/mra'
import { type Cell, oneLine, renderTable, type Tone } from '@trustlane/service-kit'
import { openEmbeddedStatusStore } from '@trustlane/trader-status'
import { type DecidedFiling, decideManifest } from '../decide-manifest.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import { instantOf } from '../instant.ts'
import { type Io, jsonLine, look } from '../io.ts'
import { manifestsOf, readFiles } from '../manifests.ts'
import { loadLinksFile, loadStatusFile } from '../status-files.ts'

export type DecideArgs = {
  readonly files: readonly string[]
  readonly status?: readonly string[]
  readonly links?: string
  readonly at?: string
  readonly json?: boolean
}

const TONES = {
  cleared: 'good',
  'needs-validation': 'attention',
  'not-applicable': 'quiet',
} as const satisfies Record<DecidedFiling['decision']['outcome'], Tone>

const COLUMNS = [
  { title: 'Consignment', min: 10 },
  { title: 'Corridor' },
  { title: 'Lane' },
  { title: 'Class' },
  { title: 'Primary reason', min: 24 },
  { title: 'Arrangement', min: 8 },
]

/**
 * Decides manifests without any server and without leaving a trace, on lists and links from files. Each
 * consignment is decided as if it came for the first time. A cancellation is told and decides nothing.
 */
export async function decideCommand(args: DecideArgs, io: Io): Promise<ExitCode> {
  const at = args.at === undefined ? io.now() : instantOf('--at', args.at)
  await using store = await openEmbeddedStatusStore({ file: ':memory:' })
  let isWhole = true
  for (const file of args.status ?? []) {
    if ((await loadStatusFile(store, file, at, io)) > 0) isWhole = false
  }
  if (args.links !== undefined) await loadLinksFile(store, args.links, io)

  const rows: Cell[][] = []
  for await (const read of readFiles(args.files, io, () => (isWhole = false))) {
    for (const manifest of manifestsOf(read)) {
      if (manifest.function === 'cancellation') {
        io.stderr.write(`${oneLine(read.file)}: cancels manifest ${manifest.manifestId}: nothing to decide\n`)
        continue
      }
      for (const decided of await decideManifest(manifest, store, at)) {
        if (args.json === true) await io.stdout.write(jsonLine(jsonOf(decided)))
        else rows.push(rowOf(decided))
      }
    }
  }
  if (rows.length > 0) await io.stdout.write(renderTable(COLUMNS, rows, look(io)))
  return isWhole ? EXIT.ok : EXIT.unreadable
}

const jsonOf = ({ filing, decision }: DecidedFiling): object => ({
  consignmentId: filing.consignmentId,
  billNumber: filing.consignment.billNumber,
  manifestId: filing.manifestId,
  ...decision,
})

function rowOf({ filing, decision }: DecidedFiling): Cell[] {
  const { outcome, review, corridor, primary, arrangement } = decision
  return [
    filing.consignment.billNumber,
    `${corridor.from ?? '?'} → ${corridor.to ?? '?'}`,
    { text: outcome, tone: TONES[outcome] },
    review?.class ?? '',
    `${primary.code}: ${sentenceFor(primary)}`,
    arrangement?.arrangementId ?? '',
  ]
}
