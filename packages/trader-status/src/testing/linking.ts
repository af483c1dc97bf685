import type { PartyLink } from '@trustlane/contracts'
import { aMembership, aParty } from '@trustlane/contracts/testing'
import { expect, test } from 'vitest'
import { partyKeys } from '../party-keys.ts'
import { aLink, changeLog, memberEvent, removedEvent } from './change-log.ts'
import type { OpenStatusStore } from './harness.ts'
import { matchesOf } from './matching.ts'

const mid = { identifiers: [{ scheme: 'mid', value: 'JPAOB123TOK' } as const] }
const linked = { ...mid, name: 'AOBA PI TOKYO' }
const tokyo = { postcode: '108-0023' }
const fingerprint = partyKeys(aParty({ address: tokyo })).fingerprint ?? 'none'
const LINKED = ['JP-AEO JP-0001 B']

export function linkingTests(open: OpenStatusStore): void {
  test.each<{ when: string; link: Partial<PartyLink>; at?: string; found: readonly string[] }>([
    { when: 'is confirmed by a second person', link: {}, found: LINKED },
    { when: 'is only proposed', link: { state: 'proposed' }, found: [] },
    { when: 'is revoked', link: { state: 'revoked' }, found: [] },
    { when: 'is in a state that is not known', link: { state: 'other' }, found: [] },
    { when: 'was checked by its maker', link: { checkedBy: 'ann' }, found: [] },
    { when: 'was checked by its maker, spelt otherwise', link: { checkedBy: 'Ann ' }, found: [] },
    { when: 'begins at this instant', link: {}, at: '2026-01-01T00:00:00Z', found: LINKED },
    { when: 'begins in a millisecond', link: {}, at: '2025-12-31T23:59:59.999Z', found: [] },
    { when: 'ends in a millisecond', link: {}, at: '2026-12-31T23:59:59.999Z', found: LINKED },
    { when: 'ends at this instant', link: {}, at: '2027-01-01T00:00:00Z', found: [] },
    { when: 'is tied to another key', link: { key: 'id:mid:JPAOB124TOK' }, found: [] },
    {
      when: 'means a member that is not there',
      link: { member: { programme: 'JP-AEO', memberId: 'JP-7' } },
      found: [],
    },
  ])('answers $found when the link $when', async ({ link, at, found }) => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([aMembership()])
    await log.links(aLink(link))
    expect(await matchesOf(opened.store, linked, at === undefined ? undefined : new Date(at))).toEqual(found)
  })

  test('does not count a link that nobody has checked', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([aMembership()])
    const { checkedBy: _checkedBy, ...link } = aLink()
    await log.links(link)
    expect(await matchesOf(opened.store, linked)).toEqual([])
  })

  test('takes the last record of a link for what it is', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([aMembership()])
    await log.links(aLink({ state: 'proposed' }), aLink(), aLink({ state: 'revoked' }))
    expect(await matchesOf(opened.store, linked)).toEqual([])
    expect(await opened.store.links()).toEqual([aLink({ state: 'revoked' })])
  })

  test('gives every member of a programme that one key is linked to', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([aMembership(), aMembership({ memberId: 'JP-0002' })])
    await log.links(
      aLink(),
      aLink({ linkId: 'link-2', member: { programme: 'JP-AEO', memberId: 'JP-0002' } }),
    )
    expect(await matchesOf(opened.store, linked)).toEqual(['JP-AEO JP-0001 B', 'JP-AEO JP-0002 B'])
  })

  test('says by which link, and until when', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([aMembership()])
    await log.links(aLink())
    const { parties } = await opened.store.lookup([partyKeys(aParty(mid))], new Date('2026-06-01T00:00:00Z'))
    const matches = parties.flatMap((facts) => (facts.kind === 'answered' ? facts.memberships : []))
    expect(matches.map(({ match }) => match)).toEqual([
      {
        grade: 'B',
        by: 'link',
        agreement: 'name',
        link: { linkId: 'link-1', validTo: '2027-01-01T00:00:00Z' },
      },
    ])
  })

  const later = { asOf: '2026-06-02T00:00:00Z' }
  const moved = [{ lines: ['9 Umeda'], city: 'Osaka', postcode: '530-0001', country: 'JP' }]
  test.each([
    { when: 'nothing has changed', member: aMembership(), found: LINKED },
    { when: 'its status has changed', member: aMembership({ status: 'suspended' }), found: LINKED },
    {
      when: 'an alias was added',
      member: aMembership({ names: [...aMembership().names, '青葉精機'] }),
      found: LINKED,
    },
    { when: 'its name is another', member: aMembership({ names: ['Kaede Foods'] }), found: [] },
    { when: 'its seat is another', member: aMembership({ addresses: moved }), found: [] },
  ])('answers $found by a link when $when in the next list', async ({ member, found }) => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([aMembership()])
    await log.links(aLink())
    await log.list([member], later)
    expect(await matchesOf(opened.store, linked)).toEqual(found)
  })

  test('lets a link lapse when a change moves the member, for good', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([aMembership()])
    await log.links(aLink())
    const source = { kind: 'feed', asOf: '2026-06-01T01:00:00Z' } as const
    await log.status(0, memberEvent(aMembership({ addresses: moved }), { source }))
    await log.list([aMembership({ addresses: moved })], later)
    expect(await matchesOf(opened.store, linked)).toEqual([])
    await log.links(aLink({ linkId: 'link-2', checkedAt: '2026-06-01T02:00:00Z' }))
    expect(await matchesOf(opened.store, linked)).toEqual(LINKED)
  })

  test('lets a link lapse when the membership has ended and comes back', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([aMembership()])
    await log.links(aLink())
    await log.status(0, removedEvent('JP-0001', { sequence: 1 }))
    expect(await matchesOf(opened.store, linked)).toEqual([])
    await log.status(0, memberEvent(aMembership(), { sequence: 2 }))
    expect(await matchesOf(opened.store, linked)).toEqual([])
  })

  test('lets a link lapse when the member was missing from a list in between', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([aMembership()])
    await log.links(aLink())
    await log.list([aMembership({ memberId: 'JP-0002' })], later)
    await log.list([aMembership()], { asOf: '2026-06-03T00:00:00Z' })
    expect(await matchesOf(opened.store, linked)).toEqual([])
  })

  const { member: _member, ...notAnybody } = aLink({ linkId: 'not', key: fingerprint })
  const other = { programme: 'JP-AEO', memberId: 'JP-0002' }
  test.each([
    { when: 'is not any member', links: [notAnybody], found: [] },
    {
      when: 'is not this member',
      links: [{ ...notAnybody, notMember: { ...other, memberId: 'JP-0001' } }],
      found: [],
    },
    { when: 'is not another', links: [{ ...notAnybody, notMember: other }], found: ['JP-AEO JP-0001 C'] },
    {
      when: 'is not, as one person alone says',
      links: [{ ...notAnybody, checkedBy: 'ann' }],
      found: ['JP-AEO JP-0001 C'],
    },
    { when: 'both is and is not', links: [aLink({ key: fingerprint }), notAnybody], found: [] },
    { when: 'is not, but its MID is', links: [aLink(), notAnybody], found: LINKED },
  ])('answers $found when the fingerprint $when', async ({ links, found }) => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([aMembership()])
    await log.links(...links)
    expect(await matchesOf(opened.store, { ...mid, address: tokyo })).toEqual(found)
  })

  test('lets no link take away what a number of the programme says', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    const aeo = { scheme: 'aeo', value: '77' } as const
    await log.list([aMembership({ identifiers: [aeo] })])
    await log.links(notAnybody)
    expect(await matchesOf(opened.store, { address: tokyo, identifiers: [aeo] })).toEqual([
      'JP-AEO JP-0001 A',
    ])
  })
}
