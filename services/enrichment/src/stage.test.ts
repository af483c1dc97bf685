import { type ConsignmentAccepted, type ConsignmentEnriched, TOPICS, uuidOf } from '@trustlane/contracts'
import { aConsignment, aFiling, aMembership, aParty } from '@trustlane/contracts/testing'
import type { Outgoing } from '@trustlane/event-log'
import { aRecord, runOnce } from '@trustlane/event-log/testing'
import {
  openEmbeddedStatusStore,
  type PartyKeys,
  type StatusStore,
  StatusStoreError,
} from '@trustlane/trader-status'
import { describe, expect, test } from 'vitest'
import { createEnrichment, type EnrichmentOptions } from './stage.ts'

const AT = Date.UTC(2026, 5, 1)
const aeo = { scheme: 'aeo', value: 'JP-0001' } as const
const withAeo = aConsignment({
  parties: [aParty({ identifiers: [aeo] }), aParty({ role: 'consignee', name: 'Nobody' })],
})

let offset = 0
const event = (value: unknown) => {
  const filing = value as Extract<ConsignmentAccepted, { kind: 'filing' }>
  return aRecord({
    topic: TOPICS.consignmentAccepted.name,
    offset: offset++,
    timestamp: AT,
    key: filing.kind === undefined ? 'k' : (filing.filing?.consignmentId ?? 'k'),
    json: value,
    headers: { ce_id: Buffer.from(`A-${offset}`) },
  })
}
const filed = (over: Parameters<typeof aFiling>[0] = {}) => event({ kind: 'filing', filing: aFiling(over) })
const valueOf = ({ value }: Outgoing) => JSON.parse(Buffer.from(value!).toString()) as ConsignmentEnriched
const textOf = ({ headers }: Outgoing, name: string) => Buffer.from(headers[name] ?? '').toString()

async function storeWithMember(): Promise<StatusStore> {
  const store = await openEmbeddedStatusStore({ file: ':memory:' })
  const source = { kind: 'feed', asOf: '2026-06-01T00:00:00Z' } as const
  const membership = aMembership({ identifiers: [aeo] })
  const value = { kind: 'member', programme: 'JP-AEO', sequence: 1, membership, source } as const
  await store.apply([
    { topic: TOPICS.traderStatus.name, partition: 0, offset: 0, event: { kind: 'status', value } },
  ])
  return store
}
const stageOn = (store: EnrichmentOptions['store'], over: Partial<EnrichmentOptions> = {}) =>
  createEnrichment({ store, now: () => AT, ...over })

describe('createEnrichment', () => {
  test('finds the facts of each party, in its order, and carries the event on', async () => {
    const record = filed({ consignment: withAeo })
    const { outputs } = await runOnce(stageOn(await storeWithMember()), [record])
    const enriched = valueOf(outputs[0]!)
    expect(outputs[0]!.topic.name).toBe('consignment.enriched.v1')
    expect(outputs[0]!.key).toBe(record.key)
    expect(textOf(outputs[0]!, 'ce_id')).toBe(
      uuidOf(Buffer.from(record.headers['ce_id']!).toString(), 'enriched', 0),
    )
    expect(enriched).toMatchObject({
      kind: 'filing',
      filing: { consignment: withAeo },
      facts: {
        parties: [
          { kind: 'answered', memberships: [{ memberId: 'JP-0001', match: { grade: 'A' } }] },
          { kind: 'answered', memberships: [] },
        ],
        denials: [],
      },
    })
  })

  test('asks once for a whole batch, and deals the answer out in order', async () => {
    const store = await storeWithMember()
    const asked: number[] = []
    const counting = {
      async lookup(keys: readonly PartyKeys[], at: Date) {
        asked.push(keys.length)
        return store.lookup(keys, at)
      },
    }
    const recheck = { kind: 'recheck', filing: aFiling({ consignment: withAeo }), cause: { kind: 'status' } }
    const withdrawal = {
      kind: 'withdrawal',
      consignmentId: 'T:B9:US',
      filing: { manifestId: 'T:M', version: 2 },
      cause: 'cancelled',
    }
    const { outputs } = await runOnce(stageOn(counting), [filed(), event(withdrawal), event(recheck)])
    expect(asked).toEqual([3 + 2])
    const [plain, passed, again] = outputs.map(valueOf)
    expect(plain).toMatchObject({
      facts: { parties: [{ memberships: [{ match: { grade: 'D' } }] }, {}, {}] },
    })
    expect(passed).toEqual(withdrawal)
    expect(again).toMatchObject({
      kind: 'recheck',
      facts: { parties: [{ memberships: [{ memberId: 'JP-0001' }] }, {}] },
    })
  })

  test('asks nothing for withdrawals alone', async () => {
    const withdrawal = {
      kind: 'withdrawal',
      consignmentId: 'c',
      filing: { manifestId: 'm', version: 1 },
      cause: 'other',
    }
    const never = { lookup: async () => Promise.reject(new Error('asked')) }
    expect((await runOnce(stageOn(never), [event(withdrawal)])).outputs.map(valueOf)).toEqual([withdrawal])
  })

  test('answers unknown once the deadline of an outage has passed, with what identifies the party', async () => {
    let clock = AT
    const down = { lookup: async () => Promise.reject(new StatusStoreError('STATUS_DOWN', 'no answer')) }
    const stage = stageOn(down, {
      now: () => clock,
      outageDeadlineMs: 10_000,
      wait: async (ms) => {
        clock += ms
      },
    })
    const { outputs } = await runOnce(stage, [filed({ consignment: withAeo })])
    expect(clock).toBe(AT + 10_000)
    expect(valueOf(outputs[0]!)).toMatchObject({
      facts: {
        parties: [
          { kind: 'unknown', key: 'id:aeo:JP0001', cause: 'store-down' },
          { kind: 'unknown', cause: 'store-down' },
        ],
        lists: {},
      },
    })
  })

  test('lets an error through that is no outage', async () => {
    const broken = { lookup: async () => Promise.reject(new TypeError('bug')) }
    const { outputs } = await runOnce(stageOn(broken), [filed()])
    expect(outputs.map((output) => textOf(output, 'dlq.reason'))).toEqual(['STAGE_BUG'])
  })

  test('puts aside what breaks the contract, and enriches the rest', async () => {
    const { outputs } = await runOnce(stageOn(await storeWithMember()), [event({ kind: 'filing' }), filed()])
    expect(outputs.map((output) => output.topic.name)).toEqual([
      'consignment.accepted.v1.dlq',
      'consignment.enriched.v1',
    ])
    expect(textOf(outputs[0]!, 'dlq.reason')).toBe('SCHEMA_INVALID')
  })

  test('answers unknown where the facts would not fit the topic', async () => {
    const conveyance = [{ method: 'MID', value: 'x'.repeat(1_000_000) } as const]
    const store = await openEmbeddedStatusStore({ file: ':memory:' })
    const value = {
      kind: 'member',
      programme: 'JP-AEO',
      sequence: 1,
      membership: aMembership({ identifiers: [aeo], conveyance }),
      source: { kind: 'feed', asOf: '2026-06-01T00:00:00Z' },
    } as const
    await store.apply([{ topic: 't', partition: 0, offset: 0, event: { kind: 'status', value } }])
    const { outputs } = await runOnce(stageOn(store), [filed({ consignment: withAeo })])
    expect(valueOf(outputs[0]!)).toMatchObject({
      facts: { parties: [{ kind: 'unknown', cause: 'other' }, {}] },
    })
  })
})
