import {
  type ConsignmentAccepted,
  type Manifest,
  type ManifestState,
  manifestIdOf,
  TOPICS,
  uuidOf,
} from '@trustlane/contracts'
import { aConsignment, aManifest } from '@trustlane/contracts/testing'
import { type Incoming, type Outgoing, partitionFor, redriveOf } from '@trustlane/event-log'
import { aRecord, runOnce } from '@trustlane/event-log/testing'
import { describe, expect, test } from 'vitest'
import { createIntake } from './stage.ts'

const AT = Date.UTC(2026, 5, 1)
const topic = TOPICS.manifestSubmitted
const ID = 'TRIDENT:VOY042'
const partitionOf = (manifestId: string) => partitionFor(manifestId, topic.partitions)
const intake = createIntake({ now: () => AT })

const text = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)]))
const headersOf = ({ headers }: Pick<Outgoing, 'headers'>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value).toString()]))

/** A manifest with these bills, as its sender writes it. */
function manifest(bills: readonly string[], over: Partial<Manifest> = {}): Record<string, unknown> {
  const { manifestId: _, ...sent } = aManifest({
    consignments: bills.map((billNumber) => aConsignment({ billNumber })),
    ...over,
  })
  return sent
}

let offset = 0
const sent = (json: unknown, over: Partial<Incoming> = {}): Incoming =>
  aRecord({
    topic: topic.name,
    partition: partitionOf(ID),
    offset: offset++,
    timestamp: AT,
    json,
    headers: text({
      'content-type': 'application/json',
      ce_id: `sent-${offset}`,
      ce_source: '/port',
      ce_type: 't',
    }),
    ...over,
  })

const on = (outputs: readonly Outgoing[], name: string) =>
  outputs.filter((output) => output.topic.name === name)
const accepted = (outputs: readonly Outgoing[]) =>
  on(outputs, TOPICS.consignmentAccepted.name).map(
    ({ value }) => JSON.parse(Buffer.from(value!).toString()) as ConsignmentAccepted,
  )
/** `filing B1 2` and `withdrawal B1 2 replaced`: kind, bill, version, cause. */
const said = (outputs: readonly Outgoing[]) =>
  accepted(outputs).map((event) =>
    event.kind === 'withdrawal'
      ? `withdrawal ${event.consignmentId.split(':')[1]} ${event.filing.version} ${event.cause}`
      : `${event.kind} ${event.filing.consignment.billNumber} ${event.filing.version}`,
  )
const letters = (outputs: readonly Outgoing[]) => on(outputs, `${topic.name}.dlq`).map(headersOf)
const reasons = (outputs: readonly Outgoing[]) => letters(outputs).map((headers) => headers['dlq.reason'])

/** Feeds records one batch each and gives back the outputs of the last. */
async function feed(records: readonly Incoming[], stage = intake) {
  let state: Map<string, ManifestState> = new Map()
  let outputs: readonly Outgoing[] = []
  for (const record of records) ({ outputs, state } = await runOnce(stage, [record], state))
  return { outputs, state }
}

describe('an accepted message', () => {
  test('gives one event for each bill, with id, cause and trace', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const record = sent(manifest(['B1', 'B2']))
    const { outputs, state } = await feed([
      { ...record, headers: { ...record.headers, ...text({ ce_id: 'S-1', traceparent }) } },
    ])
    expect(said(outputs)).toEqual(['filing B1 1', 'filing B2 1'])
    expect(outputs.map(({ key }) => key)).toEqual(['TRIDENT:B1:US', 'TRIDENT:B2:US'])
    expect(headersOf(outputs[1]!)).toEqual({
      ce_specversion: '1.0',
      ce_id: uuidOf('S-1', 'filing', 1),
      ce_source: 'trustlane/intake',
      ce_type: 'trustlane.consignment.accepted.v1',
      ce_time: new Date(AT).toISOString(),
      ce_subject: 'TRIDENT:B2:US',
      'content-type': 'application/json',
      traceparent,
      'correlation-id': 'S-1',
      'causation-id': 'S-1',
    })
    expect(state.get(ID)).toMatchObject({
      version: 1,
      cancelled: false,
      consignments: { 'TRIDENT:B1:US': 1, 'TRIDENT:B2:US': 1 },
    })
  })

  test.each([
    { mode: 'plain', headers: {} },
    { mode: 'plain with a content type', headers: text({ 'content-type': 'application/json' }) },
    {
      mode: 'structured',
      headers: text({ 'content-type': 'application/cloudevents+json' }),
      wrap: (data: unknown) => ({ specversion: '1.0', id: 'S-9', source: '/port', type: 't', data }),
    },
  ])('is read from a $mode event', async ({ headers, wrap }) => {
    const json = manifest(['B1'])
    const { outputs } = await feed([sent(wrap === undefined ? json : wrap(json), { headers })])
    expect(said(outputs)).toEqual(['filing B1 1'])
  })

  test('may hold 5,000 bills', async () => {
    const bills = Array.from({ length: 5_000 }, (_, index) => `B${index}`)
    const { outputs } = await feed([sent(manifest(bills))])
    expect(outputs).toHaveLength(5_000)
    expect(new Set(outputs.map(({ headers }) => headersOf({ headers })['ce_id'])).size).toBe(5_000)
  })
})

describe('versions', () => {
  const first = (version?: number) => sent(manifest(['B1', 'B2'], version === undefined ? {} : { version }))

  test.each([
    { when: 'a repeat of a version', records: [first(1), first(1)], says: [], dlq: [] },
    { when: 'a repeat without version', records: [first(), first()], says: [], dlq: [] },
    {
      when: 'the same version with other bytes',
      records: [first(1), sent(manifest(['B1'], { version: 1 }))],
      says: [],
      dlq: ['VERSION_CONFLICT'],
    },
    { when: 'an older version', records: [first(5), first(4)], says: [], dlq: ['STALE_VERSION'] },
    {
      when: 'a newer version',
      records: [first(1), sent(manifest(['B1', 'B3'], { version: 4, function: 'replacement' }))],
      says: ['withdrawal B2 4 replaced', 'filing B1 4', 'filing B3 4'],
      dlq: [],
    },
    {
      when: 'no version after a given one',
      records: [first(7), sent(manifest(['B1', 'B2', 'B3']))],
      says: ['filing B1 8', 'filing B2 8', 'filing B3 8'],
      dlq: [],
    },
    {
      when: 'an amendment',
      records: [first(), sent(manifest(['B2'], { function: 'partial' }))],
      says: ['filing B2 2'],
      dlq: [],
    },
    {
      when: 'a cancellation of all',
      records: [first(), sent(manifest([], { function: 'cancellation' }))],
      says: ['withdrawal B1 2 cancelled', 'withdrawal B2 2 cancelled'],
      dlq: [],
    },
    {
      when: 'a cancellation of one',
      records: [first(), sent(manifest(['B2'], { function: 'cancellation' }))],
      says: ['withdrawal B2 2 cancelled'],
      dlq: [],
    },
    {
      when: 'the manifest again after its cancellation',
      records: [first(), sent(manifest([], { function: 'cancellation' })), first()],
      says: ['filing B1 3', 'filing B2 3'],
      dlq: [],
    },
  ])('answer $when', async ({ records, says, dlq }) => {
    const { outputs } = await feed(records)
    expect(said(outputs)).toEqual(says)
    expect(reasons(outputs)).toEqual(dlq)
  })

  test('tell of what leaves no trace', async () => {
    const ignored: string[] = []
    const stage = createIntake({ now: () => AT, onIgnored: (_, why) => ignored.push(why) })
    await feed([first(), first(), sent(manifest([], { function: 'cancellation' }))], stage)
    expect(ignored).toEqual(['repeat'])
    await feed([sent(manifest([], { function: 'cancellation' }))], stage)
    expect(ignored).toEqual(['repeat', 'nothing-to-cancel'])
  })

  test('remember the cancellation of an unknown manifest, so that an older version cannot come after it', async () => {
    const cancelled = sent(manifest([], { function: 'cancellation', version: 3 }))
    const after = await feed([cancelled])
    expect(after.outputs).toEqual([])
    expect(after.state.get(ID)).toMatchObject({ version: 3, cancelled: true, consignments: {} })
    expect(reasons((await feed([cancelled, first(2)])).outputs)).toEqual(['STALE_VERSION'])
  })

  test('hold within one batch as between batches', async () => {
    const records = [first(1), first(1), sent(manifest(['B1'], { version: 2, function: 'replacement' }))]
    const { outputs } = await runOnce(intake, records)
    expect(said(outputs)).toEqual(['filing B1 1', 'filing B2 1', 'withdrawal B2 2 replaced', 'filing B1 2'])
  })

  test('let a re-driven message pass once, as the next version and with ids of its own', async () => {
    const conflict = sent(manifest(['B1'], { version: 1 }))
    const before = await feed([first(1), conflict])
    const letter = on(before.outputs, `${topic.name}.dlq`)[0]!
    const again = redriveOf(
      { ...conflict, ...letter, topic: letter.topic.name, offset: 0 },
      {
        by: 'ito',
        at: '2026-06-01T01:00:00Z',
      },
    )
    const record = { ...conflict, headers: again.headers, value: again.value }
    const { outputs, state } = await runOnce(intake, [record], before.state)
    expect(said(outputs)).toEqual(['withdrawal B2 2 replaced', 'filing B1 2'])
    expect(headersOf(outputs[1]!)['ce_id']).not.toBe(uuidOf(headersOf(conflict)['ce_id']!, 'filing', 0))
    const third = await runOnce(intake, [sent(manifest(['B1'], { version: 1 }))], state)
    expect(reasons(third.outputs)).toEqual(['STALE_VERSION'])
  })
})

describe('broken bills', () => {
  const broken = { ...aConsignment(), billNumber: '' }
  const withBroken = (bills: readonly string[], over: Partial<Manifest> = {}) => {
    const json = manifest(bills, over)
    return { ...json, consignments: [...(json['consignments'] as unknown[]), broken] }
  }

  test('are named by one dead letter, and the good ones are accepted', async () => {
    const { outputs } = await feed([sent(withBroken(['B1', 'B2']))])
    expect(said(outputs)).toEqual(['filing B1 1', 'filing B2 1'])
    expect(reasons(outputs)).toEqual(['SCHEMA_INVALID'])
    expect(letters(outputs)[0]!['dlq.detail']).toContain('consignments[2]')
  })

  test.each([
    { when: 'a replacement', over: { function: 'replacement' }, says: ['filing B1 2'] },
    { when: 'a cancellation', over: { function: 'cancellation' }, says: ['withdrawal B1 2 cancelled'] },
  ] as const)('never make $when withdraw what it does not name', async ({ over, says }) => {
    const { outputs } = await feed([sent(manifest(['B1', 'B2'])), sent(withBroken(['B1'], over))])
    expect(said(outputs)).toEqual(says)
  })

  test('never make a cancellation of nothing but broken bills one of all', async () => {
    const { outputs, state } = await feed([
      sent(manifest(['B1'])),
      sent(withBroken([], { function: 'cancellation' })),
    ])
    expect(said(outputs)).toEqual([])
    expect(reasons(outputs)).toEqual(['SCHEMA_INVALID'])
    expect(state.get(ID)).toMatchObject({ version: 1, consignments: { 'TRIDENT:B1:US': 1 } })
  })

  test('leave the version free when nothing was accepted', async () => {
    const { outputs } = await feed([
      sent(withBroken([], { version: 1 })),
      sent(manifest(['B1'], { version: 1 })),
    ])
    expect(said(outputs)).toEqual(['filing B1 1'])
  })

  test('may be too large: the others are accepted, and nothing is withdrawn', async () => {
    const json = manifest(['B1'], { function: 'replacement' })
    const huge = aConsignment({ billNumber: 'B2', goods: [{ description: 'x'.repeat(600_000) }] })
    const { outputs } = await feed([
      sent(manifest(['B1', 'B3'])),
      sent({ ...json, consignments: [...(json['consignments'] as unknown[]), huge] }),
    ])
    expect(said(outputs)).toEqual(['filing B1 2'])
    expect(reasons(outputs)).toEqual(['TOO_LARGE'])
    expect(letters(outputs)[0]!['dlq.detail']).toContain('B2')
  })
})

describe('a test message', () => {
  const testing = (bills: readonly string[], over: Partial<Manifest> = {}) =>
    sent(manifest(bills, { test: true, ...over }))

  test('is accepted as a test, under a state of its own', async () => {
    const { outputs, state } = await feed([sent(manifest(['B1', 'B2'])), testing(['B1'])])
    expect(accepted(outputs)).toMatchObject([
      { kind: 'filing', filing: { version: 1, manifest: { test: true } } },
    ])
    expect(state.get(ID)).toMatchObject({ version: 1, test: false, consignments: { 'TRIDENT:B2:US': 1 } })
    expect(state.get(`test:${ID}`)).toMatchObject({ version: 1, test: true })
  })

  test.each([
    { when: 'replaces', second: testing(['B2'], { function: 'replacement' }), says: ['filing B2 2'] },
    { when: 'cancels', second: testing([], { function: 'cancellation' }), says: [] },
  ])('withdraws nothing when it $when', async ({ second, says }) => {
    const { outputs, state } = await feed([sent(manifest(['B1', 'B2'])), testing(['B1']), second])
    expect(said(outputs)).toEqual(says)
    expect(state.get(ID)?.consignments).toEqual({ 'TRIDENT:B1:US': 1, 'TRIDENT:B2:US': 1 })
  })
})

describe('what cannot be read', () => {
  test.each([
    { when: 'no value', value: null, reason: 'UNREADABLE' },
    { when: 'no bytes', value: Buffer.from(''), reason: 'UNREADABLE' },
    { when: 'no known format', value: Buffer.from('%PDF-1.7'), reason: 'UNREADABLE' },
    { when: 'JSON that breaks off', value: Buffer.from('{"sender":'), reason: 'UNREADABLE' },
    { when: 'no sender', value: Buffer.from('{"consignments":[]}'), reason: 'SCHEMA_INVALID' },
    { when: 'no bills', value: Buffer.from(JSON.stringify(manifest([]))), reason: 'SCHEMA_INVALID' },
  ])('is put aside $reason: $when', async ({ value, reason }) => {
    const { outputs, state } = await feed([sent(null, { value })])
    expect(reasons(outputs)).toEqual([reason])
    expect(outputs).toHaveLength(1)
    expect(state.size).toBe(0)
  })

  test('is put aside TOO_LARGE beyond the limit', async () => {
    const { outputs } = await feed([sent(manifest(['B1']))], createIntake({ now: () => AT, maxBytes: 100 }))
    expect(reasons(outputs)).toEqual(['TOO_LARGE'])
  })
})

describe('an interchange of several messages', () => {
  const one = manifest(['B1'])
  const two = manifest(['B2'], { documentNumber: 'VOY043' })

  test('is split into records under their own ids, and nothing of it is processed yet', async () => {
    const { outputs, state } = await feed([sent([one, two], { headers: text({ ce_id: 'I-1' }) })])
    expect(outputs.map((output) => output.topic.name)).toEqual([topic.name, topic.name])
    expect(outputs.map(({ key }) => key)).toEqual([ID, manifestIdOf('TRIDENT', 'VOY043')])
    expect(outputs.map((output) => headersOf(output)['ce_id'])).toEqual([
      uuidOf('I-1', 'message', 0),
      uuidOf('I-1', 'message', 1),
    ])
    expect(headersOf(outputs[0]!)).toMatchObject({ 'correlation-id': 'I-1', 'causation-id': 'I-1' })
    expect(state.size).toBe(0)
  })

  test('is accepted message by message after that', async () => {
    const { outputs } = await feed([sent([one, two])])
    const back = outputs.map(({ key, value, headers }) =>
      sent(null, { key, value, headers, partition: partitionOf(key!) }),
    )
    const answers = await Promise.all(back.map(async (record) => (await feed([record])).outputs))
    expect(answers.flatMap(said)).toEqual(['filing B1 1', 'filing B2 1'])
  })

  test('leaves a message that cannot be read to a dead letter of its own', async () => {
    const { sender: _, ...nameless } = one
    const { outputs } = await feed([sent([nameless, two])])
    expect(outputs).toHaveLength(2)
    const { key, value, headers } = outputs[0]!
    const alone = await feed([sent(null, { key, value, headers, partition: partitionOf(key!) })])
    expect(reasons(alone.outputs)).toEqual(['SCHEMA_INVALID'])
    expect(alone.outputs[0]!.value!.length).toBeLessThan(JSON.stringify([one, two]).length)
  })
})

describe('a message on the wrong partition', () => {
  const wrong = (partitionOf(ID) + 1) % topic.partitions

  test('is put on the right one, the same event otherwise, and accepted there', async () => {
    const record = sent(manifest(['B1']), { partition: wrong, headers: text({ 'x-port': 'kept' }) })
    const { outputs, state } = await feed([record])
    expect(outputs.map((output) => [output.topic.name, output.key])).toEqual([[topic.name, ID]])
    expect(state.size).toBe(0)
    expect(headersOf(outputs[0]!)['x-port']).toBe('kept')
    const there = sent(null, { value: outputs[0]!.value, headers: outputs[0]!.headers })
    const answer = await feed([there])
    expect(said(answer.outputs)).toEqual(['filing B1 1'])
    expect(headersOf(answer.outputs[0]!)['causation-id']).toBe(headersOf(outputs[0]!)['ce_id'])
  })

  test('is unwrapped when it came as a structured event', async () => {
    const json = { specversion: '1.0', id: 'S-1', source: '/port', type: 't', data: manifest(['B1']) }
    const headers = text({ 'content-type': 'application/cloudevents+json' })
    const { outputs } = await feed([sent(json, { partition: wrong, headers })])
    expect(JSON.parse(Buffer.from(outputs[0]!.value!).toString())).toEqual(manifest(['B1']))
    expect(headersOf(outputs[0]!)).toMatchObject({ ce_id: 'S-1', ce_source: '/port' })
    expect(headersOf(outputs[0]!)['content-type']).toBeUndefined()
  })

  test('goes round once at most, and again only when an operator sends it again', async () => {
    const { outputs } = await feed([sent(manifest(['B1']), { partition: wrong })])
    const stillWrong = sent(null, {
      value: outputs[0]!.value,
      headers: outputs[0]!.headers,
      partition: wrong,
    })
    expect(reasons((await feed([stillWrong])).outputs)).toEqual(['STAGE_BUG'])

    const redriven = {
      ...stillWrong,
      headers: { ...stillWrong.headers, ...text({ 'dlq.redriven-from': 'd/1/2' }) },
    }
    const moved = (await feed([redriven])).outputs
    expect(moved.map((output) => output.topic.name)).toEqual([topic.name])
    expect(headersOf(moved[0]!)['dlq.redriven-from']).toBe('d/1/2')
    const again = sent(null, { value: moved[0]!.value, headers: moved[0]!.headers, partition: wrong })
    expect(reasons((await feed([again])).outputs)).toEqual(['STAGE_BUG'])
  })
})
