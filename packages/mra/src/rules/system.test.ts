import type { ListState, StatusSource } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import {
  answered,
  blocksOf,
  consignee,
  carrier,
  DAY,
  decideIn,
  exporter,
  found,
  fromAt,
  held,
  HOUR,
  list,
  unknown,
} from '../testing/index.ts'

describe('a look-up that failed', () => {
  const member = answered([held()])
  const nothing = answered()
  test.each([
    { of: 'the key party', parties: [unknown(), nothing, nothing], at: [0] },
    { of: 'the consignee', parties: [member, unknown(), nothing], at: [1] },
    { of: 'the carrier, which may be the consignor', parties: [member, nothing, unknown()], at: [2] },
    { of: 'everybody', parties: [unknown(), unknown(), unknown()], at: [0, 1, 2] },
    { of: 'whoever the facts leave out', parties: [member], at: [1, 2] },
    { of: 'everybody, by facts that are empty', parties: [], at: [0, 1, 2] },
  ])('leaves the status of $of unknown at $at', ({ parties, at }) => {
    const decision = decideIn({ facts: { parties } })
    const reasons = decision.reasons.filter(({ code }) => code === 'STATUS_UNKNOWN')
    expect(reasons.map(({ party }) => party)).toEqual(at)
    expect(decision.outcome).toBe(at.length === 0 ? 'cleared' : 'needs-validation')
    expect(decision.retryable).toBe(at.length > 0)
  })

  test('of the carrier does not matter where an exporter decides', () => {
    const facts = { parties: [member, nothing, unknown()] }
    const key = found({ role: 'exporter', identifiers: [{ scheme: 'aeo', value: 'JP12345', issuer: 'JP' }] })
    expect(decideIn({ key, others: [consignee(), carrier()], facts }).outcome).toBe('cleared')
  })

  test('of the consignee matters only where its status may speak against the bill', () => {
    const facts = { parties: [member, unknown(), nothing] }
    expect(decideIn({ facts, policy: { adverseElsewhere: 'ignore' } }).outcome).toBe('cleared')
  })

  test('of a marker leaves it and its party unknown', () => {
    const marker = { ...found({ role: 'aeo' }), facts: unknown() }
    expect(blocksOf(decideIn({ others: [consignee(), carrier(), marker] }))).toEqual([
      'STATUS_UNKNOWN',
      'STATUS_UNKNOWN',
    ])
  })
})

describe('the age of a status', () => {
  const age = (kind: StatusSource['kind'], milliseconds: number): StatusSource => ({
    kind,
    asOf: fromAt(-milliseconds),
  })
  test.each([
    { source: age('feed', 48 * HOUR), fresh: true },
    { source: age('feed', 48 * HOUR + 1), fresh: false },
    { source: age('complete', 48 * HOUR), fresh: true },
    { source: age('complete', 48 * HOUR + 1), fresh: false },
    { source: age('published', 35 * DAY), fresh: true },
    { source: age('published', 35 * DAY + 1), fresh: false },
    { source: age('other', 0), fresh: false },
    { source: age('complete', -HOUR / 4), fresh: true },
    { source: age('complete', -HOUR / 4 - 1), fresh: false },
    { source: { ...age('evidence', 300 * DAY), expires: fromAt(1) }, fresh: true },
    { source: { ...age('evidence', 1), expires: fromAt(0) }, fresh: false },
    { source: age('evidence', 1), fresh: false },
    { source: { kind: 'feed', asOf: 'yesterday' }, fresh: false },
  ] as const)('is fresh: $fresh, for $source', ({ source, fresh }) => {
    // A public list implies no consent; how old it may be is asked of it all the same.
    const decision = decideIn({
      key: exporter(held({ source })),
      facts: { lists: {} },
      policy: { consentImpliedBy: ['feed', 'complete', 'evidence', 'published'] },
    })
    expect(blocksOf(decision)).toEqual(fresh ? [] : ['STATUS_STALE'])
    expect(decision.retryable).toBe(!fresh)
    expect(decision.review?.class).toBe(fresh ? undefined : 'system')
  })

  test.each([
    { kind: 'complete', of: list(), fresh: true },
    { kind: 'feed', of: list(), fresh: true },
    { kind: 'complete', of: list({ asOf: fromAt(-49 * HOUR) }), fresh: false },
    { kind: 'complete', of: list({ asOf: fromAt(DAY) }), fresh: false },
    { kind: 'complete', of: list({ list: 'published' }), fresh: false },
    { kind: 'published', of: list({ list: 'published' }), fresh: true },
    { kind: 'evidence', of: list(), fresh: false },
  ] as const)(
    'of a $kind record is renewed: $fresh, by the list that it stands on',
    ({ kind, of, fresh }) => {
      const key = exporter(held({ source: age(kind, 60 * DAY) }))
      const decision = decideIn({ key, facts: { lists: { 'JP-AEO': of } } })
      expect(blocksOf(decision).includes('STATUS_STALE')).toBe(!fresh)
    },
  )

  test('is not spoilt by a list from the future', () => {
    const facts = { lists: { 'JP-AEO': list({ asOf: fromAt(DAY) }) } }
    expect(decideIn({ facts }).outcome).toBe('cleared')
  })

  test('is not what a decision is good until, but the end of evidence is', () => {
    expect(decideIn().goodUntil).toBeUndefined()
    const source = { ...age('evidence', HOUR), expires: fromAt(DAY) }
    expect(decideIn({ key: exporter(held({ source })) }).goodUntil).toBe(fromAt(DAY))
  })
})

describe('a party that bears a number and is not found', () => {
  const key = found({ identifiers: [{ scheme: 'tin', value: 'JP123' }] })
  test.each<{ of: ListState | undefined; blocks: readonly string[]; system: boolean }>([
    { of: undefined, blocks: ['LIST_NOT_LOADED'], system: true },
    { of: list(), blocks: ['FOREIGN_PARTY_NOT_TRUSTED'], system: false },
    { of: list({ asOf: fromAt(-48 * HOUR) }), blocks: ['FOREIGN_PARTY_NOT_TRUSTED'], system: false },
    { of: list({ asOf: fromAt(-48 * HOUR - 1) }), blocks: ['STATUS_STALE'], system: true },
    { of: list({ partial: true }), blocks: ['LIST_INCOMPLETE'], system: false },
    { of: list({ list: 'published' }), blocks: ['LIST_INCOMPLETE'], system: false },
    { of: list({ list: 'published', asOf: fromAt(-90 * DAY) }), blocks: ['LIST_INCOMPLETE'], system: false },
    { of: list({ list: 'evidence' }), blocks: ['LIST_INCOMPLETE'], system: false },
  ])('is $blocks on $of', ({ of, blocks, system }) => {
    const decision = decideIn({ key, facts: { lists: of === undefined ? {} : { 'JP-AEO': of } } })
    expect(blocksOf(decision)).toEqual(blocks)
    expect(decision.retryable).toBe(system)
    expect(decision.review).toEqual({ class: system ? 'system' : 'ordinary' })
  })
})
