import type { z } from 'zod'
import {
  ConsignmentAccepted,
  ConsignmentDecided,
  ConsignmentEnriched,
  ConsignmentState,
  DecisionRecord,
  ManifestState,
  PolicyActivated,
} from './events.ts'
import { PartyLink, TraderStatusEvent } from './membership.ts'

/** A topic as it is created and read: nobody guesses its name, its schema or its key. */
export type Topic = {
  readonly name: string
  /** Schema of the value; `undefined` where any supported format is carried (named by `content-type`). */
  readonly schema: z.ZodType | undefined
  /** What the key is, in words. */
  readonly key: string
  readonly partitions: number
  /** Milliseconds; -1 keeps for ever. */
  readonly retentionMs: number
  readonly cleanup: 'delete' | 'compact'
  readonly maxBytes: number
  readonly owner: string
  readonly readers: readonly string[]
  /** True when only the inspection and audit roles may read it. */
  readonly restricted: boolean
}

/** Every `consignment.*` topic has this count, and it is never changed. */
export const PARTITIONS = 12
const DAY = 86_400_000
const MIB = 1_048_576
/** Room that a dead letter needs beside the record it holds. */
const DLQ_HEADROOM = 65_536

const defaults = {
  partitions: PARTITIONS,
  retentionMs: 30 * DAY,
  cleanup: 'delete',
  maxBytes: MIB,
  restricted: false,
} as const

/** The topic catalogue, by the name that code uses. */
export const TOPICS = {
  manifestSubmitted: {
    ...defaults,
    name: 'manifest.submitted.v1',
    schema: undefined,
    key: 'manifest id',
    maxBytes: 16 * MIB,
    owner: 'contracts',
    readers: ['intake'],
  },
  manifestState: {
    ...defaults,
    name: 'manifest.state.v1',
    schema: ManifestState,
    key: 'manifest id',
    retentionMs: -1,
    cleanup: 'compact',
    owner: 'intake',
    readers: ['intake'],
  },
  consignmentAccepted: {
    ...defaults,
    name: 'consignment.accepted.v1',
    schema: ConsignmentAccepted,
    key: 'consignment id',
    owner: 'intake',
    readers: ['enrichment'],
  },
  consignmentEnriched: {
    ...defaults,
    name: 'consignment.enriched.v1',
    schema: ConsignmentEnriched,
    key: 'consignment id',
    retentionMs: 7 * DAY,
    owner: 'enrichment',
    readers: ['clearance'],
    restricted: true,
  },
  consignmentCleared: {
    ...defaults,
    name: 'consignment.cleared.v1',
    schema: ConsignmentDecided,
    key: 'consignment id',
    owner: 'clearance',
    readers: ['inspection queues', 'console'],
    restricted: true,
  },
  consignmentNeedsValidation: {
    ...defaults,
    name: 'consignment.needs-validation.v1',
    schema: ConsignmentDecided,
    key: 'consignment id',
    owner: 'clearance',
    readers: ['inspection queues', 'console'],
    restricted: true,
  },
  consignmentNotApplicable: {
    ...defaults,
    name: 'consignment.not-applicable.v1',
    schema: ConsignmentDecided,
    key: 'consignment id',
    owner: 'clearance',
    readers: ['console'],
    restricted: true,
  },
  consignmentDecided: {
    ...defaults,
    name: 'consignment.decided.v1',
    schema: ConsignmentState,
    key: 'consignment id',
    retentionMs: -1,
    cleanup: 'compact',
    owner: 'clearance',
    readers: ['clearance', 'registry'],
    restricted: true,
  },
  decisionRecord: {
    ...defaults,
    name: 'decision.record.v1',
    schema: DecisionRecord,
    key: 'consignment id',
    // 19 CFR 163.4: five years from entry, and one more for the entry itself to be made.
    retentionMs: 6 * 365 * DAY,
    owner: 'clearance',
    readers: ['audit'],
    restricted: true,
  },
  traderStatus: {
    ...defaults,
    name: 'trader.status.v1',
    schema: TraderStatusEvent,
    key: 'programme and member id',
    retentionMs: -1,
    owner: 'status feeds',
    readers: ['registry'],
    restricted: true,
  },
  partyLink: {
    ...defaults,
    name: 'party.link.v1',
    schema: PartyLink,
    key: 'party key',
    retentionMs: -1,
    owner: 'registry',
    readers: ['registry'],
    restricted: true,
  },
  policyActivated: {
    ...defaults,
    name: 'policy.activated.v1',
    schema: PolicyActivated,
    key: 'none',
    partitions: 1,
    retentionMs: -1,
    owner: 'cli',
    readers: ['clearance'],
  },
} as const satisfies Record<string, Topic>

/** Where the records of `topic` go that cannot be processed: same key and partitions, longer kept, a little larger. */
export function deadLetterTopic(topic: Topic): Topic {
  return {
    ...topic,
    name: `${topic.name}.dlq`,
    schema: undefined,
    retentionMs: 90 * DAY,
    cleanup: 'delete',
    maxBytes: topic.maxBytes + DLQ_HEADROOM,
    owner: topic.readers.join(', '),
    readers: ['operators'],
    restricted: true,
  }
}

const dlqSources = [
  TOPICS.manifestSubmitted,
  TOPICS.consignmentAccepted,
  TOPICS.consignmentEnriched,
  TOPICS.traderStatus,
  TOPICS.partyLink,
]

/** Every topic that must exist, dead-letter topics included. */
export const ALL_TOPICS: readonly Topic[] = [...Object.values(TOPICS), ...dlqSources.map(deadLetterTopic)]

/** The catalogue's entry for a topic's name, or for its short name without version; `undefined` if there is none. */
export function topicNamed(name: string): Topic | undefined {
  return ALL_TOPICS.find((topic) => topic.name === name || topic.name.replace('.v1', '') === name)
}

/** The CloudEvents type of a record of this topic. */
export const eventType = (topic: Topic): string => `trustlane.${topic.name}`
