import type { Lookup } from '@trustlane/trader-status'
import { describe, expect, test } from 'vitest'
import { createOutage, type OutageReport } from './outage.ts'
import { lookUp } from './patient-lookup.ts'

const ANSWER: Lookup = { parties: [], lists: {} }
const down = () => Object.assign(new Error('connection refused'), { retriable: true })

/** A clock that only `wait` moves, and a store that is down until it says so. */
function scene({ upFrom = Infinity, deadlineMs = 60_000, error = down() }) {
  let clock = 0
  const reports: OutageReport[] = []
  const waits: number[] = []
  let attempts = 0
  const outage = createOutage({ now: () => clock, deadlineMs, onOutage: (report) => reports.push(report) })
  const signal = new AbortController()
  const ask = async () =>
    lookUp(
      {
        lookup: async () => {
          attempts += 1
          if (clock < upFrom) throw error
          return ANSWER
        },
      },
      [],
      new Date(0),
      {
        outage,
        signal: signal.signal,
        wait: async (ms, given) => {
          given.throwIfAborted()
          waits.push(ms)
          clock += ms
        },
      },
    )
  return {
    ask,
    signal,
    reports,
    waits,
    attempts: () => attempts,
    moveTo: (at: number) => {
      clock = at
    },
  }
}

describe('lookUp', () => {
  test('answers at once while the store is up', async () => {
    const { ask, waits, reports } = scene({ upFrom: 0 })
    expect(await ask()).toBe(ANSWER)
    expect({ waits, reports }).toEqual({ waits: [], reports: [] })
  })

  test('waits in growing steps until the store is back, and tells of the outage', async () => {
    const { ask, waits, reports } = scene({ upFrom: 1_000 })
    expect(await ask()).toBe(ANSWER)
    expect(waits).toEqual([50, 100, 200, 400, 800])
    expect(reports).toMatchObject([
      { state: 'began', at: 0 },
      { state: 'ended', at: 1_550, lastedMs: 1_550 },
    ])
  })

  test('pauses two seconds at most, and never past the deadline', async () => {
    const { ask, waits } = scene({ deadlineMs: 7_000 })
    expect(await ask()).toBeUndefined()
    expect(Math.max(...waits)).toBe(2_000)
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(7_000)
  })

  test('counts the deadline once for an outage: the next batch tries once and does not wait', async () => {
    const { ask, waits, reports, attempts } = scene({ deadlineMs: 1_000 })
    await ask()
    const before = { waits: waits.length, attempts: attempts() }
    expect(await ask()).toBeUndefined()
    expect(waits.length).toBe(before.waits)
    expect(attempts()).toBe(before.attempts + 1)
    expect(reports).toHaveLength(1)
  })

  test('counts two batches that wait at the same time as one outage', async () => {
    const { ask, waits, reports } = scene({ deadlineMs: 1_000 })
    expect(await Promise.all([ask(), ask()])).toEqual([undefined, undefined])
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(2_000)
    expect(reports).toHaveLength(1)
  })

  test('begins a new deadline after the store has been back', async () => {
    const once = scene({ upFrom: 5_000, deadlineMs: 1_000 })
    expect(await once.ask()).toBeUndefined()
    once.moveTo(5_000)
    expect(await once.ask()).toBe(ANSWER)
    once.moveTo(0)
    expect(await once.ask()).toBeUndefined()
    expect(once.reports.map(({ state }) => state)).toEqual(['began', 'ended', 'began'])
  })

  test('ends with the reason when it is aborted while waiting', async () => {
    const { ask, signal } = scene({})
    signal.abort(new Error('partition taken away'))
    await expect(ask()).rejects.toThrow('partition taken away')
  })

  test('does not wait for an error that is no outage', async () => {
    const { ask, waits } = scene({ error: Object.assign(new TypeError('bug'), { retriable: false }) })
    await expect(ask()).rejects.toThrow('bug')
    expect(waits).toEqual([])
  })
})
