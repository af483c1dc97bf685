import { deadLetterTopic, headerText } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { compose } from './compose.ts'
import { deadLetter } from './dead-letter.ts'
import type { Incoming, Outgoing, Stage } from './port.ts'
import { aRecord, runOnce } from './testing/run-once.ts'
import { jsonOf, jsonRecord, testTopic } from './testing/topics.ts'

const SOURCE = testTopic('source.v1')
const BETWEEN = testTopic('between.v1')
const SIDE = testTopic('side.v1')
const RESULT = testTopic('result.v1')
const STATE = testTopic('state.v1', { cleanup: 'compact' })

const first = (over: Partial<Stage> = {}): Stage => ({
  name: 'first',
  input: SOURCE,
  process: async (batch) =>
    batch.flatMap((record) => [
      jsonRecord(BETWEEN, record.key ?? '', { first: jsonOf(record) }),
      jsonRecord(SIDE, record.key ?? '', 'side'),
    ]),
  ...over,
})
const second = (over: Partial<Stage<number>> = {}): Stage<number> => ({
  name: 'second',
  input: BETWEEN,
  state: { topic: STATE, parse: Number },
  async process(batch, { state }) {
    return batch.map((record) => {
      const count = (state.get(record.key ?? '') ?? 0) + 1
      state.set(record.key ?? '', count)
      return jsonRecord(RESULT, record.key ?? '', { second: jsonOf(record), count })
    })
  },
  ...over,
})
const inputs = ['a', 'b', 'a'].map((key, offset) =>
  aRecord({
    topic: SOURCE.name,
    partition: 2,
    offset: 10 + offset,
    timestamp: 100 + offset,
    key,
    json: offset,
  }),
)
const ofTopic = (outputs: readonly Outgoing[], topic: { readonly name: string }): Outgoing[] =>
  outputs.filter((output) => output.topic.name === topic.name)

describe('compose', () => {
  test('it gives what both stages give one after the other, without the records between', async () => {
    const { outputs, state } = await runOnce(compose(first(), second()), inputs)
    expect(ofTopic(outputs, RESULT).map(jsonOf)).toEqual([
      { second: { first: 0 }, count: 1 },
      { second: { first: 1 }, count: 1 },
      { second: { first: 2 }, count: 2 },
    ])
    expect(ofTopic(outputs, SIDE)).toHaveLength(3)
    expect(ofTopic(outputs, BETWEEN)).toEqual([])
    expect(state).toEqual(
      new Map([
        ['a', 2],
        ['b', 1],
      ]),
    )
  })

  test('it runs under the first name and tells whose work it takes over', () => {
    const joined = compose(first({ references: [SIDE] }), second({ references: [SIDE, RESULT] }))
    expect(joined.name).toBe('first')
    expect(joined.input).toBe(SOURCE)
    expect(joined.references).toEqual([SIDE, RESULT])
    expect(joined.absorbs).toEqual([{ group: 'second', topic: BETWEEN }])
  })

  test('it hands records over under the position of their source', async () => {
    const seen: Incoming[] = []
    const watching = second({
      async process(batch) {
        seen.push(...batch)
        return []
      },
    })
    await runOnce(compose(first(), watching), inputs)
    expect(
      seen.map(({ topic, partition, offset, timestamp, key }) => [topic, partition, offset, timestamp, key]),
    ).toEqual([
      [BETWEEN.name, 2, 10, 100, 'a'],
      [BETWEEN.name, 2, 11, 101, 'b'],
      [BETWEEN.name, 2, 12, 102, 'a'],
    ])
  })

  test('it does not call the second stage when there is nothing for it', async () => {
    const never = second({ process: () => Promise.reject(new Error('called')) })
    const { outputs } = await runOnce(compose(first({ process: async () => [] }), never), inputs)
    expect(outputs).toEqual([])
  })

  test('it publishes a dead letter of the second stage as that of the source record', async () => {
    const refusing = second({
      process: async (batch) =>
        batch.map((record) =>
          deadLetter(
            record,
            {
              reason: 'SCHEMA_INVALID',
              stage: 'second',
              firstFailedAt: '2026-06-01T00:00:00Z',
              title: 't',
              detail: 'd',
            },
            BETWEEN,
          ),
        ),
    })
    const { outputs } = await runOnce(compose(first(), refusing), inputs)
    const letters = ofTopic(outputs, deadLetterTopic(SOURCE))
    expect(letters.map((letter) => [jsonOf(letter), letter.partition])).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
    ])
    expect(headerText(letters[1]!.headers, 'dlq.original.topic')).toBe(SOURCE.name)
    expect(headerText(letters[1]!.headers, 'dlq.original.offset')).toBe('11')
    expect(headerText(letters[1]!.headers, 'dlq.stage')).toBe('second')
    expect(ofTopic(outputs, deadLetterTopic(BETWEEN))).toEqual([])
  })

  test.each([
    {
      who: 'first',
      stages: [{ process: () => Promise.reject(new Error('bug')) }, {}] as const,
      expected: 'first',
    },
    {
      who: 'second',
      stages: [{}, { process: () => Promise.reject(new Error('bug')) }] as const,
      expected: 'second',
    },
  ])(
    'it asks the $who stage what to publish when that is the one that fails',
    async ({ stages, expected }) => {
      const joined = compose(
        first({
          onFailure: (record) => [jsonRecord(SIDE, record.key ?? '', ['first', record.topic])],
          ...stages[0],
        }),
        second({
          onFailure: (record) => [jsonRecord(SIDE, record.key ?? '', ['second', record.topic])],
          ...stages[1],
        }),
      )
      const { outputs, state } = await runOnce(joined, inputs.slice(0, 1))
      expect(outputs.map(({ topic }) => topic.name)).toEqual([`${SOURCE.name}.dlq`, SIDE.name])
      expect(jsonOf(outputs[1]!)).toEqual([expected, expected === 'first' ? SOURCE.name : BETWEEN.name])
      expect(state).toEqual(new Map())
    },
  )

  test('it gives each stage its own references', () => {
    const seen: string[] = []
    const joined = compose(
      first({
        references: [SIDE],
        onReferences: (records) => seen.push(`first ${records[0]!.topic} ${records.length}`),
      }),
      second({
        references: [RESULT],
        onReferences: (records) => seen.push(`second ${records[0]!.topic} ${records.length}`),
      }),
    )
    joined.onReferences?.([
      aRecord({ topic: SIDE.name }),
      aRecord({ topic: RESULT.name }),
      aRecord({ topic: RESULT.name }),
    ])
    expect(seen).toEqual([`first ${SIDE.name} 1`, `second ${RESULT.name} 2`])
  })

  test.each([
    ['unequal partitions', first(), second({ input: testTopic('between.v1', { partitions: 4 }) })],
    ['state on both sides', first({ state: { topic: STATE, parse: () => undefined } }), second()],
  ])('it refuses stages with %s', (_, one, other) => {
    expect(() => compose(one, other)).toThrow('cannot be joined')
  })
})
