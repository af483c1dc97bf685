import { deadLetterTopic, headerText } from '@trustlane/contracts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BatchHost, processBatch } from './batch.ts'
import { isRetriable } from './errors.ts'
import { stateBytes, stateValue } from './overlay.ts'
import type { Incoming, Outgoing, Stage } from './port.ts'
import { aRecord, runOnce } from './testing/run-once.ts'
import { jsonOf, jsonRecord, testTopic } from './testing/topics.ts'

const INPUT = testTopic('input.v1')
const OUTPUT = testTopic('output.v1')
const STATE = testTopic('state.v1', { cleanup: 'compact', maxBytes: 100 })
type Kind = 'good' | 'poison' | 'retriable'
type Seen = { readonly list: readonly number[] }

const host = (over: Partial<BatchHost> = {}): BatchHost => ({
  read: () => undefined,
  partitions: ({ partitions }) => partitions,
  signal: new AbortController().signal,
  now: () => 0,
  maxFailuresInARow: 1000,
  ...over,
})
const records = (kinds: readonly Kind[]): Incoming[] =>
  kinds.map((kind, offset) => aRecord({ topic: INPUT.name, offset, json: kind }))
const down = (): Error => Object.assign(new Error('store down'), { retriable: true })

/** Publishes each record's offset and keeps all of them under one key; fails as the record says. */
function aStage(retriable: () => boolean = () => true): Stage<Seen> {
  return {
    name: 'stage',
    input: INPUT,
    state: { topic: { ...STATE, maxBytes: 1_000_000 }, parse: (value) => value as Seen },
    async process(batch, { state }) {
      return batch.map((record) => {
        const list = [...(state.get('all')?.list ?? []), record.offset]
        state.set('all', { list })
        if (jsonOf(record) === 'poison') throw new TypeError(`poison ${record.offset}`)
        if (jsonOf(record) === 'retriable' && retriable()) throw down()
        return jsonRecord(OUTPUT, 'k', record.offset)
      })
    },
  }
}
const accounted = (outputs: readonly Outgoing[]): [string, number][] =>
  outputs.map((output) =>
    output.topic.name === OUTPUT.name
      ? ['good', jsonOf(output) as number]
      : ['poison', Number(headerText(output.headers, 'dlq.original.offset'))],
  )

describe('processBatch', () => {
  test('it accounts for each record once and in order, whatever mix of good, poison and retriable ones', async () => {
    const kind = fc.constantFrom<Kind>('good', 'poison', 'retriable')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(kind, { minLength: 1, maxLength: 12 }), { maxLength: 4 }),
        fc.integer({ min: 0, max: 5 }),
        async (batches, outage) => {
          let failuresLeft = outage
          const stage = aStage(() => (failuresLeft -= 1) >= 0)
          const state = new Map<string, Uint8Array | null>()
          const committed: Outgoing[] = []
          const input = records(batches.flat())
          for (let from = 0, at = 0; at < batches.length; from += batches[at]!.length, at += 1) {
            const batch = input.slice(from, from + batches[at]!.length)
            for (let done = false; !done;) {
              const read = (key: string) => state.get(key) ?? undefined
              const result = await processBatch(stage, batch, 0, host({ read })).catch(
                (error: unknown) => error,
              )
              if (isRetriable(result)) continue
              const { outputs, writes, isolated } = result as Awaited<ReturnType<typeof processBatch>>
              committed.push(...outputs)
              for (const [key, value] of writes) state.set(key, value)
              expect(isolated.map(({ record }) => jsonOf(record))).toEqual(isolated.map(() => 'poison'))
              done = true
            }
          }
          const expected = input.map((record) => [
            jsonOf(record) === 'poison' ? 'poison' : 'good',
            record.offset,
          ])
          expect(accounted(committed)).toEqual(expected)
          const kept = state.get('all')
          const good = expected.filter(([kind]) => kind === 'good').map(([, offset]) => offset)
          expect(kept ? stateValue(kept) : { list: [] }).toEqual({ list: good })
        },
      ),
    )
  })

  test('it counts failures in a row over batches and begins again after a good record', async () => {
    const one = await processBatch(aStage(), records(['poison', 'good', 'poison', 'poison']), 0, host())
    expect(one.failuresInARow).toBe(2)
    const two = await processBatch(aStage(), records(['poison']), one.failuresInARow, host())
    expect(two.failuresInARow).toBe(3)
    expect((await processBatch(aStage(), records(['good']), 3, host())).failuresInARow).toBe(0)
  })

  test.each([
    { before: 0, max: 2, kinds: ['poison', 'poison', 'good'], code: undefined },
    { before: 0, max: 2, kinds: ['poison', 'poison', 'poison'], code: 'TOO_MANY_FAILURES' },
    { before: 2, max: 2, kinds: ['poison'], code: 'TOO_MANY_FAILURES' },
    { before: 2, max: 2, kinds: ['good', 'poison', 'poison'], code: undefined },
  ] as const)(
    'it ends after more than $max of $kinds with $before before: $code',
    async ({ before, max, kinds, code }) => {
      const running = processBatch(aStage(), records(kinds), before, host({ maxFailuresInARow: max }))
      const ended: unknown = await running.catch((error: unknown) => error)
      expect((ended as { code?: string }).code).toBe(code)
    },
  )

  test('it says in the dead letter what was thrown, and that it was tried twice', async () => {
    const { outputs } = await runOnce(aStage(), records(['poison']))
    const [letter] = outputs
    expect(letter?.topic.name).toBe(deadLetterTopic(INPUT).name)
    expect(headerText(letter!.headers, 'dlq.attempts')).toBe('2')
    expect(headerText(letter!.headers, 'dlq.detail')).toContain('TypeError: poison 0')
  })

  test.each([
    {
      when: 'throws',
      onFailure: () => {
        throw new Error('second bug')
      },
    },
    {
      when: 'gives what no topic takes',
      onFailure: () => [{ ...jsonRecord(OUTPUT, 'k', 'second bug'), partition: 99 }],
    },
  ])('it keeps the dead letter when onFailure $when, and names that too', async ({ onFailure }) => {
    const { outputs } = await runOnce({ ...aStage(), onFailure }, records(['poison']))
    expect(outputs).toHaveLength(1)
    expect(headerText(outputs[0]!.headers, 'dlq.detail')).toContain('"place":"onFailure"')
  })

  test('it commits what onFailure writes, and nothing that process wrote for the record', async () => {
    const stage: Stage<unknown> = {
      ...aStage(),
      state: { topic: STATE, parse: (value) => value },
      process: async (batch, { state }) => {
        state.set('by process', 'lost')
        throw new TypeError(`bug ${batch.length}`)
      },
      onFailure: (_record, failure, state) => {
        state.set('by onFailure', failure.message)
        return []
      },
    }
    const { state } = await runOnce(stage, records(['good']))
    expect([...state]).toEqual([['by onFailure', 'bug 1']])
  })

  test.each([
    ['too large', { large: 'x'.repeat(100) }],
    ['no JSON', () => undefined],
  ])('it blames the record for a state that is %s', async (_, value) => {
    const stage: Stage<unknown> = {
      name: 'stage',
      input: INPUT,
      state: { topic: STATE, parse: (kept) => kept },
      async process(batch, { state }) {
        state.set('k', value)
        return batch.map(() => jsonRecord(OUTPUT, 'k', 1))
      },
    }
    const { outputs, state } = await runOnce(stage, records(['good']))
    expect(outputs.map(({ topic }) => topic.name)).toEqual([deadLetterTopic(INPUT).name])
    expect(state).toEqual(new Map())
  })

  test('it does not let a stage change state by changing what it was given', async () => {
    const stage: Stage<{ list: number[] }> = {
      ...aStage(),
      state: { topic: STATE, parse: (value) => value as { list: number[] } },
      async process(_, { state }) {
        const set = { list: [1] }
        state.set('set', set)
        set.list.push(2)
        state.get('before')?.list.push(2)
        expect(state.get('before')).toEqual({ list: [1] })
        return []
      },
    }
    const { state, outputs } = await runOnce(stage, records(['good']), new Map([['before', { list: [1] }]]))
    expect(outputs).toEqual([])
    expect(state).toEqual(
      new Map([
        ['before', { list: [1] }],
        ['set', { list: [1] }],
      ]),
    )
  })

  test('it shows a batch what it has set and removed itself', async () => {
    const seen: unknown[] = []
    const stage: Stage<number> = {
      name: 'stage',
      input: INPUT,
      state: { topic: STATE, parse: Number },
      async process(_, { state }) {
        seen.push(state.get('k'))
        state.set('k', 2)
        seen.push(state.get('k'))
        state.set('k', undefined)
        seen.push(state.get('k'))
        return []
      },
    }
    const result = await processBatch(stage, records(['good']), 0, host({ read: () => stateBytes(1) }))
    expect(seen).toEqual([1, 2, undefined])
    expect(result.writes).toEqual(new Map([['k', null]]))
  })

  test('it fails with the reason of the signal although the stage never answers', async () => {
    const stopping = new AbortController()
    const stage: Stage = { name: 'stage', input: INPUT, process: () => new Promise(() => undefined) }
    const running = processBatch(stage, records(['good']), 0, host({ signal: stopping.signal }))
    stopping.abort(new Error('closing'))
    await expect(running).rejects.toThrow('closing')
  })

  test('it blames nobody when the stage throws because of the signal', async () => {
    const stopping = new AbortController()
    const stage: Stage = {
      name: 'stage',
      input: INPUT,
      async process() {
        stopping.abort(new Error('closing'))
        throw new Error('cut off')
      },
    }
    await expect(
      processBatch(stage, records(['good']), 0, host({ signal: stopping.signal })),
    ).rejects.toThrow('c')
  })

  test('it tells a stage where a key belongs', async () => {
    const stage: Stage = {
      name: 'stage',
      input: INPUT,
      process: async (_, { partitionOf }) => [jsonRecord(OUTPUT, 'k', partitionOf(OUTPUT, 'abc'))],
    }
    const { outputs } = await runOnce(stage, records(['good']))
    expect(jsonOf(outputs[0]!)).toBe(479470107 % 3)
  })

  test('it treats a set without a topic for state as a bug of the stage', async () => {
    const { state: _, ...stateless } = aStage()
    const { outputs } = await runOnce(stateless, records(['good']))
    expect(headerText(outputs[0]!.headers, 'dlq.detail')).toContain('names no topic')
  })
})
