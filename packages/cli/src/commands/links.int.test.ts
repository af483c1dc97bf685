import type { PartyLink } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { aFolder, fakeIo } from '../testing/fake-io.ts'
import { linksAdd, type LinksAddArgs } from './links-add.ts'
import { linksApprove, linksRevoke } from './links-change.ts'
import { linksList } from './links-list.ts'

const proposal = {
  key: 'mid:JPAOBPRE123TOK',
  member: 'JP-AEO/JP-0001',
  grounds: 'certificate-seen',
  evidence: 'certificate of 2026-03-01',
}

async function added(data: string, over: Partial<LinksAddArgs> = {}): Promise<string> {
  const io = fakeIo()
  await linksAdd({ data, ...proposal, ...over }, io)
  return /^proposed (\S+):/.exec(io.out())![1]!
}

async function listed(data: string, all = false): Promise<PartyLink[]> {
  const io = fakeIo()
  await linksList({ data, all, json: true }, io)
  return io.outJson() as PartyLink[]
}

describe('links', () => {
  test('are proposed by one person and confirmed by another', async () => {
    using folder = aFolder()
    const id = await added(folder.path)
    expect(await listed(folder.path)).toMatchObject([
      {
        linkId: id,
        key: 'id:mid:JPAOBPRE123TOK',
        member: { programme: 'JP-AEO', memberId: 'JP-0001' },
        state: 'proposed',
        madeBy: 'mika',
        validTo: '2027-06-01T00:00:00.000Z',
      },
    ])
    const io = fakeIo()
    expect(await linksApprove({ id: id.slice(0, 8), data: folder.path, by: 'sora' }, io)).toBe(0)
    expect(io.out()).toContain(`approved ${id} by sora; no process is running`)
    expect(await listed(folder.path)).toMatchObject([
      { state: 'confirmed', madeBy: 'mika', checkedBy: 'sora' },
    ])
  })

  test.each([undefined, 'mika', 'Mika '])('are not confirmed by their maker, here as %s', async (by) => {
    using folder = aFolder()
    const id = await added(folder.path)
    const approving = linksApprove({ id, data: folder.path, ...(by !== undefined && { by }) }, fakeIo())
    await expect(approving).rejects.toThrow('a second person must approve it')
    expect(await listed(folder.path)).toMatchObject([{ state: 'proposed' }])
  })

  test('are revoked by one person, and then listed only with --all', async () => {
    using folder = aFolder()
    const id = await added(folder.path)
    await linksRevoke({ id, data: folder.path }, fakeIo())
    expect(await listed(folder.path)).toEqual([])
    expect(await listed(folder.path, true)).toMatchObject([{ state: 'revoked' }])
  })

  test('may be tied to name and address, and may say who it is not', async () => {
    using folder = aFolder()
    const { key: _key, member: _member, ...rest } = proposal
    const party = { name: 'Aoba Precision KK', country: 'jp', postcode: '108-0023' }
    const io = fakeIo()
    await linksAdd({ data: folder.path, ...rest, ...party, notMember: 'JP-AEO/JP-0001' }, io)
    await linksAdd({ data: folder.path, ...rest, ...party, notMember: 'any' }, fakeIo())
    const [one, any] = await listed(folder.path)
    expect(one).toMatchObject({ key: expect.stringMatching(/^f1:/), notMember: { memberId: 'JP-0001' } })
    expect(any!.member ?? any!.notMember).toBeUndefined()
    expect(any!.key).toBe(one!.key)
  })

  test('warn of a member that no list has', async () => {
    using folder = aFolder()
    const io = fakeIo()
    await linksAdd({ data: folder.path, ...proposal }, io)
    expect(io.err()).toContain('JP-0001 is on no list of JP-AEO that is loaded')
  })

  test('are listed as a table', async () => {
    using folder = aFolder()
    const id = await added(folder.path)
    const io = fakeIo()
    await linksList({ data: folder.path }, io)
    expect(io.out().split('\n')[1]).toMatch(
      new RegExp(
        `^${id.slice(0, 8)} +proposed +id:mid:JPAOBPRE123TOK +is JP-AEO JP-0001 +certificate-seen +mika +2027-06-01$`,
      ),
    )
  })

  test.each([
    { over: { key: 'eori:DE123' }, message: 'eori numbers are matched as they are' },
    { over: { key: 'nonsense' }, message: 'is no key' },
    { over: { member: 'JP-0001' }, message: '--member "JP-0001": expected PROGRAMME/MEMBER' },
    { over: { member: 'XX-AEO/1' }, message: '--member "XX-AEO" is no programme' },
    { over: { notMember: 'JP-AEO/JP-0001' }, message: 'say who it is with --member, or who it is not' },
    { over: { key: undefined }, message: 'name the key with --key, or the party with --name' },
    {
      over: { key: undefined, name: 'Aoba KK', country: 'JP' },
      message: 'neither a full name with country and place',
    },
    { over: { grounds: 'hearsay' }, message: '--grounds "hearsay": expected one of feed, certificate-seen' },
    { over: { evidence: ' ' }, message: 'a link needs its evidence' },
    { over: { until: '2026-01-01' }, message: 'a link must end after it begins' },
    { over: { until: '20260231' }, message: '--until "20260231": there is no 2026-02-31' },
  ])('are refused with $over', async ({ over, message }) => {
    using folder = aFolder()
    const args = { data: folder.path, ...proposal, ...over } as LinksAddArgs
    await expect(linksAdd(args, fakeIo())).rejects.toThrow(message)
  })

  test('are named by a beginning of their id that only one has', async () => {
    using folder = aFolder()
    await added(folder.path)
    await added(folder.path, { key: 'duns:690550012' })
    await expect(linksApprove({ id: '', data: folder.path, by: 'sora' }, fakeIo())).rejects.toThrow(
      'begins the ids of 2 links',
    )
    await expect(linksApprove({ id: 'zzz', data: folder.path, by: 'sora' }, fakeIo())).rejects.toThrow(
      'there is no link "zzz"',
    )
  })
})
