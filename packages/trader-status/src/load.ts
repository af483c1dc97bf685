import type { StatusSource, TraderStatusEvent } from '@trustlane/contracts'
import type { ListFault, ListFileKind, ListItem, ListMember, ListRemoval } from './list-file/list-item.ts'
import { problemText } from './list-file/list-item.ts'
import { memberKey } from './resolve.ts'

/** A record of `trader.status`, ready to be appended. */
export type LoadRecord = {
  readonly key: string
  readonly partition: number
  readonly event: TraderStatusEvent
}

export type LoadProgress = { readonly phase: 'checking' | 'publishing'; readonly rows: number }

export type LoadOptions = {
  readonly programme: string
  readonly kind: ListFileKind
  /** RFC 3339 in UTC: when the source last vouched for what the file says. */
  readonly asOf: string
  /** New for every load; a list that is loaded again under the same id is not loaded again. */
  readonly loadId: string
  readonly partitions: number
  /** The partition of a key, as every other writer of the topic has it. */
  readonly partitionOf: (key: string) => number
  /** Publish although rows are broken: the list is then partial, and a miss on it proves nothing. */
  readonly allowRejects?: boolean
  /** Name of the source, for people. */
  readonly name?: string
  /** A list from the future would never be replaced: with `now` it is refused. */
  readonly now?: Date
  /** Called every 1,000 rows, and at the end of each phase. */
  readonly onProgress?: (progress: LoadProgress) => void
}

const SHOWN_FAULTS = 100
const PROGRESS_EVERY = 1000

/** The list was refused, and nothing of it was published. */
export class ListRefusedError extends Error {
  override readonly name = 'ListRefusedError'
  readonly code = 'LIST_REFUSED'
  readonly retriable = false
  /** The first faults, at most 100. */
  readonly faults: readonly ListFault[]
  /** Broken rows in all. */
  readonly rejected: number

  constructor(message: string, faults: readonly ListFault[] = [], rejected = 0) {
    super(message)
    this.faults = faults
    this.rejected = rejected
  }
}

/**
 * The records that publish a list, from a file that is read twice: once to check every row and once to
 * publish. A complete or published list becomes a load (begin on every partition, members, an end with its
 * count on every partition); evidence and changes become single records.
 *
 * Throws `ListRefusedError` before the first record when a row is broken (unless rejects are allowed), the
 * file as a whole is, or no row is left; later only when the file changes between the two readings: such a
 * load never ends, and the list in force stays.
 */
export async function* loadEvents(
  open: () => AsyncIterable<ListItem>,
  options: LoadOptions,
): AsyncIterable<LoadRecord> {
  const { programme, kind, asOf, loadId, partitions, partitionOf, now } = options
  if (now !== undefined && Date.parse(asOf) > now.getTime()) {
    throw new ListRefusedError(`the list is dated ${asOf}, which is still to come`)
  }
  const { rejected, accepted } = await check(open(), options)

  const isLoad = kind === 'complete' || kind === 'published'
  const everyPartition = Array.from({ length: partitions }, (_, partition) => partition)
  const counts = new Map<number, number>()
  if (isLoad) {
    const event: TraderStatusEvent = {
      kind: 'load-begin',
      programme,
      loadId,
      list: kind,
      asOf,
      partitions,
      rejected,
    }
    for (const partition of everyPartition) yield { key: programme, partition, event }
  }
  let rows = 0
  for await (const item of open()) {
    if (!('membership' in item || 'removed' in item)) continue
    const event = eventOf(item, options, isLoad)
    const key = 'membership' in item ? memberKey(item.membership) : memberKey(item.removed)
    const partition = partitionOf(key)
    counts.set(partition, (counts.get(partition) ?? 0) + 1)
    rows += 1
    report(options, 'publishing', rows)
    yield { key, partition, event }
  }
  if (rows !== accepted) {
    throw new ListRefusedError(`the file has changed while it was read: ${accepted} rows, then ${rows}`)
  }
  options.onProgress?.({ phase: 'publishing', rows })
  if (!isLoad) return
  for (const partition of everyPartition) {
    const count = counts.get(partition) ?? 0
    yield { key: programme, partition, event: { kind: 'load-end', programme, loadId, partition, count } }
  }
}

async function check(
  items: AsyncIterable<ListItem>,
  options: LoadOptions,
): Promise<{ readonly rejected: number; readonly accepted: number }> {
  const faults: ListFault[] = []
  let [rejected, accepted, lastRejected, rows] = [0, 0, -1, 0]
  let fatal: ListFault | undefined
  const refuse = (fault: ListFault): void => {
    if (faults.length < SHOWN_FAULTS) faults.push(fault)
    // A row with several faults is one broken row; its faults follow one another.
    if (fault.row !== lastRejected) rejected += 1
    lastRejected = fault.row
    if (fault.problem.isFatal) fatal ??= fault
  }
  for await (const item of items) {
    if ('problem' in item) refuse(item)
    else if (!('head' in item)) {
      const own = 'membership' in item ? item.membership.programme : item.removed.programme
      accepted += 1
      if (own !== options.programme) {
        throw new ListRefusedError(`member ${item.row} is of ${own}, the list of ${options.programme}`)
      }
    }
    rows += 1
    report(options, 'checking', rows)
  }
  options.onProgress?.({ phase: 'checking', rows })
  if (fatal !== undefined)
    throw new ListRefusedError(`the list cannot be read: ${problemText(fatal)}`, faults, rejected)
  if (rejected > 0 && options.allowRejects !== true) {
    const rowsText = rejected === 1 ? '1 row is' : `${rejected} rows are`
    throw new ListRefusedError(`${rowsText} broken, and nothing was published`, faults, rejected)
  }
  if (accepted === 0) throw new ListRefusedError('the list holds no member', faults, rejected)
  return { rejected, accepted }
}

function report({ onProgress }: LoadOptions, phase: LoadProgress['phase'], rows: number): void {
  if (rows % PROGRESS_EVERY === 0) onProgress?.({ phase, rows })
}

/** Without a sequence of its own a row, of a list or a change, is ordered by when its source vouched for it. */
function eventOf(item: ListMember | ListRemoval, options: LoadOptions, isLoad: boolean): TraderStatusEvent {
  const { kind, asOf, loadId, name } = options
  const sequence = item.sequence ?? Date.parse(asOf)
  const source: StatusSource = {
    kind: kind === 'changes' ? 'feed' : kind,
    asOf,
    ...(name !== undefined && { name }),
    ...('evidence' in item && item.evidence),
  }
  if ('removed' in item) return { kind: 'removed', ...item.removed, sequence, source }
  const { membership } = item
  return {
    kind: 'member',
    programme: membership.programme,
    sequence,
    membership,
    source,
    ...(isLoad && { loadId }),
  }
}
