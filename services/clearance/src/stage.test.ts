import {
  type ConsignmentDecided,
  type ConsignmentEnriched,
  type ConsignmentState,
  type DecisionRecord,
  type Facts,
  type Filing,
  TOPICS,
  uuidOf,
} from '@trustlane/contracts'
import { aConsignment, aFiling, aFoundMembership, aHeader, aParty } from '@trustlane/contracts/testing'
import type { Incoming, Outgoing } from '@trustlane/event-log'
import { aRecord, runOnce } from '@trustlane/event-log/testing'
import { builtInArrangements } from '@trustlane/mra'
import { describe, expect, test } from 'vitest'
import { createClearance } from './stage.ts'

const AT = Date.UTC(2026, 5, 1)
const clearance = createClearance({ now: () => AT, build: '0.1.0+test' })

/** The shipper gives its MID and is a certified member; the list is an hour old. */
const trusted: Facts = {
  parties: [
    { kind: 'answered', key: 'id:mid:JPAOBPRE123TOK', memberships: [member()] },
    { kind: 'answered', memberships: [] },
    { kind: 'answered', memberships: [] },
  ],
  lists: { 'JP-AEO': { list: 'complete', asOf: asOf(), partial: false, members: 1 } },
  denials: [],
}
/** The same shipper, suspended. */
const suspended: Facts = {
  ...trusted,
  parties: [
    {
      kind: 'answered',
      key: 'id:mid:JPAOBPRE123TOK',
      memberships: [member({ status: 'suspended', statusFrom: '2026-05-01T00:00:00Z' })],
    },
    ...trusted.parties.slice(1),
  ],
}
const down: Facts = {
  parties: trusted.parties.map(() => ({ kind: 'unknown', cause: 'store-down' })),
  lists: {},
  denials: [],
}

function asOf(): string {
  return new Date(AT - 3_600_000).toISOString()
}
function member(over: Parameters<typeof aFoundMembership>[0] = {}) {
  return aFoundMembership({ source: { kind: 'complete', asOf: asOf() }, ...over })
}

const aShipment = aConsignment()
const consignment = {
  ...aShipment,
  parties: [
    aParty({ identifiers: [{ scheme: 'mid', value: 'JPAOBPRE123TOK' }] }),
    ...aShipment.parties.slice(1),
  ],
}
const filing = (manifestId = 'TRIDENT:V1', version = 1, over: Partial<Filing> = {}): Filing =>
  aFiling({ manifestId, version, manifest: aHeader({ manifestId }), consignment, ...over })
const { consignmentId } = filing()

let offset = 0
function event(value: ConsignmentEnriched | object, over: Partial<Incoming> = {}): Incoming {
  offset += 1
  return aRecord({
    topic: TOPICS.consignmentEnriched.name,
    key: consignmentId,
    offset,
    timestamp: AT,
    json: value,
    headers: { ce_id: Buffer.from(`E-${offset}`) },
    ...over,
  })
}
const filed = (facts: Facts, manifestId?: string, version?: number, over?: Partial<Filing>) =>
  event({ kind: 'filing', filing: filing(manifestId, version, over), facts })
const withdrawn = (manifestId: string, version: number) =>
  event({ kind: 'withdrawal', consignmentId, filing: { manifestId, version }, cause: 'cancelled' })
const rechecked = (facts: Facts, manifestId?: string, version?: number) =>
  event({ kind: 'recheck', filing: filing(manifestId, version), cause: { kind: 'status' }, facts })

const textOf = ({ headers }: Outgoing, name: string) =>
  headers[name] === undefined ? undefined : Buffer.from(headers[name]).toString()
const json = ({ value }: Outgoing): unknown => JSON.parse(Buffer.from(value!).toString())
const records = (outputs: readonly Outgoing[]) =>
  outputs
    .filter(({ topic }) => topic.name === TOPICS.decisionRecord.name)
    .map((one) => json(one) as DecisionRecord)
/** `cleared: decided` and so on, for all that went to the lanes. */
const told = (outputs: readonly Outgoing[]) =>
  outputs
    .filter(
      ({ topic }) => /^consignment\.(?:cleared|needs|not)/.test(topic.name) && !topic.name.endsWith('.dlq'),
    )
    .map(
      (one) =>
        `${one.topic.name.replace(/^consignment\.|\.v1$/g, '')}: ${(json(one) as ConsignmentDecided).kind}`,
    )

async function feed(batch: readonly Incoming[], stage = clearance) {
  let state: Map<string, ConsignmentState> = new Map()
  let outputs: readonly Outgoing[] = []
  for (const record of batch) ({ outputs, state } = await runOnce(stage, [record], state))
  return { outputs, state }
}

describe('createClearance', () => {
  test('records a decision in full, and publishes it on its lane', async () => {
    const record = filed(trusted)
    const { outputs } = await feed([record])
    const id = textOf({ ...record, topic: TOPICS.consignmentEnriched }, 'ce_id')!
    expect(outputs.map(({ topic }) => topic.name)).toEqual(['decision.record.v1', 'consignment.cleared.v1'])
    expect(outputs.map(({ key }) => key)).toEqual([consignmentId, consignmentId])
    expect(json(outputs[0]!)).toMatchObject({
      decisionId: uuidOf(id, 'decision', 0),
      consignmentId,
      filing: { manifestId: 'TRIDENT:V1', version: 1 },
      cause: 'filing',
      subject: filing(),
      facts: trusted,
      decision: {
        outcome: 'cleared',
        at: new Date(AT).toISOString(),
        digests: { arrangements: builtInArrangements.digest },
      },
      build: '0.1.0+test',
    })
    expect(json(outputs[1]!)).toMatchObject({
      kind: 'decided',
      decisionId: uuidOf(id, 'decision', 0),
      lane: { outcome: 'cleared', filing: { manifestId: 'TRIDENT:V1', version: 1 } },
      consignment,
      decidedAt: new Date(AT).toISOString(),
    })
    expect(textOf(outputs[1]!, 'ce_id')).toBe(uuidOf(id, 'decided', 0))
    expect(textOf(outputs[1]!, 'ce_source')).toBe('trustlane/clearance')
    expect(textOf(outputs[1]!, 'trustlane-outcome')).toBe('cleared')
    expect(textOf(outputs[1]!, 'trustlane-review-class')).toBeUndefined()
  })

  test('names the class of a review in a header', async () => {
    const { outputs } = await feed([filed(suspended)])
    expect(told(outputs)).toEqual(['needs-validation: decided'])
    expect(textOf(outputs[1]!, 'trustlane-outcome')).toBe('needs-validation')
    expect(textOf(outputs[1]!, 'trustlane-review-class')).toBe('adverse')
  })

  test.each([
    {
      when: 'a new version is worse',
      steps: [filed(trusted), filed(suspended, 'TRIDENT:V1', 2)],
      told: ['cleared: superseded', 'needs-validation: decided'],
    },
    {
      when: 'another manifest clears',
      steps: [filed(suspended), filed(trusted, 'FEEDER:V9')],
      told: ['needs-validation: decided'],
    },
    {
      when: 'it is withdrawn',
      steps: [filed(trusted), withdrawn('TRIDENT:V1', 2)],
      told: ['cleared: superseded', 'not-applicable: decided'],
    },
    {
      when: 'the worse manifest is withdrawn',
      steps: [filed(suspended), filed(trusted, 'FEEDER:V9'), withdrawn('TRIDENT:V1', 2)],
      told: ['needs-validation: superseded', 'cleared: decided', 'not-applicable: decided'],
    },
    {
      when: 'a recheck finds it suspended',
      steps: [filed(trusted), rechecked(suspended)],
      told: ['cleared: superseded', 'needs-validation: decided'],
    },
    { when: 'a recheck finds the same', steps: [filed(trusted), rechecked(trusted)], told: [] },
    {
      when: 'the store is back',
      steps: [filed(down), rechecked(trusted)],
      told: ['needs-validation: superseded', 'cleared: decided'],
    },
  ])('moves the lane as the worst live filing does: $when', async ({ steps, told: expected }) => {
    const { outputs } = await feed(steps)
    expect(records(outputs)).toHaveLength(1)
    expect(told(outputs)).toEqual(expected)
  })

  test('links a decision to the one whose place it takes', async () => {
    const { outputs } = await feed([filed(trusted), filed(suspended, 'TRIDENT:V1', 2)])
    const [superseded, decided] = outputs.slice(1).map((one) => json(one) as ConsignmentDecided)
    expect(superseded).toMatchObject({
      by: decided!.decisionId,
      from: { outcome: 'cleared' },
      to: { class: 'adverse' },
    })
    expect(decided).toMatchObject({ supersedes: superseded!.decisionId })
    expect(records(outputs)[0]).toMatchObject({ supersedes: superseded!.decisionId })
  })

  test('keeps tests off the inspection lanes, beside a live filing and alone', async () => {
    const testing = (facts: Facts) =>
      filed(facts, 'TRIDENT:V1', 1, { manifest: aHeader({ manifestId: 'TRIDENT:V1', test: true }) })
    expect(told((await feed([testing(suspended)])).outputs)).toEqual(['not-applicable: decided'])
    const { outputs, state } = await feed([filed(trusted), testing(suspended)])
    expect(told(outputs)).toEqual(['not-applicable: decided'])
    expect(state.get(consignmentId)?.lane?.outcome).toBe('cleared')
  })

  test('hands the last decision of the same manifest to the rules, and of no other', async () => {
    const { outputs } = await feed([
      filed(suspended),
      filed(trusted, 'FEEDER:V9'),
      filed(trusted, 'TRIDENT:V1', 2),
    ])
    expect(records(outputs)[0]?.facts?.previous).toMatchObject({
      version: 1,
      outcome: 'needs-validation',
      reviewClass: 'adverse',
      blocked: [{ role: 'consignor', key: 'id:mid:JPAOBPRE123TOK' }],
    })
    expect(
      records((await feed([filed(suspended), filed(trusted, 'FEEDER:V9')])).outputs)[0]?.facts?.previous,
    ).toBeUndefined()
  })

  test('never lets a key party that was blocked be swapped for another, not even by way of a withdrawal or a recheck', async () => {
    const swapped: Facts = {
      ...trusted,
      parties: [
        { kind: 'answered', key: 'id:mid:JPOTHTRD9TOK', memberships: [member({ memberId: 'JP-0002' })] },
        ...trusted.parties.slice(1),
      ],
    }
    const steps = [filed(suspended), filed(swapped, 'TRIDENT:V1', 2)]
    const codes = async (batch: readonly Incoming[]) =>
      records((await feed(batch)).outputs)[0]?.decision.reasons.map(({ code }) => code)
    expect(await codes(steps)).toContain('KEY_PARTY_CHANGED')
    expect(await codes([...steps, rechecked(swapped, 'TRIDENT:V1', 2)])).toContain('KEY_PARTY_CHANGED')
    expect(await codes([...steps, filed(swapped, 'TRIDENT:V1', 3)])).toContain('KEY_PARTY_CHANGED')
    expect(
      await codes([filed(suspended), withdrawn('TRIDENT:V1', 2), filed(swapped, 'TRIDENT:V1', 3)]),
    ).toContain('KEY_PARTY_CHANGED')
  })

  test('takes a name that is corrected after a withdrawal for what it is in ordinary trade', async () => {
    const unknown = (key: string): Facts => ({
      ...trusted,
      parties: [{ kind: 'answered', key, memberships: [] }, ...trusted.parties.slice(1)],
    })
    const { outputs } = await feed([
      filed(unknown('n1:aoba')),
      withdrawn('TRIDENT:V1', 2),
      filed(unknown('n1:aoba precision'), 'TRIDENT:V1', 3),
    ])
    expect(records(outputs)[0]?.decision.review).toEqual({ class: 'ordinary' })
  })

  test.each([
    {
      when: 'is no longer the newest',
      steps: [filed(trusted), filed(trusted, 'TRIDENT:V1', 2), rechecked(suspended, 'TRIDENT:V1', 1)],
    },
    {
      when: 'is withdrawn',
      steps: [filed(trusted), withdrawn('TRIDENT:V1', 2), rechecked(suspended, 'TRIDENT:V1', 2)],
    },
  ])('ignores the recheck of a filing that $when', async ({ steps }) => {
    expect((await feed(steps)).outputs).toEqual([])
  })

  test('records a filing that comes after a newer one, and moves nothing', async () => {
    const newest = [filed(trusted, 'TRIDENT:V1', 3)]
    const { outputs, state } = await feed([...newest, filed(suspended, 'TRIDENT:V1', 2)])
    expect(outputs.map(({ topic }) => topic.name)).toEqual(['decision.record.v1'])
    expect(state).toEqual((await feed(newest)).state)
  })

  test('never goes back in time within a consignment', async () => {
    let clock = AT + 10_000
    const stage = createClearance({ now: () => clock, build: 'b' })
    const first = await runOnce(stage, [filed(trusted)])
    clock = AT
    const second = await runOnce(stage, [filed(trusted, 'TRIDENT:V1', 2)], first.state)
    expect(records(second.outputs)[0]?.decision.at).toBe(new Date(AT + 10_000).toISOString())
    const third = await runOnce(
      stage,
      [{ ...filed(trusted, 'TRIDENT:V1', 3), timestamp: AT + 20_000 }],
      second.state,
    )
    expect(records(third.outputs)[0]?.decision.at).toBe(new Date(AT + 20_000).toISOString())
  })

  test('gives the same bytes for the same batch and state', async () => {
    const batch = [filed(trusted), filed(suspended, 'FEEDER:V9'), withdrawn('FEEDER:V9', 2)]
    expect(await runOnce(clearance, batch)).toEqual(await runOnce(clearance, batch))
  })

  test.each([
    { when: 'is no JSON', record: event({}, { value: Buffer.from('{') }) },
    { when: 'breaks the contract', record: event({ kind: 'filing', filing: filing() }) },
    { when: 'has no value', record: event({}, { value: null }) },
  ])('puts a record aside that $when', async ({ record }) => {
    const { outputs, state } = await feed([record])
    expect(outputs.map((one) => textOf(one, 'dlq.reason'))).toEqual(['SCHEMA_INVALID'])
    expect(state.size).toBe(0)
  })
})

describe('a failure', () => {
  const broken = createClearance({
    now: () => AT,
    build: 'b',
    arrangements: {
      ...builtInArrangements,
      between() {
        throw new TypeError('between is broken')
      },
    },
  })

  test('of the rules takes the consignment off the cleared lane, and leaves a dead letter', async () => {
    const { state } = await feed([filed(trusted)])
    const { outputs, state: after } = await runOnce(broken, [filed(trusted, 'TRIDENT:V1', 2)], state)
    expect(textOf(outputs[0]!, 'dlq.reason')).toBe('STAGE_BUG')
    expect(told(outputs)).toEqual(['cleared: superseded', 'needs-validation: decided'])
    expect(records(outputs)).toMatchObject([
      {
        cause: 'failure',
        decision: { primary: { code: 'PROCESSING_FAILED' }, review: { class: 'system' }, retryable: true },
      },
    ])
    expect(after.get(consignmentId)?.lane).toMatchObject({ outcome: 'needs-validation', class: 'system' })
    const again = await runOnce(clearance, [rechecked(trusted, 'TRIDENT:V1', 2)], after)
    expect(told(again.outputs)).toEqual(['needs-validation: superseded', 'cleared: decided'])
  })

  test('of the rules on a test stays off the inspection lanes', async () => {
    const manifest = aHeader({ manifestId: 'TRIDENT:V1', test: true })
    const { outputs } = await feed([filed(trusted, 'TRIDENT:V1', 1, { manifest })], broken)
    expect(told(outputs)).toEqual(['not-applicable: decided'])
  })

  test('leaves what cannot be read, and a withdrawal, to the dead letter alone', () => {
    const state = { get: () => undefined, set: () => undefined }
    const failure = new Error('bug')
    const unreadable = { ...filed(trusted), value: Buffer.from('{') }
    expect(clearance.onFailure!(unreadable, failure, state)).toEqual([])
    expect(clearance.onFailure!(withdrawn('TRIDENT:V1', 2), failure, state)).toEqual([])
  })

  test('ends the run when it goes on record after record', async () => {
    const many = Array.from({ length: 25 }, () => filed(trusted))
    await expect(runOnce(broken, many)).rejects.toMatchObject({ code: 'TOO_MANY_FAILURES' })
  })
})
