import { describe, expect, test } from 'vitest'
import { fakeIo } from '../testing/fake-io.ts'
import { arrangements } from './arrangements.ts'

type Shown = {
  arrangementId: string
  inForce: boolean
  direction: { from: string; to: string }
  sources: string[]
}

describe('arrangements', () => {
  test('lists one direction of one pair', async () => {
    const io = fakeIo()
    expect(await arrangements({ from: 'JP', to: 'US' }, io)).toBe(0)
    const [head, row, ...rest] = io.out().split('\n')
    expect(head).toMatch(
      /^Arrangement +Direction +In force +Status +Start +Covered +Conveyance +Confidence +Basis +Sources$/,
    )
    expect(row).toMatch(/^mra-us-jp +JP → US +yes +/)
    expect(rest.join('')).not.toContain('US → JP')
  })

  test('takes a country for the territory that it lies in', async () => {
    const [german, eu] = [fakeIo(), fakeIo()]
    await arrangements({ from: 'de', to: 'US', json: true }, german)
    await arrangements({ from: 'EU', to: 'US', json: true }, eu)
    expect(german.out()).toBe(eu.out())
    expect(german.outJson()).not.toEqual([])
  })

  test('lists every direction of all arrangements, each once', async () => {
    const io = fakeIo()
    await arrangements({ json: true }, io)
    const keys = (io.outJson() as Shown[]).map(
      ({ arrangementId, direction: { from, to } }) => `${arrangementId} ${from} ${to}`,
    )
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set((io.outJson() as Shown[]).map(({ arrangementId }) => arrangementId)).size).toBe(118)
  })

  test('says what was in force at a time', async () => {
    const before = fakeIo()
    await arrangements({ from: 'JP', to: 'US', at: '2001-01-01', json: true }, before)
    expect((before.outJson() as Shown[]).map(({ inForce }) => inForce)).toEqual([false])
  })

  test('says that there is none', async () => {
    const io = fakeIo()
    expect(await arrangements({ from: 'KP', to: 'US' }, io)).toBe(0)
    expect(io.out()).toBe('No arrangement is known from KP to US.\n')
  })

  test.each([
    { args: { from: 'Japan' }, message: '--from "Japan": expected a country' },
    { args: { at: '20260231' }, message: '--at "20260231": there is no 2026-02-31' },
  ])('refuses $args', async ({ args, message }) => {
    await expect(arrangements(args, fakeIo())).rejects.toThrow(message)
  })
})
