import {
  type ConsignmentAccepted,
  type ConsignmentDecided,
  deadLetterTopic,
  type DecisionRecord,
  type Outcome,
  REVIEW_CLASSES,
  TOPICS,
} from '@trustlane/contracts'
import { aConsignment, aManifest, aMembership, aParty } from '@trustlane/contracts/testing'
import { type Incoming, type Outgoing, submission } from '@trustlane/event-log'
import { openEmbeddedStatusStore, type StatusStore } from '@trustlane/trader-status'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { AT, LANES, recordsOf, runFlow, valueOf } from './memory-flow.ts'

type Look = 'trusted' | 'plain' | 'suspended' | 'empty' | 'no-arrangement' | 'broken'
type Message = {
  readonly document: 'V1' | 'V2'
  readonly function: 'original' | 'replacement' | 'partial' | 'cancellation'
  readonly version: number | undefined
  readonly test: boolean
  readonly bills: readonly { readonly bill: 'B1' | 'B2' | 'B3'; readonly look: Look }[]
}
type Sent = { readonly messages: readonly Message[]; readonly on: number | undefined }

const FIRMS: Partial<Record<Look, string>> = { trusted: 'JPAEO00000001', suspended: 'JPAEO00000002' }

function bill({ bill, look }: Message['bills'][number]) {
  const number = FIRMS[look]
  const shipper = aParty({
    name: look === 'plain' ? 'Kaede Toys K.K.' : `Shipper ${number ?? 'unknown'}`,
    identifiers: [
      ...(number === undefined ? [] : [{ scheme: 'aeo' as const, value: number }]),
      ...(number === undefined ? [] : [{ scheme: 'mid' as const, value: 'JPAOBPRE123TOK' }]),
    ],
  })
  return {
    ...aConsignment({
      parties: [shipper, ...aConsignment().parties.slice(1)],
      ...(look === 'empty' && { outOfScope: 'empty-equipment' }),
      ...(look === 'no-arrangement' && { loading: { unlocode: 'ISREY', country: 'IS' } }),
    }),
    billNumber: look === 'broken' ? '' : bill,
  }
}

function manifest({ document, function: purpose, version, test, bills }: Message): object {
  const { manifestId: _, ...sent } = aManifest({ documentNumber: document, function: purpose, test })
  return { ...sent, ...(version !== undefined && { version }), consignments: bills.map(bill) }
}

const submit = ({ messages, on }: Sent, index: number): Outgoing & { on?: number } => {
  const body = messages.length === 1 ? manifest(messages[0]!) : messages.map(manifest)
  const record = submission({
    bytes: Buffer.from(JSON.stringify(body)),
    contentType: 'application/json',
    source: 'test',
    id: `sent-${index}`,
    manifestId: `TRIDENT:${messages[0]!.document}`,
    time: new Date(AT).toISOString(),
  })
  return on === undefined ? record : { ...record, on }
}

const aMessage: fc.Arbitrary<Message> = fc.record({
  document: fc.constantFrom('V1', 'V2'),
  function: fc.constantFrom('original', 'replacement', 'partial', 'cancellation'),
  version: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined, freq: 2 }),
  test: fc.boolean().map((test) => test),
  bills: fc.uniqueArray(
    fc.record({
      bill: fc.constantFrom('B1', 'B2', 'B3'),
      look: fc.constantFrom<Look>('trusted', 'plain', 'suspended', 'empty', 'no-arrangement', 'broken'),
    }),
    { maxLength: 3, selector: ({ bill }) => bill },
  ),
})
const aSubmission: fc.Arbitrary<Sent> = fc.record({
  messages: fc.array(aMessage, { minLength: 1, maxLength: 2 }),
  on: fc.option(fc.integer({ min: 0, max: 11 }), { nil: undefined, freq: 4 }),
})
const submissions = fc.array(aSubmission, { minLength: 1, maxLength: 8 })
const cuts = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 })

async function members(): Promise<StatusStore> {
  const store = await openEmbeddedStatusStore({ file: ':memory:' })
  const source = { kind: 'feed', asOf: new Date(AT - 60_000).toISOString() } as const
  const changes = Object.values(FIRMS).map(
    (number, offset) =>
      ({
        topic: TOPICS.traderStatus.name,
        partition: 0,
        offset,
        event: {
          kind: 'status',
          value: {
            kind: 'member',
            programme: 'JP-AEO',
            sequence: 1,
            source,
            membership: aMembership({
              memberId: number,
              names: [`Shipper ${number}`],
              identifiers: [{ scheme: 'aeo', value: number }],
              conveyance: [{ method: 'MID', value: 'JPAOBPRE123TOK', destination: 'US' }],
              ...(number === FIRMS.suspended && { status: 'suspended', statusFrom: '2026-05-01T00:00:00Z' }),
            }),
          },
        },
      }) as const,
  )
  await store.apply(changes)
  return store
}

type Flow = ReadonlyMap<string, readonly Incoming[]>
const acceptedIn = (flow: Flow) =>
  recordsOf(flow, TOPICS.consignmentAccepted).map((one) => valueOf(one) as ConsignmentAccepted)
const recordsIn = (flow: Flow) =>
  recordsOf(flow, TOPICS.decisionRecord).map((one) => valueOf(one) as DecisionRecord)

/** What somebody knows who reads one lane and nothing else. */
function readLane(flow: Flow, outcome: Outcome): string[] {
  const there = new Set<string>()
  for (const record of recordsOf(flow, LANES[outcome])) {
    const event = valueOf(record) as ConsignmentDecided
    if (event.kind === 'superseded') there.delete(event.consignmentId)
    else if (event.lane.outcome === outcome) there.add(event.consignmentId)
  }
  return [...there].toSorted()
}

/** The lanes as they must be, out of the decisions alone. */
function lanesByTheBook(flow: Flow): Record<Outcome, string[]> {
  const live = new Map<string, Map<string, DecisionRecord>>()
  for (const record of recordsIn(flow)) {
    const filings = live.get(record.consignmentId) ?? new Map<string, DecisionRecord>()
    live.set(record.consignmentId, filings)
    if (record.subject?.manifest.test === true) continue
    if (record.cause === 'withdrawal') filings.delete(record.filing.manifestId)
    else filings.set(record.filing.manifestId, record)
  }
  const lanes: Record<Outcome, string[]> = { cleared: [], 'needs-validation': [], 'not-applicable': [] }
  for (const [consignmentId, filings] of live) {
    const outcomes = [...filings.values()].map(({ decision }) => decision.outcome)
    const worst = (['needs-validation', 'cleared'] as const).find((outcome) => outcomes.includes(outcome))
    lanes[worst ?? 'not-applicable'].push(consignmentId)
  }
  return {
    cleared: lanes.cleared.toSorted(),
    'needs-validation': lanes['needs-validation'].toSorted(),
    'not-applicable': lanes['not-applicable'].toSorted(),
  }
}

const textOf = (flow: Flow): string =>
  JSON.stringify(
    [...flow].filter(([, records]) => records.length > 0).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )

describe('intake, enrichment and clearance together', () => {
  let store: StatusStore
  beforeAll(async () => {
    store = await members()
    return async () => store.close()
  })
  const run = async (sent: readonly Sent[], cut: readonly number[] = [500], isJoined = false) =>
    runFlow(sent.map(submit), store, cut, isJoined)

  test('reach every lane with the bills that the property is made of', async () => {
    const bills = (['trusted', 'plain', 'suspended'] as const).map((look, index) => ({
      bill: (['B1', 'B2', 'B3'] as const)[index]!,
      look,
    }))
    const message = { document: 'V1', function: 'original', version: undefined, test: false, bills } as const
    const flow = await run([
      { messages: [message], on: undefined },
      {
        messages: [
          { ...message, document: 'V2', function: 'partial', bills: [{ bill: 'B2', look: 'empty' }] },
        ],
        on: 3,
      },
    ])
    expect(readLane(flow, 'cleared')).toEqual(['TRIDENT:B1:US'])
    expect(readLane(flow, 'needs-validation')).toEqual(['TRIDENT:B2:US', 'TRIDENT:B3:US'])
    const classes = recordsIn(flow).map(({ decision }) => decision.review?.class)
    expect(REVIEW_CLASSES.filter((known) => classes.includes(known))).toEqual(['adverse', 'ordinary'])
  })

  test('decide each accepted filing exactly once, whatever is submitted', async () => {
    await fc.assert(
      fc.asyncProperty(submissions, cuts, async (sent, cut) => {
        const flow = await run(sent, cut)
        const filings = acceptedIn(flow).flatMap((event) => (event.kind === 'filing' ? [event.filing] : []))
        const name = (
          consignmentId: string,
          manifestId: string,
          version: number,
          isTest: boolean | undefined,
        ) => `${consignmentId} ${manifestId} ${version} ${isTest}`
        const decided = recordsIn(flow)
          .filter(({ cause }) => cause === 'filing')
          .map(({ consignmentId, filing, subject }) =>
            name(consignmentId, filing.manifestId, filing.version, subject?.manifest.test),
          )
        expect(decided.toSorted()).toEqual(
          filings
            .map(({ consignmentId, manifestId, version, manifest }) =>
              name(consignmentId, manifestId, version, manifest.test),
            )
            .toSorted(),
        )
        expect(new Set(decided).size).toBe(decided.length)
        const ids = recordsIn(flow).map(({ decisionId }) => decisionId)
        expect(new Set(ids).size).toBe(ids.length)
        expect(recordsIn(flow).length).toBe(acceptedIn(flow).length)
        expect(recordsOf(flow, deadLetterTopic(TOPICS.consignmentEnriched))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('leave each reader of one lane with exactly the consignments whose worst live filing is in it', async () => {
    await fc.assert(
      fc.asyncProperty(submissions, async (sent) => {
        const flow = await run(sent)
        const lanes = lanesByTheBook(flow)
        for (const outcome of ['cleared', 'needs-validation', 'not-applicable'] as const) {
          expect(readLane(flow, outcome)).toEqual(lanes[outcome])
        }
      }),
      { numRuns: 100 },
    )
  })

  test('give the same outputs however the batches are cut', async () => {
    await fc.assert(
      fc.asyncProperty(submissions, cuts, async (sent, cut) => {
        expect(textOf(await run(sent, cut))).toBe(textOf(await run(sent)))
      }),
      { numRuns: 60 },
    )
  })

  test('give the same outputs when enrichment and clearance run as one stage', async () => {
    const withoutEnriched = (flow: Flow): Flow =>
      new Map([...flow].filter(([queue]) => !queue.startsWith(TOPICS.consignmentEnriched.name)))
    await fc.assert(
      fc.asyncProperty(submissions, cuts, async (sent, cut) => {
        const joined = await run(sent, cut, true)
        expect(recordsOf(joined, TOPICS.consignmentEnriched)).toEqual([])
        expect(textOf(withoutEnriched(joined))).toBe(textOf(withoutEnriched(await run(sent))))
      }),
      { numRuns: 40 },
    )
  })
})
