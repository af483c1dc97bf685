import { type PartyLink, TOPICS, type TraderStatusEvent } from '@trustlane/contracts'
import { aMembership } from '@trustlane/contracts/testing'
import type { Outgoing } from '@trustlane/event-log'
import { aRecord } from '@trustlane/event-log/testing'
import { openEmbeddedStatusStore, type StatusChange, StatusStoreError } from '@trustlane/trader-status'
import { describe, expect, test } from 'vitest'
import { createRegistry, type RegistryOptions } from './stage.ts'

const AT = Date.UTC(2026, 5, 1)
const source = { kind: 'feed', asOf: '2026-06-01T00:00:00Z' } as const
const member = (over: Partial<Extract<TraderStatusEvent, { kind: 'member' }>> = {}): TraderStatusEvent => ({
  kind: 'member',
  programme: 'JP-AEO',
  sequence: 1,
  membership: aMembership(),
  source,
  ...over,
})
const link: PartyLink = {
  linkId: 'L-1',
  key: 'id:duns:123456789',
  member: { programme: 'JP-AEO', memberId: 'JP-0001' },
  grounds: 'certificate-seen',
  evidence: 'certificate 17',
  state: 'confirmed',
  madeBy: 'ito',
  madeAt: '2026-05-01T00:00:00Z',
  checkedBy: 'sato',
  checkedAt: '2026-05-02T00:00:00Z',
  validFrom: '2026-05-02T00:00:00Z',
  validTo: '2027-05-02T00:00:00Z',
}
const status = (offset: number, json: unknown) =>
  aRecord({ topic: TOPICS.traderStatus.name, partition: 3, offset, json })

async function scene(over: Partial<RegistryOptions> = {}) {
  const store = await openEmbeddedStatusStore({ file: ':memory:' })
  const steps: string[] = []
  const letters: Outgoing[] = []
  const registry = createRegistry({
    store: {
      marks: async () => store.marks(),
      async apply(changes) {
        steps.push(`apply ${changes.map(({ event }) => event.kind).join(' ')}`)
        await store.apply(changes)
      },
    },
    now: () => AT,
    async deadLetters(records) {
      steps.push(`put aside ${records.length}`)
      letters.push(...records)
    },
    ...over,
  })
  return { store, registry, steps, letters }
}

const headersOf = ({ headers }: Outgoing): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value).toString()]))

describe('createRegistry', () => {
  test('applies statuses and links, and continues from the marks that were stored with them', async () => {
    const { store, registry, letters } = await scene()
    expect(registry.topics.map(({ name }) => name)).toEqual(['trader.status.v1', 'party.link.v1'])
    await registry.sink([status(7, member())])
    await registry.sink([aRecord({ topic: TOPICS.partyLink.name, partition: 1, offset: 2, json: link })])
    expect(await store.find('JP-0001')).toHaveLength(1)
    expect(await store.links()).toEqual([link])
    expect(await registry.positions()).toEqual(
      new Map([
        ['trader.status.v1/3', 8],
        ['party.link.v1/1', 3],
      ]),
    )
    expect(letters).toEqual([])
  })

  test.each([
    { when: 'has no value', record: { ...status(0, null), value: null }, says: 'no value' },
    { when: 'is not JSON', record: { ...status(0, null), value: Buffer.from('{') }, says: 'not JSON' },
    { when: 'lacks a field', record: status(0, { ...member(), sequence: undefined }), says: 'sequence' },
    {
      when: 'names an unknown programme',
      record: status(0, member({ programme: 'JP-OEA' })),
      says: 'JP-AEO',
    },
    {
      when: 'holds the membership of an unknown programme',
      record: status(0, member({ membership: aMembership({ programme: 'XX-AEO' }) })),
      says: 'XX-AEO',
    },
    {
      when: 'holds the membership of another programme',
      record: status(0, member({ membership: aMembership({ programme: 'KR-AEO' }) })),
      says: 'KR-AEO',
    },
    {
      when: 'links to an unknown programme',
      record: aRecord({
        topic: TOPICS.partyLink.name,
        json: { ...link, member: { programme: 'ZZ-TOP', memberId: '1' } },
      }),
      says: 'ZZ-TOP',
    },
    {
      when: 'is a statement against an unknown programme',
      record: aRecord({
        topic: TOPICS.partyLink.name,
        json: { ...link, member: undefined, notMember: { programme: 'ZZ-TOP', memberId: '1' } },
      }),
      says: 'ZZ-TOP',
    },
  ])('puts a record aside that $when, then passes it over', async ({ record, says }) => {
    const { store, registry, steps, letters } = await scene()
    await registry.sink([record])
    expect(steps).toEqual(['put aside 1', 'apply skip'])
    expect(headersOf(letters[0]!)).toMatchObject({
      'dlq.reason': 'SCHEMA_INVALID',
      'dlq.stage': 'registry',
      'dlq.original.topic': record.topic,
    })
    expect(headersOf(letters[0]!)['dlq.detail']).toContain(says)
    expect((await registry.positions()).get(`${record.topic}/${record.partition}`)).toBe(record.offset + 1)
    expect(await store.find('JP-0001')).toEqual([])
  })

  test('applies the good records around a bad one', async () => {
    const { store, registry, letters } = await scene()
    const other = aMembership({ memberId: 'JP-0002' })
    await registry.sink([
      status(0, member()),
      status(1, {}),
      status(2, member({ sequence: 2, membership: other })),
    ])
    expect(letters).toHaveLength(1)
    expect(await store.find('JP-0001')).toHaveLength(1)
    expect(await store.find('JP-0002')).toHaveLength(1)
  })

  test('lets the failure of a store that is down through, and puts nothing aside twice', async () => {
    const applied: StatusChange[] = []
    let isDown = true
    const { registry, letters } = await scene({
      store: {
        marks: async () => new Map(),
        async apply(changes) {
          if (isDown) throw new StatusStoreError('STATUS_DOWN', 'no answer')
          applied.push(...changes)
        },
      },
    })
    const batch = [status(0, {}), status(1, member())]
    await expect(registry.sink(batch)).rejects.toMatchObject({ retriable: true })
    isDown = false
    await registry.sink(batch)
    expect(applied.map(({ event }) => event.kind)).toEqual(['skip', 'status'])
    expect(letters).toHaveLength(1)
    await registry.sink([status(2, {})])
    expect(letters).toHaveLength(2)
  })

  test('moves no mark when the dead letter could not be made durable', async () => {
    const { store, registry, steps } = await scene({
      deadLetters: async () => {
        throw Object.assign(new Error('log full'), { retriable: true })
      },
    })
    await expect(registry.sink([status(0, {})])).rejects.toThrow('log full')
    expect(steps).toEqual([])
    expect(await store.marks()).toEqual(new Map())
  })

  test('refuses a record of a topic that it does not follow', async () => {
    const { registry } = await scene()
    await expect(registry.sink([aRecord({ topic: 'else.v1' })])).rejects.toThrow('else.v1')
  })
})
