import { deadLetterTopic, headerText } from '@trustlane/contracts'
import { expect, test } from 'vitest'
import { compose } from '../compose.ts'
import type { Stage, Trouble } from '../port.ts'
import { countedIn, countedOnce, finishCounting } from './counting.ts'
import { CRASH, countingStage } from './counting-stage.ts'
import type { LogHarness } from './harness.ts'
import { INPUT, jsonOf, jsonRecord, numbered, OUTPUT, readAll, STATE, testTopic } from './topics.ts'

const numberOf = (record: { readonly value: Uint8Array | null }): number =>
  (jsonOf(record) as { n: number }).n

/** The counting stage, but failing on some records after it has set their state. */
function failingOn(isPoison: (n: number) => boolean): Stage<number> {
  const counting = countingStage()
  return {
    ...counting,
    async process(batch, context) {
      const outputs = await counting.process(batch, context)
      if (batch.some((record) => isPoison(numberOf(record)))) throw new TypeError('cannot read that')
      return outputs
    },
    onFailure: (record) => [jsonRecord(OUTPUT, record.key ?? '', { failed: numberOf(record) })],
  }
}

/** Conformance: what happens when a stage, its process or what it depends on fails. */
export function failureTests({ open, steps }: LogHarness): void {
  test.each(steps.flatMap((step) => [1, 3].map((nth) => ({ step, nth }))))(
    'it does each record exactly once when it is killed at "$step" number $nth',
    async ({ step, nth }) => {
      await using under = await open({ partitions: CRASH.partitions })
      await under.log.append(numbered(CRASH.records, CRASH.keys))
      const log = await under.crashAt(step, nth)
      const [position] = await log.positions(countingStage().name, INPUT)
      expect(position!.next).toBeLessThan(CRASH.records)
      expect(await readAll(log, OUTPUT)).toHaveLength(position!.next)
      await finishCounting(log, CRASH.maxBatch)
      expect(await countedIn(log)).toEqual(countedOnce(CRASH.records, CRASH.keys))
    },
  )

  test('it keeps of each key of the state the latest value, and none of a removed key', async () => {
    await using under = await open({ partitions: 1 })
    const removing: Stage<number> = {
      ...countingStage(),
      async process(batch, { state }) {
        for (const record of batch) {
          const count = (state.get(record.key ?? '') ?? 0) + 1
          state.set(record.key ?? '', count === 3 ? undefined : count)
        }
        return []
      },
    }
    await under.log.append([...numbered(4, 2), jsonRecord(INPUT, 'key-0', { n: 4 })])
    const running = await under.log.run(removing, { maxBatch: 2 })
    await running.caughtUp()
    await running.stop()
    const seen: [string | null, unknown][] = (await readAll(under.log, STATE)).map((r) => [r.key, jsonOf(r)])
    expect(new Map(seen)).toEqual(
      new Map([
        ['key-1', 2],
        ['key-0', null],
      ]),
    )
  })

  test('it dead-letters the records that the stage fails on, and only them', async () => {
    await using under = await open({ partitions: 1 })
    const troubles: Trouble[] = []
    await under.log.append(numbered(20, 1))
    const running = await under.log.run(
      failingOn((n) => n === 4 || n === 11),
      {
        maxBatch: 8,
        onTrouble: (trouble) => troubles.push(trouble),
      },
    )
    await running.caughtUp()
    await running.stop()
    const letters = await readAll(under.log, deadLetterTopic(INPUT))
    expect(letters.map((letter) => [headerText(letter.headers, 'dlq.reason'), numberOf(letter)])).toEqual([
      ['STAGE_BUG', 4],
      ['STAGE_BUG', 11],
    ])
    expect(troubles.map(({ kind, record }) => [kind, record?.offset])).toEqual([
      ['isolated', 4],
      ['isolated', 11],
    ])
    const outputs = (await readAll(under.log, OUTPUT)).map(jsonOf)
    let count = 0
    expect(outputs).toEqual(
      Array.from({ length: 20 }, (_, n) =>
        n === 4 || n === 11 ? { failed: n } : { n, count: (count += 1) },
      ),
    )
  })

  test('it ends the run when too many records in a row fail, with nothing of the batch committed', async () => {
    await using under = await open({ partitions: 1 })
    await under.log.append(numbered(20, 1))
    const running = await under.log.run(
      failingOn((n) => n >= 6),
      { maxBatch: 5, maxFailuresInARow: 5 },
    )
    await expect(running.done).rejects.toMatchObject({ code: 'TOO_MANY_FAILURES' })
    await expect(running.caughtUp()).rejects.toMatchObject({ code: 'TOO_MANY_FAILURES' })
    // 5 to 9 hold four failures, within what is allowed; the sixth in a row lies in the batch after it.
    expect(await under.log.positions(countingStage().name, INPUT)).toMatchObject([{ next: 10 }])
    expect(await readAll(under.log, deadLetterTopic(INPUT))).toHaveLength(4)
  })

  test('it pauses on a retriable failure and blames no record', async () => {
    await using under = await open({ partitions: 1 })
    const troubles: Trouble[] = []
    const counting = countingStage()
    let left = 3
    const waiting: Stage<number> = {
      ...counting,
      async process(batch, context) {
        const outputs = await counting.process(batch, context)
        left -= 1
        if (left >= 0) throw Object.assign(new Error('store down'), { retriable: true })
        return outputs
      },
    }
    await under.log.append(numbered(10, 3))
    const running = await under.log.run(waiting, { onTrouble: (trouble) => troubles.push(trouble) })
    await running.caughtUp()
    await running.stop()
    expect(troubles.map(({ kind }) => kind)).toEqual(['retry', 'retry', 'retry'])
    expect(await readAll(under.log, deadLetterTopic(INPUT))).toEqual([])
    expect(await countedIn(under.log)).toEqual(countedOnce(10, 3))
  })

  test('it treats an output that its topic does not take as a failure of its record', async () => {
    await using under = await open({ partitions: 1 })
    const small = testTopic('conformance.small.v1', { maxBytes: 1000 })
    const growing: Stage = {
      name: 'conformance-growing',
      input: INPUT,
      process: async (batch) =>
        batch.map((record) => jsonRecord(small, 'k', numberOf(record) === 1 ? 'x'.repeat(1000) : 'x')),
    }
    await under.log.append(numbered(3, 1))
    const running = await under.log.run(growing)
    await running.caughtUp()
    await running.stop()
    expect(await readAll(under.log, small)).toHaveLength(2)
    expect((await readAll(under.log, deadLetterTopic(INPUT))).map(numberOf)).toEqual([1])
  })

  test('it stops at once when the stage does not answer, aborts its signal, and commits nothing', async () => {
    await using under = await open({ partitions: 1 })
    const entered = Promise.withResolvers<AbortSignal>()
    const stuck: Stage = {
      name: 'conformance-stuck',
      input: INPUT,
      process(_, { signal }) {
        entered.resolve(signal)
        return new Promise(() => undefined)
      },
    }
    await under.log.append(numbered(1, 1))
    const running = await under.log.run(stuck)
    const signal = await entered.promise
    await running.stop()
    await running.done
    expect(signal.aborted).toBe(true)
    await expect(running.caughtUp()).rejects.toThrow('stopped')
    expect(await under.log.positions(stuck.name, INPUT)).toMatchObject([{ next: 0 }])
  })

  test('it does not start a stage beside another that has its group or its state', async () => {
    await using under = await open({ partitions: 1 })
    const running = await under.log.run(countingStage())
    await expect(under.log.run(countingStage())).rejects.toMatchObject({ code: 'LOG_IN_USE' })
    const sameState = { ...countingStage(), name: 'conformance-other' }
    await expect(under.log.run(sameState)).rejects.toMatchObject({ code: 'LOG_IN_USE' })
    await running.stop()
    await (await under.log.run(sameState)).stop()
  })

  test('it does not start a joined stage while the second has records of its own left', async () => {
    await using under = await open({ partitions: 1 })
    const source = testTopic('conformance.source.v1')
    const passing: Stage = {
      name: 'conformance-passing',
      input: source,
      process: async (batch) =>
        batch.map(({ key, value, headers }) => ({ topic: INPUT, key, value, headers })),
    }
    const joined = compose(passing, countingStage())
    await under.log.append(numbered(2, 1))
    await expect(under.log.run(joined)).rejects.toMatchObject({ code: 'GROUP_LAGS' })
    await finishCounting(under.log, 10)
    const running = await under.log.run(joined)
    await under.log.append([2, 3].map((n) => jsonRecord(source, 'key-0', { n })))
    await running.caughtUp()
    await running.stop()
    expect(await countedIn(under.log)).toEqual(countedOnce(4, 1))
    expect(await readAll(under.log, INPUT)).toHaveLength(2)
  })

  test('it refuses everything once it is closed', async () => {
    await using under = await open({ partitions: 1 })
    const running = await under.log.run(countingStage())
    await under.log.close()
    await running.done
    await expect(under.log.append(numbered(1, 1))).rejects.toMatchObject({ code: 'LOG_CLOSED' })
    await expect(under.log.run(countingStage())).rejects.toMatchObject({ code: 'LOG_CLOSED' })
    await under.log.close()
  })
}
