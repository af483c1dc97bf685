import { setTimeout as pause } from 'node:timers/promises'
import type { Topic } from '@trustlane/contracts'
import { type Incoming, recordsOf } from '@trustlane/event-log'
import { connectControl, type Control, oneLine, truncate } from '@trustlane/service-kit'
import { EXIT, type ExitCode, usageError } from '../exit.ts'
import { type Io, jsonLine } from '../io.ts'
import { placeOf, recordJson, summaryOf } from '../record-view.ts'
import { endsOf } from '../records.ts'
import { topicArgument } from '../topic-name.ts'
import { openWorkspace } from '../workspace.ts'

export type TailArgs = {
  readonly topic: string
  readonly data: string
  /** `begin`, `end`, or an offset, the same for every partition. */
  readonly from?: string
  readonly follow?: boolean
  readonly json?: boolean
  /** Between two looks at the log. */
  readonly everyMs?: number
}

/**
 * Prints the records of a topic, partition by partition. With `follow` it goes on as they come, through a
 * running process only: it must not keep the files from one that wants to start, so without one it waits.
 */
export async function tail(args: TailArgs, io: Io): Promise<ExitCode> {
  const topic = topicArgument(args.topic)
  const start = startOf(args.from ?? 'begin')
  const next = new Map<number, number>()
  {
    await using workspace = await openWorkspace({ folder: args.data })
    const ends = await endsOf(workspace, topic)
    for (const [partition, end] of ends.entries()) next.set(partition, start === 'end' ? end : start)
    await printNew(workspace, topic, next, args, io)
  }
  if (args.follow === true) await follow(topic, next, args, io)
  return EXIT.ok
}

function startOf(from: string): number | 'end' {
  if (from === 'end') return 'end'
  if (from === 'begin') return 0
  if (/^\d{1,12}$/.test(from)) return Number(from)
  throw usageError(`--from "${from}": expected begin, end or an offset`)
}

async function follow(topic: Topic, next: Map<number, number>, args: TailArgs, io: Io): Promise<void> {
  const { everyMs = 500, data } = args
  let wasRunning = true
  while (!io.signal.aborted) {
    const control = await connectControl(data)
    const isRunning = control !== undefined
    if (wasRunning && !isRunning) io.stderr.write('no process is running on this folder: waiting for one\n')
    wasRunning = isRunning
    try {
      if (control !== undefined) await printNew(control, topic, next, args, io)
    } catch (error) {
      // It ended while it was asked; the next look finds that out, or finds its successor.
      if ((error as { code?: unknown }).code !== 'CONTROL_LOST') throw error
    }
    await pause(everyMs, undefined, { signal: io.signal }).catch(() => undefined)
  }
}

async function printNew(
  log: Pick<Control, 'read'>,
  topic: Topic,
  next: Map<number, number>,
  { json = false }: TailArgs,
  io: Io,
): Promise<void> {
  for (const [partition, from] of next) {
    for await (const record of recordsOf(log, topic, partition, from)) {
      await io.stdout.write(json ? jsonLine(recordJson(record)) : lineOf(record, io))
      next.set(partition, record.offset + 1)
      if (io.signal.aborted) return
    }
  }
}

function lineOf(record: Incoming, io: Io): string {
  const time = new Date(record.timestamp).toISOString()
  const line = oneLine([placeOf(record), time, record.key ?? '-', summaryOf(record)].join('  '))
  return `${io.isTTY ? truncate(line, io.columns) : line}\n`
}
