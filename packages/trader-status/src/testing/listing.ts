import type { StatusSource } from '@trustlane/contracts'
import { aMembership } from '@trustlane/contracts/testing'
import { expect, test } from 'vitest'
import { AS_OF, changeLog, loadBegin, loadEnd, memberEvent, removedEvent } from './change-log.ts'
import type { OpenStatusStore } from './harness.ts'
import { matchesOf } from './matching.ts'

const member = (memberId: string, over: Parameters<typeof aMembership>[0] = {}) =>
  aMembership({ memberId, identifiers: [{ scheme: 'aeo', value: memberId }], ...over })
const asked = (memberId: string) => ({
  name: 'Whoever',
  identifiers: [{ scheme: 'aeo' as const, value: memberId }],
})
const JUNE_2 = '2026-06-02T00:00:00Z'
const complete = (asOf: string): StatusSource => ({ kind: 'complete', asOf })
const L2 = { loadId: 'L2', source: complete(JUNE_2) }

export function listingTests(open: OpenStatusStore): void {
  test('shows a list from the moment all partitions have ended, and not before', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([member('OLD')])
    const begin = loadBegin('L2', { asOf: JUNE_2, partitions: 2 })
    const steps = [
      () => log.status(0, begin, memberEvent(member('NEW'), L2)),
      () => log.status(0, loadEnd('L2', 1, 0)),
      () => log.status(1, begin),
      () => log.status(1, memberEvent(member('NEWER'), L2)),
    ]
    for (const step of steps) {
      await step()
      expect(await matchesOf(opened.store, asked('OLD'))).toEqual(['JP-AEO OLD A'])
      expect(await matchesOf(opened.store, asked('NEW'))).toEqual([])
      expect((await opened.store.lists())['JP-AEO']).toMatchObject({ asOf: AS_OF, members: 1 })
    }
    await log.status(1, loadEnd('L2', 1, 1))
    expect(await matchesOf(opened.store, asked('OLD'))).toEqual([])
    expect(await matchesOf(opened.store, asked('NEW'))).toEqual(['JP-AEO NEW A'])
    expect(await matchesOf(opened.store, asked('NEWER'))).toEqual(['JP-AEO NEWER A'])
    expect(await opened.store.lists()).toEqual({
      'JP-AEO': { list: 'complete', asOf: JUNE_2, partial: false, members: 2 },
    })
  })

  test('never shows a load that lost a member on the way', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([member('OLD')])
    await log.status(0, loadBegin('L2', { asOf: JUNE_2 }), memberEvent(member('NEW'), L2), loadEnd('L2', 2))
    expect(await matchesOf(opened.store, asked('NEW'))).toEqual([])
    expect(await matchesOf(opened.store, asked('OLD'))).toEqual(['JP-AEO OLD A'])
  })

  test('loads one list at a time for each programme, and leaves the others alone', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([member('OLD')])
    await log.list([member('C-1', { programme: 'US-CTPAT' })], {
      programme: 'US-CTPAT',
      list: 'published',
      rejected: 3,
    })
    await log.list([member('C-2', { programme: 'US-CTPAT' })], {
      programme: 'US-CTPAT',
      list: 'published',
      asOf: JUNE_2,
    })
    expect(await matchesOf(opened.store, asked('OLD'))).toEqual(['JP-AEO OLD A'])
    expect(await matchesOf(opened.store, asked('C-1'))).toEqual([])
    expect(await opened.store.lists()).toEqual({
      'JP-AEO': { list: 'complete', asOf: AS_OF, partial: false, members: 1 },
      'US-CTPAT': { list: 'published', asOf: JUNE_2, partial: false, members: 1 },
    })
  })

  test('says of a list from which rows were left out that it is partial', async () => {
    await using opened = await open()
    await changeLog(opened.store).list([member('OLD')], { rejected: 1 })
    expect((await opened.store.lists())['JP-AEO']?.partial).toBe(true)
  })

  test('gives up a load that an equal or younger list has overtaken, wherever its rest comes in', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    const lost = loadBegin('LOST', { partitions: 2 })
    await log.status(0, lost, memberEvent(member('LOST'), { loadId: 'LOST' }), loadEnd('LOST', 1, 0))
    await log.list([member('NEW')])
    await log.status(1, lost, loadEnd('LOST', 0, 1))
    expect(await matchesOf(opened.store, asked('LOST'))).toEqual([])
    expect(await matchesOf(opened.store, asked('NEW'))).toEqual(['JP-AEO NEW A'])
  })

  test('does not put an older list in the place of a younger one', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([member('NEW')], { asOf: JUNE_2 })
    await log.list([member('OLD')])
    expect(await matchesOf(opened.store, asked('NEW'))).toEqual(['JP-AEO NEW A'])
    expect(await matchesOf(opened.store, asked('OLD'))).toEqual([])
  })

  test('does not load a list again under the same load id', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([member('A')], { loadId: 'L1' })
    await log.list([member('B')], { loadId: 'L1' })
    expect(await matchesOf(opened.store, asked('A'))).toEqual(['JP-AEO A A'])
    expect(await matchesOf(opened.store, asked('B'))).toEqual([])
  })

  test('carries changes of the list in force over to a load under way', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    const later: StatusSource = { kind: 'feed', asOf: '2026-06-02T06:00:00Z' }
    await log.list([member('M'), member('GONE')])
    await log.status(
      0,
      loadBegin('L2', { asOf: JUNE_2 }),
      memberEvent(member('M', { status: 'suspended' }), { sequence: 5, source: later }),
      removedEvent('GONE', { sequence: 5, source: later }),
    )
    const suspended = async () => (await opened.store.find('M')).map(({ membership }) => membership.status)
    expect(await suspended()).toEqual(['suspended'])
    expect(await matchesOf(opened.store, asked('GONE'))).toEqual([])
    await log.status(0, memberEvent(member('M'), L2))
    await log.status(0, memberEvent(member('GONE'), L2))
    await log.status(0, loadEnd('L2', 2))
    expect(await suspended()).toEqual(['suspended'])
    expect(await matchesOf(opened.store, asked('GONE'))).toEqual([])
    expect((await opened.store.lists())['JP-AEO']).toMatchObject({ asOf: JUNE_2, members: 1 })
  })

  test('lets a list win over a change that its partition recorded before the load began', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([member('M')])
    const begin = loadBegin('L2', { asOf: JUNE_2, partitions: 2 })
    await log.status(0, begin, loadEnd('L2', 0, 0))
    await log.status(1, memberEvent(member('M'), { sequence: 5 }))
    await log.status(1, begin, memberEvent(member('M', { status: 'revoked' }), L2), loadEnd('L2', 1, 1))
    expect((await opened.store.find('M')).map(({ membership }) => membership.status)).toEqual(['revoked'])
  })

  test.each([
    { when: 'lower', sequence: 4, status: 'suspended' },
    { when: 'equal', sequence: 5, status: 'suspended' },
    { when: 'higher', sequence: 6, status: 'certified' },
  ])(
    'answers $status after a suspension when the next change has a sequence that is $when',
    async ({ sequence, status }) => {
      await using opened = await open()
      const log = changeLog(opened.store)
      await log.list([member('M')])
      await log.status(
        0,
        memberEvent(member('M', { status: 'suspended' }), { sequence: 5 }),
        memberEvent(member('M'), { sequence }),
      )
      expect((await opened.store.find('M')).map(({ membership }) => membership.status)).toEqual([status])
    },
  )

  test('remembers a removal, so that an older record does not undo it', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([member('M'), member('N')])
    await log.status(0, removedEvent('M', { sequence: 5 }), memberEvent(member('M'), { sequence: 4 }))
    expect(await matchesOf(opened.store, asked('M'))).toEqual([])
    expect((await opened.store.lists())['JP-AEO']?.members).toBe(1)
    await log.status(0, memberEvent(member('M'), { sequence: 6 }))
    expect(await matchesOf(opened.store, asked('M'))).toEqual(['JP-AEO M A'])
  })

  test('forgets the keys that a change takes from a member', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([member('M')])
    await log.status(
      0,
      memberEvent(member('M', { identifiers: [{ scheme: 'aeo', value: 'NEXT' }] }), { sequence: 1 }),
    )
    expect(await matchesOf(opened.store, asked('M'))).toEqual([])
    expect(await matchesOf(opened.store, asked('NEXT'))).toEqual(['JP-AEO M A'])
  })

  test('keeps members that come without any list, and claims no list for them', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.status(0, memberEvent(member('M')))
    expect(await matchesOf(opened.store, asked('M'))).toEqual(['JP-AEO M A'])
    expect(await opened.store.lists()).toEqual({})
    await log.list([member('N')])
    expect(await matchesOf(opened.store, asked('M'))).toEqual([])
  })

  const evidence: StatusSource = {
    kind: 'evidence',
    asOf: JUNE_2,
    reference: 'mail of 1 June',
    checkedBy: 'ben',
    expires: '2026-09-01T00:00:00Z',
  }

  test('keeps evidence beside the list, through loads and removals from the list', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.status(0, memberEvent(member('E'), { source: evidence }))
    expect(await opened.store.lists()).toEqual({
      'JP-AEO': { list: 'evidence', asOf: JUNE_2, partial: false, members: 1 },
    })
    await log.list([member('M')])
    await log.status(0, removedEvent('E', { sequence: 9 }))
    expect(await matchesOf(opened.store, asked('E'))).toEqual(['JP-AEO E A'])
    expect((await opened.store.find('E')).map(({ source }) => source)).toEqual([evidence])
    expect((await opened.store.lists())['JP-AEO']).toMatchObject({ list: 'complete', members: 1 })
    await log.status(0, removedEvent('E', { sequence: 9, source: evidence }))
    expect(await matchesOf(opened.store, asked('E'))).toEqual([])
  })

  test.each([
    { listed: 'certified', shown: 'certified', found: ['certified complete'] },
    { listed: 'revoked', shown: 'certified', found: ['revoked complete'] },
    { listed: 'certified', shown: 'suspended', found: ['suspended evidence'] },
  ] as const)(
    'answers $found when the list says $listed and the evidence $shown',
    async ({ listed, shown, found }) => {
      await using opened = await open()
      const log = changeLog(opened.store)
      // Found by the number of the evidence alone: what the list says must come up all the same.
      await log.list([member('M', { status: listed, identifiers: [] })])
      await log.status(0, memberEvent(member('M', { status: shown }), { source: evidence }))
      const { parties } = await opened.store.lookup(
        [{ issued: ['id:aeo:M'], linkable: [], nameWords: [], place: {} }],
        new Date(JUNE_2),
      )
      const memberships = parties.flatMap((facts) => (facts.kind === 'answered' ? facts.memberships : []))
      expect(memberships.map(({ status, source }) => `${status} ${source.kind}`)).toEqual(found)
    },
  )
}
