import type { Membership, StatusSource, TraderStatusEvent } from '@trustlane/contracts'
import { aMembership } from '@trustlane/contracts/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StatusStore } from '../port.ts'
import { aLink, changeLog, loadBegin, loadEnd, memberEvent, removedEvent } from './change-log.ts'
import type { OpenStatusStore } from './harness.ts'
import { matchesOf } from './matching.ts'

type Kind = 'complete' | 'published' | 'change'
/** What a source says of member M at an hour; `absent` of a list that does not name him, `removed` of a change. */
type Said = {
  readonly kind: Kind
  readonly hour: number
  readonly says: Membership['status'] | 'absent' | 'removed'
}

const asOfHour = (hour: number): string => new Date(Date.UTC(2026, 5, 1, hour)).toISOString()
const hasStatus = (says: Said['says']): says is Membership['status'] =>
  says !== 'absent' && says !== 'removed'

/** `change 12 suspended` */
function saidIn(text: string): Said {
  const [kind, hour, says] = text.split(' ')
  return { kind: kind as Kind, hour: Number(hour), says: says as Said['says'] }
}

/** Records that say it, as `loadEvents` makes them, in two halves: of a load its end comes apart. */
function recordsOf(
  { kind, hour, says }: Said,
  programme: string,
  loadId: string,
): readonly (readonly TraderStatusEvent[])[] {
  const asOf = asOfHour(hour)
  const sequence = Date.parse(asOf)
  const source: StatusSource = { kind: kind === 'change' ? 'feed' : kind, asOf }
  const named = hasStatus(says) ? [aMembership({ programme, memberId: 'M', status: says })] : []
  if (kind === 'change') {
    const over = { sequence, source }
    return named.length === 0
      ? [[removedEvent('M', { programme, ...over })], []]
      : [named.map((membership) => memberEvent(membership, over)), []]
  }
  const members = [...named, aMembership({ programme, memberId: 'OTHER' })]
  return [
    [
      loadBegin(loadId, { programme, list: kind, asOf }),
      ...members.map((membership) => memberEvent(membership, { sequence, source, loadId })),
    ],
    [loadEnd(loadId, members.length, 0, programme)],
  ]
}

const numbered = (sequence: number, hour: number, status: Membership['status']): TraderStatusEvent =>
  memberEvent(aMembership({ memberId: 'M', status }), {
    sequence,
    source: { kind: 'feed', asOf: asOfHour(hour) },
  })

async function statusOfM(store: StatusStore, programme: string): Promise<string> {
  const found = (await store.find('M')).filter(({ membership }) => membership.programme === programme)
  return found.map(({ membership }) => membership.status).join() || 'none'
}

export function orderingTests(open: OpenStatusStore): void {
  test.each([
    // An older list undoes nothing that was said after it.
    { loaded: ['complete 0 certified', 'change 12 suspended', 'complete 6 certified'], found: 'suspended' },
    { loaded: ['complete 0 certified', 'change 12 removed', 'complete 6 certified'], found: 'none' },
    { loaded: ['complete 0 certified', 'change 12 suspended', 'published 6 certified'], found: 'suspended' },
    { loaded: ['complete 0 absent', 'change 12 certified', 'complete 6 absent'], found: 'certified' },
    { loaded: ['change 12 suspended', 'complete 6 certified'], found: 'suspended' },
    { loaded: ['change 12 removed', 'complete 6 certified'], found: 'none' },
    { loaded: ['change 12 certified', 'complete 6 absent'], found: 'certified' },
    // Nor does the list after that.
    {
      loaded: ['change 12 suspended', 'complete 3 certified', 'complete 6 certified', 'complete 9 certified'],
      found: 'suspended',
    },
    { loaded: ['change 12 suspended', 'complete 6 certified', 'complete 18 certified'], found: 'certified' },
    { loaded: ['change 12 removed', 'complete 6 absent', 'complete 18 certified'], found: 'certified' },
    // An older change undoes nothing that a list said after it.
    { loaded: ['complete 12 suspended', 'change 6 certified'], found: 'suspended' },
    { loaded: ['complete 12 absent', 'change 6 certified'], found: 'none' },
    { loaded: ['complete 12 certified', 'change 6 removed'], found: 'certified' },
    { loaded: ['change 6 certified', 'complete 12 suspended'], found: 'suspended' },
    { loaded: ['change 6 certified', 'complete 12 absent'], found: 'none' },
    { loaded: ['complete 12 suspended', 'change 18 certified'], found: 'certified' },
    // A published list says nothing of those whom it does not name.
    { loaded: ['published 12 suspended', 'change 6 certified'], found: 'suspended' },
    { loaded: ['published 12 absent', 'change 6 suspended'], found: 'suspended' },
    { loaded: ['change 6 suspended', 'published 12 absent'], found: 'suspended' },
    { loaded: ['published 3 suspended', 'change 6 certified', 'published 12 absent'], found: 'certified' },
    { loaded: ['published 6 suspended', 'published 12 absent', 'change 3 certified'], found: 'none' },
    {
      loaded: ['published 6 suspended', 'published 12 absent', 'published 18 absent', 'change 3 certified'],
      found: 'none',
    },
    {
      loaded: ['published 6 certified', 'published 12 absent', 'published 18 certified'],
      found: 'certified',
    },
    // Of the same time, who trusts less is believed.
    { loaded: ['complete 6 certified', 'change 6 suspended'], found: 'suspended' },
    { loaded: ['change 6 suspended', 'complete 6 certified'], found: 'suspended' },
    { loaded: ['complete 6 suspended', 'change 6 certified'], found: 'suspended' },
    { loaded: ['change 6 certified', 'complete 6 suspended'], found: 'suspended' },
    { loaded: ['complete 6 absent', 'change 6 certified'], found: 'none' },
    { loaded: ['change 6 certified', 'complete 6 absent'], found: 'none' },
    { loaded: ['change 6 suspended', 'change 6 certified'], found: 'suspended' },
    { loaded: ['change 6 removed', 'change 6 certified'], found: 'none' },
  ])('answers $found after $loaded', async ({ loaded, found }) => {
    await using opened = await open()
    const log = changeLog(opened.store)
    for (const [nth, text] of loaded.entries()) {
      await log.status(0, ...recordsOf(saidIn(text), 'JP-AEO', `load-${nth}`).flat())
    }
    expect(await statusOfM(opened.store, 'JP-AEO')).toBe(found)
  })

  const said = fc.oneof(
    fc.record({
      kind: fc.constant('complete' as const),
      says: fc.constantFrom('certified', 'suspended', 'absent'),
    }),
    fc.record({ kind: fc.constant('published' as const), says: fc.constantFrom('certified', 'suspended') }),
    fc.record({
      kind: fc.constant('change' as const),
      says: fc.constantFrom('certified', 'suspended', 'removed'),
    }),
  )
  const history = fc
    .array(fc.record({ said, endsAfter: fc.nat(2) }), { minLength: 1, maxLength: 7 })
    .chain((items) =>
      fc
        .shuffledSubarray([...items.keys()], { minLength: items.length })
        .map((hours) =>
          items.map(({ said, endsAfter }, nth) => ({ said: { ...said, hour: hours[nth]! }, endsAfter })),
        ),
    )

  test('finds of a member what was said of him last, whatever was loaded when and beside what', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    let runs = 0
    await fc.assert(
      fc.asyncProperty(history, async (items) => {
        const programme = `P-${(runs += 1)}`
        const steps: { at: number; events: readonly TraderStatusEvent[] }[] = []
        for (const [nth, { said, endsAfter }] of items.entries()) {
          const [first = [], rest = []] = recordsOf(said, programme, `load-${nth}`)
          steps.push({ at: nth, events: first }, { at: nth + endsAfter, events: rest })
        }
        for (const { events } of steps.toSorted((a, b) => a.at - b.at)) await log.status(0, ...events)
        const last = items.map(({ said }) => said).toSorted((a, b) => b.hour - a.hour)[0]
        const status = last !== undefined && hasStatus(last.says) ? last.says : 'none'
        expect(await statusOfM(opened.store, programme)).toBe(status)
      }),
      { numRuns: 200 },
    )
  })

  test('orders the records of a source that numbers them by their numbers', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.status(0, ...recordsOf(saidIn('complete 0 certified'), 'JP-AEO', 'L1').flat())
    await log.status(0, numbered(7, 2, 'suspended'), numbered(6, 3, 'certified'))
    expect(await statusOfM(opened.store, 'JP-AEO')).toBe('suspended')
    await log.status(0, numbered(8, 2, 'certified'))
    expect(await statusOfM(opened.store, 'JP-AEO')).toBe('certified')
  })

  test('forgets what was carried over when a younger list takes its place', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    const texts = ['complete 0 certified', 'change 12 removed', 'complete 6 certified', 'complete 18 absent']
    for (const [nth, text] of texts.entries()) {
      await log.status(0, ...recordsOf(saidIn(text), 'JP-AEO', `load-${nth}`).flat())
    }
    expect(await opened.store.lists()).toEqual({
      'JP-AEO': { list: 'complete', asOf: asOfHour(18), partial: false, members: 1 },
    })
  })

  const MID = { name: 'Whoever', identifiers: [{ scheme: 'mid' as const, value: 'JPAOB123TOK' }] }
  test.each([
    { when: 'a list in between did not name him', texts: ['complete 6 absent', 'change 12 certified'] },
    { when: 'the list in between comes late', texts: ['change 12 certified', 'complete 6 absent'] },
  ])('lets the link to a member lapse when $when', async ({ texts }) => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.status(0, ...recordsOf(saidIn('complete 0 certified'), 'JP-AEO', 'first').flat())
    await log.links(aLink({ member: { programme: 'JP-AEO', memberId: 'M' } }))
    expect(await matchesOf(opened.store, MID)).toEqual(['JP-AEO M B'])
    for (const text of texts) await log.status(0, ...recordsOf(saidIn(text), 'JP-AEO', text).flat())
    expect(await statusOfM(opened.store, 'JP-AEO')).toBe('certified')
    expect(await matchesOf(opened.store, MID)).toEqual([])
  })
}
