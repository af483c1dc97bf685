import type { Topic } from '@trustlane/contracts'
import type { EventLog } from '@trustlane/event-log'
import type { StatusStore } from '@trustlane/trader-status'

/** What a process that owns a data folder lets others on this machine do with it. */
export type Control = Pick<EventLog, 'append' | 'read' | 'positions'> &
  Pick<StatusStore, 'find' | 'links' | 'lists' | 'marks'> & {
    partitions(topic: Topic): Promise<number>
  }

/** Largest body of one `append`, in bytes as sent: some 48 MiB of records. */
export const MAX_BODY = 64 * 1_048_576
/** Records that one `read` gives at most. */
export const MAX_PAGE = 1000
