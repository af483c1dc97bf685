import { expect, test } from 'vitest'
import { type Incoming, positionKey, type Stage } from '../port.ts'
import { countedIn, countedOnce, finishCounting } from './counting.ts'
import { countingStage } from './counting-stage.ts'
import type { LogHarness } from './harness.ts'
import {
  INPUT,
  jsonOf,
  jsonRecord,
  numbered,
  OUTPUT,
  readAll,
  REFERENCE,
  STATE,
  testTopic,
} from './topics.ts'

const MIB = 1_048_576

/** Conformance: what is appended is read, once and in order. */
export function deliveryTests({ open }: LogHarness): void {
  test.each([1, 3])('it keeps the order per key through a stage, on %i partitions', async (partitions) => {
    await using under = await open({ partitions })
    await under.log.append(numbered(100, 7))
    await finishCounting(under.log, 9)
    expect(await countedIn(under.log)).toEqual(countedOnce(100, 7))
  })

  test('it wakes a stage for what is appended later, by anybody', async () => {
    await using under = await open({ partitions: 1 })
    const running = await under.log.run(countingStage())
    await running.caughtUp()
    for (const record of numbered(5, 2)) await under.log.append([record])
    await running.caughtUp()
    await running.stop()
    expect(await countedIn(under.log)).toEqual(countedOnce(5, 2))
  })

  test('it hands records from stage to stage', async () => {
    await using under = await open({ partitions: 1 })
    const last = testTopic('conformance.last.v1')
    const copying: Stage = {
      name: 'conformance-copying',
      input: OUTPUT,
      process: async (batch) =>
        batch.map(({ key, value, headers }) => ({ topic: last, key, value, headers })),
    }
    const first = await under.log.run(countingStage())
    const second = await under.log.run(copying)
    await under.log.append(numbered(20, 3))
    await first.caughtUp()
    await second.caughtUp()
    expect((await readAll(under.log, last)).map(jsonOf)).toEqual(
      (await readAll(under.log, OUTPUT)).map(jsonOf),
    )
    expect(await readAll(under.log, last)).toHaveLength(20)
    await Promise.all([first.stop(), second.stop()])
  })

  test('it goes on where it was after it was opened again, and reports how far that is', async () => {
    await using under = await open({ partitions: 1 })
    await under.log.append(numbered(10, 3))
    await finishCounting(under.log, 4)
    const log = await under.reopen()
    expect(await log.positions(countingStage().name, INPUT)).toEqual([{ partition: 0, next: 10, end: 10 }])
    await log.append(numbered(25, 3).slice(10))
    expect(await log.positions(countingStage().name, INPUT)).toEqual([{ partition: 0, next: 10, end: 25 }])
    await finishCounting(log, 4)
    expect(await countedIn(log)).toEqual(countedOnce(25, 3))
  })

  test('it keeps key, bytes and headers as they were, tombstones and missing keys included', async () => {
    await using under = await open({ partitions: 2 })
    const bytes = Uint8Array.from({ length: 256 }, (_, n) => n)
    const sent = [
      {
        topic: INPUT,
        key: 'naïve 貨物\0',
        partition: 1,
        value: bytes,
        headers: { raw: bytes, '': bytes, empty: new Uint8Array() },
      },
      { topic: INPUT, key: null, partition: 1, value: new Uint8Array(), headers: {} },
      { topic: INPUT, key: 'gone', partition: 1, value: null, headers: {} },
    ]
    const places = await under.log.append(sent)
    expect(places).toEqual([0, 1, 2].map((offset) => ({ partition: 1, offset })))
    const { records } = await under.log.read(INPUT, 1, 0, 10)
    const found = records.map(({ key, value, headers }) => ({
      key,
      value: value === null ? null : [...value],
      headers: Object.entries(headers).map(([name, header]) => [name, [...header]]),
    }))
    expect(found).toEqual(
      sent.map(({ key, value, headers }) => ({
        key,
        value: value === null ? null : [...value],
        headers: Object.entries(headers).map(([name, header]) => [name, [...header]]),
      })),
    )
  })

  test.each([
    {
      when: 'larger than its topic takes',
      bad: { ...jsonRecord(testTopic('conformance.small.v1', { maxBytes: 50 }), 'k', 'x'.repeat(50)) },
    },
    { when: 'without key and partition', bad: { ...jsonRecord(INPUT, 'k', 1), key: null } },
    { when: 'for a partition that is not there', bad: { ...jsonRecord(INPUT, 'k', 1), partition: 3 } },
    {
      when: 'without key for a compacted topic',
      bad: { ...jsonRecord(STATE, 'k', 1), key: null, partition: 0 },
    },
  ])('it appends nothing when one record is $when', async ({ bad }) => {
    await using under = await open({ partitions: 3 })
    const appending = under.log.append([...numbered(3, 3), bad, ...numbered(3, 3)])
    await expect(appending).rejects.toMatchObject({ code: 'RECORD_REFUSED', retriable: false })
    expect(await readAll(under.log, INPUT)).toEqual([])
  })

  test('it gives each record of an append its place, the same record twice too', async () => {
    await using under = await open({ partitions: 1 })
    const record = jsonRecord(INPUT, 'k', 1)
    expect((await under.log.append([record, record])).map(({ offset }) => offset)).toEqual([0, 1])
    expect(await under.log.append([])).toEqual([])
  })

  test('it carries a record of 10 MB and an output batch of more than 1 MB', async () => {
    await using under = await open({ partitions: 1 })
    const large = Buffer.alloc(10 * MIB, 'x')
    const splitting: Stage = {
      name: 'conformance-splitting',
      input: INPUT,
      process: async (batch) =>
        batch.flatMap(({ value }) => [
          { topic: OUTPUT, key: 'whole', value, headers: {} },
          ...Array.from({ length: 5000 }, (_, n) => ({
            topic: OUTPUT,
            key: `part-${n}`,
            value: value?.subarray(0, 1000) ?? null,
            headers: {},
          })),
        ]),
    }
    await under.log.append([{ topic: INPUT, key: 'k', value: large, headers: {} }])
    const running = await under.log.run(splitting)
    await running.caughtUp()
    await running.stop()
    const found = await readAll(under.log, OUTPUT)
    expect(found).toHaveLength(5001)
    expect(Buffer.compare(found[0]!.value!, large)).toBe(0)
    expect(found.slice(1).map(({ key }) => key)).toEqual(Array.from({ length: 5000 }, (_, n) => `part-${n}`))
  })

  test('it bounds a batch by count and by bytes, and reads no further than the stage has got', async () => {
    await using under = await open({ partitions: 1 })
    const value = Buffer.alloc(3 * MIB)
    for (let n = 0; n < 8; n += 1) await under.log.append([{ topic: INPUT, key: 'k', value, headers: {} }])
    await under.log.append(numbered(30, 1))
    const gate = Promise.withResolvers<void>()
    const entered = Promise.withResolvers<void>()
    const batches: number[][] = []
    const slow: Stage = {
      name: 'conformance-slow',
      input: INPUT,
      async process(batch) {
        batches.push(batch.map((record) => record.value?.length ?? 0))
        entered.resolve()
        await gate.promise
        return []
      },
    }
    const running = await under.log.run(slow, { maxBatch: 10 })
    await entered.promise
    await under.log.append(numbered(1, 1))
    expect(batches).toHaveLength(1)
    gate.resolve()
    await running.caughtUp()
    await running.stop()
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(10)
    expect(Math.max(...batches.map((batch) => batch.reduce((a, b) => a + b, 0)))).toBeLessThanOrEqual(
      10 * MIB,
    )
    expect(batches.flat()).toHaveLength(39)
  })

  test('it pages through a partition', async () => {
    await using under = await open({ partitions: 1 })
    await under.log.append(numbered(25, 1))
    const first = await under.log.read(INPUT, 0, 0, 10)
    expect([first.records.length, first.next, first.end]).toEqual([10, 10, 25])
    const last = await under.log.read(INPUT, 0, 20, 10)
    expect([last.records.map(({ offset }) => offset), last.next]).toEqual([[20, 21, 22, 23, 24], 25])
    expect(await under.log.read(INPUT, 0, 25, 10)).toEqual({ records: [], next: 25, end: 25 })
  })

  test('it follows topics from given positions, and again from there after a retriable failure', async () => {
    await using under = await open({ partitions: 1 })
    await under.log.append([...numbered(10, 1), jsonRecord(OUTPUT, 'k', { n: 'other' })])
    const seen: Incoming[] = []
    let failures = 2
    const following = await under.log.follow(
      [INPUT, OUTPUT],
      new Map([[positionKey(INPUT.name, 0), 4]]),
      async (batch) => {
        if (failures > 0) {
          failures -= 1
          throw Object.assign(new Error('store down'), { retriable: true })
        }
        seen.push(...batch)
      },
    )
    await following.caughtUp()
    await under.log.append(numbered(1, 1))
    await following.caughtUp()
    await following.stop()
    const own = seen.filter(({ topic }) => topic === INPUT.name).map(({ offset }) => offset)
    expect(own).toEqual([4, 5, 6, 7, 8, 9, 10])
    expect(seen.filter(({ topic }) => topic === OUTPUT.name)).toHaveLength(1)
    expect(await under.log.positions('conformance-follower', INPUT)).toMatchObject([{ next: 0 }])
  })

  test('it stops following when the sink fails for good, and says so', async () => {
    await using under = await open({ partitions: 1 })
    await under.log.append(numbered(1, 1))
    const following = await under.log.follow([INPUT], new Map(), () =>
      Promise.reject(new Error('sink broken')),
    )
    await expect(following.done).rejects.toThrow('sink broken')
    await expect(following.caughtUp()).rejects.toThrow('sink broken')
  })

  test('it gives a stage its references before the batches that need them', async () => {
    await using under = await open({ partitions: 1 })
    const known: unknown[] = []
    const answers: number[] = []
    const referring: Stage = {
      name: 'conformance-referring',
      input: INPUT,
      references: [REFERENCE],
      onReferences: (records) => known.push(...records.map(jsonOf)),
      async process(batch) {
        answers.push(...batch.map(() => known.length))
        return []
      },
    }
    await under.log.append([1, 2].map((n) => jsonRecord(REFERENCE, 'r', n)))
    const running = await under.log.run(referring)
    await under.log.append(numbered(1, 1))
    await running.caughtUp()
    await under.log.append([jsonRecord(REFERENCE, 'r', 3)])
    await under.log.append(numbered(1, 1))
    await running.caughtUp()
    await running.stop()
    expect([known, answers]).toEqual([
      [1, 2, 3],
      [2, 3],
    ])
  })
}
