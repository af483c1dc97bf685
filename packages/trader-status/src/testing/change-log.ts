import {
  type Membership,
  type PartyLink,
  type StatusSource,
  TOPICS,
  type TraderStatusEvent,
} from '@trustlane/contracts'
import type { StatusChange, StatusStore } from '../port.ts'

type Removed = Extract<TraderStatusEvent, { kind: 'removed' }>
type LoadBegin = Extract<TraderStatusEvent, { kind: 'load-begin' }>
type Member = Extract<TraderStatusEvent, { kind: 'member' }>

export const AS_OF = '2026-06-01T00:00:00Z'
/** Half a day after `AS_OF`. */
export const AT = new Date('2026-06-01T12:00:00Z')

const FEED: StatusSource = { kind: 'feed', asOf: AS_OF }

/** A member record: a change of the list in force, or a row of a load when `loadId` is given. */
export const memberEvent = (membership: Membership, over: Partial<Member> = {}): TraderStatusEvent => ({
  kind: 'member',
  programme: membership.programme,
  sequence: 0,
  membership,
  source: FEED,
  ...over,
})

export const removedEvent = (memberId: string, over: Partial<Removed> = {}): TraderStatusEvent => ({
  kind: 'removed',
  programme: 'JP-AEO',
  memberId,
  sequence: 0,
  source: FEED,
  ...over,
})

export const loadBegin = (loadId: string, over: Partial<LoadBegin> = {}): TraderStatusEvent => ({
  kind: 'load-begin',
  programme: 'JP-AEO',
  loadId,
  list: 'complete',
  asOf: AS_OF,
  partitions: 1,
  rejected: 0,
  ...over,
})

export const loadEnd = (
  loadId: string,
  count: number,
  partition = 0,
  programme = 'JP-AEO',
): TraderStatusEvent => ({
  kind: 'load-end',
  programme,
  loadId,
  partition,
  count,
})

/** A confirmed link of two people, good for the whole of 2026. */
export const aLink = (over: Partial<PartyLink> = {}): PartyLink => ({
  linkId: 'link-1',
  key: 'id:mid:JPAOB123TOK',
  member: { programme: 'JP-AEO', memberId: 'JP-0001' },
  grounds: 'certificate-seen',
  evidence: 'certificate 17, scan in file 4',
  state: 'confirmed',
  madeBy: 'ann',
  madeAt: '2026-01-01T00:00:00Z',
  checkedBy: 'ben',
  checkedAt: '2026-01-01T00:00:00Z',
  validFrom: '2026-01-01T00:00:00Z',
  validTo: '2027-01-01T00:00:00Z',
  ...over,
})

type List = {
  readonly programme?: string
  readonly list?: LoadBegin['list']
  readonly asOf?: string
  readonly loadId?: string
  readonly rejected?: number
}

/** Applies records to a store as a log would give them: with the next offset of their partition. */
export function changeLog(store: StatusStore) {
  const next = new Map<string, number>()
  let loads = 0

  function changesOn(
    topic: string,
    partition: number,
    events: readonly StatusChange['event'][],
  ): StatusChange[] {
    const place = `${topic}/${partition}`
    return events.map((event) => {
      const offset = next.get(place) ?? 0
      next.set(place, offset + 1)
      return { topic, partition, offset, event }
    })
  }

  async function status(partition: number, ...events: readonly TraderStatusEvent[]): Promise<void> {
    const changes = events.map((value) => ({ kind: 'status', value }) as const)
    await store.apply(changesOn(TOPICS.traderStatus.name, partition, changes))
  }

  return {
    /** Records of one partition of `trader.status`, in one `apply`. */
    status,
    /** Links, on partition 0 of `party.link`. */
    async links(...links: readonly PartyLink[]): Promise<void> {
      const changes = links.map((value) => ({ kind: 'link', value }) as const)
      await store.apply(changesOn(TOPICS.partyLink.name, 0, changes))
    },
    /** A whole list, begin to end, on one partition. */
    async list(members: readonly Membership[], over: List = {}): Promise<void> {
      loads += 1
      const {
        programme = 'JP-AEO',
        list = 'complete',
        asOf = AS_OF,
        loadId = `load-${loads}`,
        rejected = 0,
      } = over
      const source: StatusSource = { kind: list, asOf }
      await status(
        0,
        loadBegin(loadId, { programme, list, asOf, rejected }),
        ...members.map((membership) => memberEvent(membership, { loadId, source })),
        loadEnd(loadId, members.length, 0, programme),
      )
    },
  }
}
