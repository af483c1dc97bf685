import { type PartyLink, TOPICS, type Topic, type TraderStatusEvent } from '@trustlane/contracts'
import { type EventValue, eventValue, type Incoming, type Problem } from '@trustlane/event-log'
import { PROGRAMMES, programmeNamed } from '@trustlane/mra'
import type { StatusChange } from '@trustlane/trader-status'

/** A record as a change of the store. Where it says nothing usable: why, and a change that only moves the mark. */
export type ReadChange = {
  readonly record: Incoming
  readonly topic: Topic
  readonly change: StatusChange
  readonly problem?: Problem
}

/** Reads a record of `trader.status` or `party.link`; throws on one of another topic, which is bad wiring. */
export function readChange(record: Incoming): ReadChange {
  if (record.topic === TOPICS.traderStatus.name) {
    return readAs(
      'status',
      TOPICS.traderStatus,
      record,
      eventValue(TOPICS.traderStatus, record),
      namedByStatus,
    )
  }
  if (record.topic === TOPICS.partyLink.name) {
    return readAs('link', TOPICS.partyLink, record, eventValue(TOPICS.partyLink, record), namedByLink)
  }
  throw new Error(`The registry does not read ${record.topic}`)
}

type Named = { readonly place: string; readonly programme: string }

function readAs<K extends 'status' | 'link', V extends Extract<StatusChange['event'], { kind: K }>['value']>(
  kind: K,
  topic: Topic,
  record: Incoming,
  read: EventValue<V>,
  namedBy: (value: V) => readonly Named[],
): ReadChange {
  const problem = read.ok ? programmeProblem(namedBy(read.value)) : read.problem
  const event = read.ok && problem === undefined ? { kind, value: read.value } : { kind: 'skip' }
  const change = {
    topic: record.topic,
    partition: record.partition,
    offset: record.offset,
    event,
  } as StatusChange
  return problem === undefined ? { record, topic, change } : { record, topic, change, problem }
}

const namedByStatus = (event: TraderStatusEvent): readonly Named[] => [
  { place: 'programme', programme: event.programme },
  ...(event.kind === 'member'
    ? [{ place: 'membership.programme', programme: event.membership.programme }]
    : []),
]

const namedByLink = ({ member, notMember }: PartyLink): readonly Named[] => [
  ...(member === undefined ? [] : [{ place: 'member.programme', programme: member.programme }]),
  ...(notMember === undefined ? [] : [{ place: 'notMember.programme', programme: notMember.programme }]),
]

function programmeProblem(named: readonly Named[]): Problem | undefined {
  const unknown = named.filter(({ programme }) => programmeNamed(programme) === undefined)
  if (unknown.length > 0) {
    const known = PROGRAMMES.map(({ code }) => code).join(', ')
    return {
      title: 'Unknown programme',
      detail: `There is no programme ${unknown[0]!.programme}; known: ${known}`,
      errors: unknown.map(({ place, programme }) => ({ place, message: `${programme} is not known` })),
    }
  }
  const [first, other] = named
  if (named[1]?.place !== 'membership.programme' || first?.programme === other?.programme) return undefined
  return {
    title: 'Two programmes in one record',
    detail: `The record is ${first!.programme}'s, its membership ${other!.programme}'s`,
    errors: [{ place: other!.place, message: `expected ${first!.programme}` }],
  }
}
