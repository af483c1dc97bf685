import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { TOPICS, uuidOf } from '@trustlane/contracts'
import { eventRecord, type Outgoing, partitionFor } from '@trustlane/event-log'
import { type ListFileKind, loadEvents, type LoadRecord } from '@trustlane/trader-status'
import { EXIT, type ExitCode, usageError } from '../exit.ts'
import { checkFile } from '../input.ts'
import { instantOf } from '../instant.ts'
import type { Io } from '../io.ts'
import { ListFaults } from '../list-faults.ts'
import { kindOf, LIST_KINDS, listItems, programmeArgument, surveyList } from '../list-source.ts'
import { LoadBar } from '../load-bar.ts'
import { type Change, changeEffect } from '../overtaken.ts'
import { appliedText, untilApplied } from '../pending.ts'
import { openWorkspace, type Workspace } from '../workspace.ts'

export type StatusLoadArgs = {
  readonly file: string
  readonly data: string
  readonly programme?: string
  readonly kind?: string
  readonly asOf?: string
  readonly allowRejects?: boolean
  readonly name?: string
}

const BATCH = 1000
/** Rows read to learn whose list it is, where neither command line nor head says so. */
const SURVEYED = 1000

type Claims = { readonly programme: string; readonly kind: ListFileKind; readonly asOf: string }

/**
 * Publishes a programme's list, evidence or changes on `trader.status`. The file is read twice, first to check
 * every row: a list with a broken row is refused as a whole, unless rejects are allowed. Exit code 2 when it is.
 */
export async function statusLoad(args: StatusLoadArgs, io: Io): Promise<ExitCode> {
  const { file, data, allowRejects = false, name } = args
  await checkFile(file, Infinity)
  const claims = await claimsOf(args, io)
  await using workspace = await openWorkspace({ folder: data, create: true })
  const topic = TOPICS.traderStatus
  const partitions = await workspace.partitions(topic)
  const faults = new ListFaults(file, io)
  const progress = new LoadBar(claims.programme, io)
  const loadId = randomUUID()
  const records = loadEvents(() => faults.told(listItems(file, claims)), {
    ...claims,
    loadId,
    partitions,
    partitionOf: (key) => partitionFor(key, partitions),
    allowRejects,
    now: io.now(),
    onProgress: (step) => progress.show(step),
    ...(name !== undefined && { name }),
  })
  let members = 0
  const changes: Change[] = []
  let batch: Outgoing[] = []
  for await (const record of records) {
    if (record.event.kind === 'member' || record.event.kind === 'removed') {
      members += 1
      if (claims.kind === 'changes' || claims.kind === 'evidence') changes.push(record.event)
    }
    batch.push(asOutgoing(record, uuidOf(loadId, members, record.event.kind, record.partition), io.now()))
    if (batch.length < BATCH) continue
    await workspace.append(batch)
    batch = []
  }
  if (batch.length > 0) await workspace.append(batch)
  progress.finish()
  const isApplied = await untilApplied(workspace, topic, { signal: io.signal })
  const effect = isApplied ? await effectOf(workspace, claims, changes) : appliedText(workspace, isApplied)
  const what = `${claims.programme}, ${claims.kind}, as of ${claims.asOf}`
  const rejected = faults.rows === 0 ? '' : `, ${faults.rows} rejected`
  await io.stdout.write(
    `loaded ${members} ${members === 1 ? 'member' : 'members'} of ${what}${rejected}; ${effect}\n`,
  )
  return EXIT.ok
}

async function effectOf(workspace: Workspace, claims: Claims, changes: readonly Change[]): Promise<string> {
  if (claims.kind === 'changes' || claims.kind === 'evidence') return changeEffect(workspace, changes)
  const newer = await newerList(workspace, claims)
  return newer === undefined ? appliedText(workspace, true) : `the list in force stays, it is of ${newer}`
}

/** The age of the list in force, when that is a newer one: a list never takes the place of its successor. */
async function newerList(workspace: Workspace, { programme, asOf }: Claims): Promise<string | undefined> {
  const inForce = (await workspace.lists())[programme]
  return inForce !== undefined && Date.parse(inForce.asOf) > Date.parse(asOf) ? inForce.asOf : undefined
}

async function claimsOf(args: StatusLoadArgs, io: Io): Promise<Claims> {
  const { file } = args
  const stated = args.kind === undefined ? undefined : kindArgument(args.kind)
  const named = args.programme === undefined ? undefined : programmeArgument('--programme', args.programme)
  const { head, programmes } = await surveyList(file, { programme: named, kind: stated }, SURVEYED)
  const kind = await kindOf(file, stated, head)
  const programme = named ?? programmes[0]
  if (kind === undefined) {
    throw usageError(`${file} does not say what it is: name it with --kind ${LIST_KINDS.join('|')}`)
  }
  if (programme === undefined) {
    throw usageError(
      `${file} does not say whose list it is: name the programme with --programme, such as JP-AEO`,
    )
  }
  return {
    programme: programmeArgument('programme', programme),
    kind,
    asOf: await asOfOf(args, head.asOf, io),
  }
}

function kindArgument(text: string): ListFileKind {
  const kind = LIST_KINDS.find((each) => each === text)
  if (kind !== undefined) return kind
  throw usageError(`--kind "${text}": expected one of ${LIST_KINDS.join(', ')}`)
}

/** When the source last vouched for the list: not now, unless somebody says so, but when the file was written. */
async function asOfOf({ asOf, file }: StatusLoadArgs, inFile: string | undefined, io: Io): Promise<string> {
  if (asOf !== undefined) return instantOf('--as-of', asOf).toISOString()
  if (inFile !== undefined) return inFile
  const written = (await stat(file)).mtime
  const now = io.now()
  return (written < now ? written : now).toISOString()
}

const asOutgoing = ({ key, partition, event }: LoadRecord, id: string, now: Date): Outgoing => ({
  ...eventRecord({
    topic: TOPICS.traderStatus,
    key,
    value: event,
    id,
    source: 'trustlane/cli',
    time: now.toISOString(),
  }),
  partition,
})
