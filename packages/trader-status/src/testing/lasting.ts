import type { TraderStatusEvent } from '@trustlane/contracts'
import { aMembership } from '@trustlane/contracts/testing'
import { expect, test } from 'vitest'
import type { StatusChange } from '../port.ts'
import { aLink, changeLog, loadBegin, loadEnd, memberEvent } from './change-log.ts'
import type { OpenStatusStore } from './harness.ts'

const number = (value: string) => ({ identifiers: [{ scheme: 'aeo' as const, value }] })

const at = (offset: number, value: TraderStatusEvent, partition = 0): StatusChange => ({
  topic: 'trader.status.v1',
  partition,
  offset,
  event: { kind: 'status', value },
})

export function lastingTests(open: OpenStatusStore): void {
  test('starts without marks, lists, links and members', async () => {
    await using opened = await open()
    expect(await opened.store.marks()).toEqual(new Map())
    expect(await opened.store.lists()).toEqual({})
    expect(await opened.store.links()).toEqual([])
    expect(await opened.store.find('JP-0001')).toEqual([])
  })

  test('marks the offset to apply next, by topic and partition', async () => {
    await using opened = await open()
    await opened.store.apply([
      at(0, memberEvent(aMembership())),
      at(7, memberEvent(aMembership()), 3),
      { topic: 'party.link.v1', partition: 0, offset: 4, event: { kind: 'link', value: aLink() } },
      { topic: 'party.link.v1', partition: 1, offset: 8, event: { kind: 'skip' } },
    ])
    expect(await opened.store.marks()).toEqual(
      new Map([
        ['trader.status.v1/0', 1],
        ['trader.status.v1/3', 8],
        ['party.link.v1/0', 5],
        ['party.link.v1/1', 9],
      ]),
    )
  })

  test('ignores what lies below its mark, in the same call and in a later one', async () => {
    await using opened = await open()
    const suspended = aMembership({ status: 'suspended' })
    const changes = [at(0, memberEvent(aMembership())), at(1, memberEvent(suspended))]
    await opened.store.apply([...changes, ...changes])
    await opened.store.apply(changes)
    expect((await opened.store.find('JP-0001')).map(({ membership }) => membership)).toEqual([suspended])
    expect(await opened.store.marks()).toEqual(new Map([['trader.status.v1/0', 2]]))
  })

  test('keeps nothing of a call that failed, and goes on with the next', async () => {
    await using opened = await open()
    const broken = {
      ...at(1, memberEvent(aMembership())),
      event: { kind: 'status', value: { kind: 'member' } },
    }
    await expect(
      opened.store.apply([at(0, memberEvent(aMembership(number('A1')))), broken as StatusChange]),
    ).rejects.toBeInstanceOf(Error)
    expect(await opened.store.marks()).toEqual(new Map())
    await opened.store.apply([at(0, memberEvent(aMembership(number('A2'))))])
    expect(await opened.store.find('A1')).toEqual([])
    expect(await opened.store.find('A2')).toHaveLength(1)
  })

  test('counts the rows of a load once, however often they come', async () => {
    await using opened = await open()
    const changes = [
      at(0, loadBegin('L1')),
      at(1, memberEvent(aMembership(), { loadId: 'L1' })),
      at(2, loadEnd('L1', 1)),
    ]
    for (const count of [1, 2, 2, 3]) await opened.store.apply(changes.slice(0, count))
    expect((await opened.store.lists())['JP-AEO']?.members).toBe(1)
  })

  test('still has everything when it is opened again, a load under way too', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([aMembership()])
    await log.links(aLink())
    await log.status(
      0,
      loadBegin('L2', { asOf: '2026-06-02T00:00:00Z' }),
      memberEvent(aMembership({ memberId: 'JP-0002' }), { loadId: 'L2' }),
    )
    const before = [await opened.store.marks(), await opened.store.lists(), await opened.store.links()]

    const again = await opened.reopen()
    expect([await again.marks(), await again.lists(), await again.links()]).toEqual(before)
    const next = (await again.marks()).get('trader.status.v1/0') ?? 0
    await again.apply([at(next, loadEnd('L2', 1))])
    expect((await again.find('JP-0002')).length).toBe(1)
    expect(await again.find('JP-0001')).toEqual([])
  })

  test('refuses to work after it was closed, and may be closed twice', async () => {
    await using opened = await open()
    await opened.store.close()
    await opened.store.close()
    await expect(opened.store.lists()).rejects.toMatchObject({ code: 'STATUS_CLOSED', retriable: false })
    await expect(opened.store.lookup([], new Date())).rejects.toMatchObject({ code: 'STATUS_CLOSED' })
  })
}
