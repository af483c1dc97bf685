import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Arrangement, Direction } from './arrangement.ts'
import {
  type Activation,
  ArrangementSetError,
  createArrangementSet,
  isActiveStatus,
  isInForce,
} from './arrangement-set.ts'

const direction = (from: string, to: string): Direction => ({
  from,
  to,
  basis: 'explicit',
  coverage: null,
  conveyance: { methods: [], channel: 'not-established', inferred: false, source: 'test' },
})

const arrangement = (over: Partial<Arrangement> = {}): Arrangement => ({
  arrangementId: 'kr-jp',
  kind: 'bilateral',
  members: [
    { territory: 'KR', programme: 'KR-AEO' },
    { territory: 'JP', programme: 'JP-AEO' },
  ],
  status: 'implemented',
  confidence: 'high',
  signed: {},
  implemented: { day: '2020-05-01' },
  directions: [direction('KR', 'JP'), direction('JP', 'KR')],
  conditions: [],
  sources: ['test'],
  ...over,
})

const activation = (over: Partial<Activation> = {}): Activation => ({
  arrangementId: 'kr-jp',
  effectiveFrom: '2026-03-01',
  active: true,
  authority: 'Japan Customs',
  legalReference: 'Notice 12 of 2026',
  ...over,
})

const at = (instant: string) => new Date(instant)

describe('createArrangementSet', () => {
  test('finds a direction with its start, and nothing the other way round where that is missing', () => {
    const set = createArrangementSet([arrangement({ directions: [direction('KR', 'JP')] })])
    expect(set.between('KR', 'JP')).toMatchObject([
      { arrangement: { arrangementId: 'kr-jp' }, start: at('2020-04-30T15:00:00Z'), startAssumed: false },
    ])
    expect(set.between('JP', 'KR')).toEqual([])
  })

  test('puts bilateral arrangements first, whatever their order', () => {
    const wide = arrangement({ arrangementId: 'many', kind: 'plurilateral' })
    const set = createArrangementSet([wide, arrangement()])
    expect(set.between('KR', 'JP').map((found) => found.arrangement.arrangementId)).toEqual(['kr-jp', 'many'])
    expect(set.arrangements.map(({ arrangementId }) => arrangementId)).toEqual(['many', 'kr-jp'])
  })

  test.each([
    {
      what: 'an id that occurs twice',
      set: [[arrangement(), arrangement()]],
      says: /id occurs twice: kr-jp/,
    },
    {
      what: 'a direction that occurs twice',
      set: [[arrangement({ directions: [direction('KR', 'JP'), direction('KR', 'JP')] })]],
      says: /twice in kr-jp: KR>JP/,
    },
    { what: 'content that does not fit', set: [[arrangement({ sources: [] })]], says: /sources/ },
    {
      what: 'an activation of what is not there',
      set: [[arrangement()], [activation({ arrangementId: 'kr-us' })]],
      says: /not there: kr-us/,
    },
    {
      what: 'an activation of a direction that is not there',
      set: [[arrangement()], [activation({ from: 'KR', to: 'US' })]],
      says: /not there: kr-jp/,
    },
    {
      what: 'an activation that names one end only',
      set: [[arrangement()], [activation({ from: 'KR' })]],
      says: /both/,
    },
    {
      what: 'a direction that is activated twice',
      set: [[arrangement()], [activation(), activation({ from: 'KR', to: 'JP' })]],
      says: /activated twice: kr-jp KR>JP/,
    },
    {
      what: 'a day that does not exist',
      set: [[arrangement()], [activation({ effectiveFrom: '2026-02-31' })]],
      says: /effectiveFrom/,
    },
  ])('refuses $what', ({ set: [arrangements, activations], says }) => {
    const create = () =>
      createArrangementSet(arrangements as Arrangement[], activations as Activation[] | undefined)
    expect(create).toThrow(says)
    expect(create).toThrow(ArrangementSetError)
  })

  test('has one digest for one content, and another as soon as anything differs', () => {
    const { digest } = createArrangementSet([arrangement()], [activation()])
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    expect(createArrangementSet([arrangement()], [activation()]).digest).toBe(digest)
    expect(createArrangementSet([arrangement()]).digest).not.toBe(digest)
    expect(createArrangementSet([arrangement({ confidence: 'low' })], [activation()]).digest).not.toBe(digest)
  })

  test('finds what a scan of all directions finds', () => {
    const territory = fc.constantFrom('JP', 'KR', 'US', 'EU')
    const pairs = fc.uniqueArray(fc.tuple(territory, territory), {
      minLength: 1,
      selector: ([from, to]) => `${from}${to}`,
    })
    const kinds = fc.constantFrom('bilateral' as const, 'plurilateral' as const)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(kinds, pairs), { maxLength: 12 }),
        territory,
        territory,
        (drawn, from, to) => {
          const all = drawn.map(([kind, directions], index) =>
            arrangement({
              arrangementId: `a${index}`,
              kind,
              directions: directions.map(([one, other]) => direction(one, other)),
            }),
          )
          const scan = (kind: Arrangement['kind']) =>
            all.filter(
              (one) => one.kind === kind && one.directions.some((d) => d.from === from && d.to === to),
            )
          const found = createArrangementSet(all).between(from, to)
          expect(found.map((one) => one.arrangement)).toEqual([...scan('bilateral'), ...scan('plurilateral')])
          for (const { direction: one } of found) expect([one.from, one.to]).toEqual([from, to])
        },
      ),
    )
  })
})

describe('isInForce', () => {
  const inForce = (
    arrangements: Arrangement[],
    activations: Activation[],
    instant: string,
    [from, to]: [string, string] = ['KR', 'JP'],
  ): boolean => isInForce(createArrangementSet(arrangements, activations).between(from, to)[0]!, at(instant))
  const signed = arrangement({ status: 'signed' })

  test.each([
    ['implemented', true],
    ['signed-operation-presumed', true],
    ['signed', false],
    ['listed', false],
    ['signed-not-shown-operational', false],
  ] as const)('takes the status %s for active: %s', (status, active) => {
    expect(isActiveStatus(status)).toBe(active)
    expect(inForce([arrangement({ status })], [], '2026-06-01T00:00:00Z')).toBe(active)
  })

  test('begins with the first instant of the day in the destination', () => {
    expect(inForce([arrangement()], [], '2020-04-30T14:59:59.999Z')).toBe(false)
    expect(inForce([arrangement()], [], '2020-04-30T15:00:00Z')).toBe(true)
  })

  test('lets an operator activate what is only signed, from a day on', () => {
    expect(inForce([signed], [activation()], '2026-02-28T14:59:59.999Z')).toBe(false)
    expect(inForce([signed], [activation()], '2026-02-28T15:00:00Z')).toBe(true)
  })

  test('lets an operator activate one direction only', () => {
    const one = [activation({ from: 'KR', to: 'JP' })]
    expect(inForce([signed], one, '2026-06-01T00:00:00Z')).toBe(true)
    expect(inForce([signed], one, '2026-06-01T00:00:00Z', ['JP', 'KR'])).toBe(false)
  })

  test('lets an operator end what is in force, from a day on', () => {
    const ended = [activation({ active: false })]
    expect(inForce([arrangement()], ended, '2026-02-28T14:59:59.999Z')).toBe(true)
    expect(inForce([arrangement()], ended, '2026-02-28T15:00:00Z')).toBe(false)
    expect(inForce([signed], ended, '2026-01-01T00:00:00Z')).toBe(false)
  })

  test('no longer assumes a start that an authority has stated', () => {
    const vague = arrangement({ implemented: {}, signed: { day: '2019-01-01' } })
    const [assumed] = createArrangementSet([vague]).between('KR', 'JP')
    const [stated] = createArrangementSet([vague], [activation()]).between('KR', 'JP')
    expect(assumed).toMatchObject({ startAssumed: true })
    expect(stated).toMatchObject({
      startAssumed: false,
      start: at('2026-02-28T15:00:00Z'),
      overlay: activation(),
    })
  })
})
