import { describe, expect, test } from 'vitest'
import { createProgress, type ProgressOptions } from './progress.ts'

function started(over: Partial<ProgressOptions> = {}) {
  const written: string[] = []
  const clock = { ms: 0 }
  const progress = createProgress({
    label: 'JP-AEO',
    total: 1000,
    write: (text) => written.push(text),
    isTTY: true,
    columns: 100,
    now: () => clock.ms,
    ...over,
  })
  return { progress, written, clock }
}

describe('createProgress', () => {
  test('draws a bar with count, rate and rest over itself on a terminal', () => {
    const { progress, written, clock } = started()
    clock.ms = 2000
    progress.update(500)
    expect(written).toEqual([`\rJP-AEO  ${'█'.repeat(12)}${'░'.repeat(12)}  500 of 1,000  250/s  2 s left`])
  })

  test('draws at most every tenth of a second', () => {
    const { progress, written, clock } = started()
    for (let ms = 10; ms <= 1000; ms += 10) {
      clock.ms = ms
      progress.update(ms)
    }
    expect(written).toHaveLength(10)
  })

  test('wipes what a longer line left behind', () => {
    const { progress, written, clock } = started()
    clock.ms = 1000
    progress.update(10, 'a long note')
    clock.ms = 2000
    progress.update(1000)
    progress.finish()
    expect(written[1]).toMatch(/ {5,}$/)
    expect(written.at(-1)).toMatch(/1,000 of 1,000 .*\n$/)
  })

  test('never fills the last column of the terminal', () => {
    const { progress, written, clock } = started({ columns: 20 })
    clock.ms = 1000
    progress.update(10)
    expect(written[0]!.replace('\r', '')).toHaveLength(19)
  })

  test('writes whole lines, five seconds apart, where there is no terminal', () => {
    const { progress, written, clock } = started({ isTTY: false })
    for (const ms of [1000, 4999, 5000, 9000, 10_000]) {
      clock.ms = ms
      progress.update(ms / 100)
    }
    progress.finish()
    expect(written).toEqual([
      'JP-AEO  50 of 1,000  10/s  95 s left\n',
      'JP-AEO  100 of 1,000  10/s  90 s left\n',
      'JP-AEO  100 of 1,000  10/s  90 s left\n',
    ])
  })

  test('counts only, when the total is not known', () => {
    const { progress, written, clock } = started()
    const { total: _total, ...rest } = { label: 'x', total: 1, isTTY: false, columns: 80 }
    const open = createProgress({ ...rest, write: (text) => written.push(text), now: () => clock.ms })
    open.update(12)
    open.finish()
    progress.update(0)
    expect(written).toEqual(['x  12\n'])
  })
})
