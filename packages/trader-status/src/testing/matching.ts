import { aMembership, aParty } from '@trustlane/contracts/testing'
import { expect, test } from 'vitest'
import { partyKeys } from '../party-keys.ts'
import type { StatusStore } from '../port.ts'
import { AT, changeLog, memberEvent } from './change-log.ts'
import type { OpenStatusStore } from './harness.ts'

type Party = Parameters<typeof aParty>[0]

/** Programme, member and grade of what a party is found to hold, as `JP-AEO JP-0001 A`. */
export async function matchesOf(store: StatusStore, party: Party, at = AT): Promise<readonly string[]> {
  const { parties } = await store.lookup([partyKeys(aParty(party))], at)
  const [facts] = parties
  return facts?.kind === 'answered'
    ? facts.memberships.map(({ programme, memberId, match }) => `${programme} ${memberId} ${match.grade}`)
    : ['unknown']
}

const tokyo = { lines: ['1-2-3 Shibaura'], city: 'Tokyo', postcode: '108-0023' }
const aoba = aMembership({
  names: ['Aoba Precision Instruments K.K.', '青葉精機株式会社'],
  addresses: [{ ...tokyo, country: 'JP' }],
  identifiers: [
    { scheme: 'aeo', value: 'AEO-77 1' },
    { scheme: 'eori', value: 'JP1234567' },
    { scheme: 'mid', value: 'JPAOB123TOK' },
  ],
})

export function matchingTests(open: OpenStatusStore): void {
  test.each<{ when: string; party: Party; found: readonly string[] }>([
    {
      when: 'a number of the programme, however spaced',
      party: { name: 'Whoever', identifiers: [{ scheme: 'aeo', value: 'aeo 771' }] },
      found: ['JP-AEO JP-0001 A'],
    },
    {
      when: 'its EORI in the TCUI field',
      party: { name: 'Whoever', identifiers: [{ scheme: 'tcui', value: 'JP1234567' }] },
      found: ['JP-AEO JP-0001 A'],
    },
    {
      when: 'its EORI under another scheme',
      party: { name: 'Whoever', identifiers: [{ scheme: 'aeo', value: 'JP1234567' }] },
      found: [],
    },
    {
      when: 'a MID that nobody linked',
      party: { name: 'Whoever', identifiers: [{ scheme: 'mid', value: 'JPAOB123TOK' }] },
      found: [],
    },
    {
      when: 'name, country and postcode',
      party: { name: 'AOBA PRECISION INSTRUMENTS', address: { postcode: '1080023' } },
      found: ['JP-AEO JP-0001 C'],
    },
    {
      when: 'name, country, city and street number',
      party: { name: 'Aoba Precision Instruments', address: { city: 'TOKYO', lines: ['Shibaura 1-2-3'] } },
      found: ['JP-AEO JP-0001 C'],
    },
    {
      when: 'its native name and its postcode',
      party: { name: '青葉精機(株)', address: { postcode: '〒108-0023' } },
      found: ['JP-AEO JP-0001 C'],
    },
    { when: 'its name alone', party: { name: 'Aoba Precision Instruments' }, found: ['JP-AEO JP-0001 D'] },
    {
      when: 'its name at another postcode',
      party: { address: { postcode: '1080024' } },
      found: ['JP-AEO JP-0001 D'],
    },
    {
      when: 'its name and postcode in another country',
      party: { country: 'KR', address: { postcode: '1080023' } },
      found: ['JP-AEO JP-0001 D'],
    },
    {
      when: 'a name that the format has cut',
      party: { address: tokyo, flags: ['name-cut'] },
      found: ['JP-AEO JP-0001 D'],
    },
    { when: 'a similar name', party: { name: 'Aoba Precision Instrument', address: tokyo }, found: [] },
    { when: 'no firm at all', party: { address: tokyo, flags: ['to-order'] }, found: [] },
  ])('answers $found to $when', async ({ party, found }) => {
    await using opened = await open()
    await changeLog(opened.store).list([aoba])
    expect(await matchesOf(opened.store, party)).toEqual(found)
  })

  test('gives the best grade of each programme, and every programme', async () => {
    await using opened = await open()
    const log = changeLog(opened.store)
    await log.list([aoba, aMembership({ memberId: 'JP-0002' })])
    await log.list([aMembership({ programme: 'US-CTPAT', memberId: 'C-9' })], { programme: 'US-CTPAT' })
    const party: Party = { identifiers: [{ scheme: 'aeo', value: 'AEO771' }] }
    expect(await matchesOf(opened.store, party)).toEqual(['JP-AEO JP-0001 A', 'US-CTPAT C-9 D'])
  })

  test('gives every member that shares a number, and overwrites none', async () => {
    await using opened = await open()
    const shared = { identifiers: [{ scheme: 'aeo', value: '771' }] } as const
    await changeLog(opened.store).list([
      aMembership({ memberId: 'JP-0001', names: ['First'], identifiers: [...shared.identifiers] }),
      aMembership({ memberId: 'JP-0002', names: ['Second'], identifiers: [...shared.identifiers] }),
    ])
    const found = await matchesOf(opened.store, { identifiers: [...shared.identifiers] })
    expect(found).toEqual(['JP-AEO JP-0001 A', 'JP-AEO JP-0002 A'])
  })

  test('gives every member that shares a fingerprint', async () => {
    await using opened = await open()
    await changeLog(opened.store).list([aoba, { ...aoba, memberId: 'JP-0002', identifiers: [] }])
    const found = await matchesOf(opened.store, { address: tokyo })
    expect(found).toEqual(['JP-AEO JP-0001 C', 'JP-AEO JP-0002 C'])
  })

  test.each([
    { when: 'a published list', list: { list: 'published' } as const },
    { when: 'a complete list with rows left out', list: { rejected: 1 } },
  ])('takes a fingerprint on $when for a candidate only', async ({ list }) => {
    await using opened = await open()
    await changeLog(opened.store).list([aoba], list)
    expect(await matchesOf(opened.store, { address: tokyo })).toEqual(['JP-AEO JP-0001 D'])
  })

  test('takes a fingerprint without any list for a candidate only', async () => {
    await using opened = await open()
    await changeLog(opened.store).status(0, memberEvent(aoba))
    expect(await matchesOf(opened.store, { address: tokyo })).toEqual(['JP-AEO JP-0001 D'])
  })

  test('says how a member was found, and what its name shares with the party', async () => {
    await using opened = await open()
    await changeLog(opened.store).list([aoba])
    const { parties } = await opened.store.lookup(
      [partyKeys(aParty({ name: 'Kaede Foods', identifiers: [{ scheme: 'eori', value: 'JP1234567' }] }))],
      AT,
    )
    const { names: _names, addresses: _addresses, identifiers: _identifiers, ...facts } = aoba
    expect(parties).toEqual([
      {
        kind: 'answered',
        key: 'id:eori:JP1234567',
        keys: expect.arrayContaining(['id:eori:JP1234567']),
        memberships: [
          {
            ...facts,
            source: { kind: 'complete', asOf: '2026-06-01T00:00:00Z' },
            match: { grade: 'A', by: 'identifier:eori', agreement: 'none', numbers: ['JP1234567'] },
          },
        ],
      },
    ])
  })

  test('answers 500 parties in one look-up, each in its place', async () => {
    await using opened = await open()
    const numbers = Array.from({ length: 500 }, (_, n) => n)
    await changeLog(opened.store).list(
      numbers
        .filter((n) => n % 2 === 0)
        .map((n) =>
          aMembership({
            memberId: `M${n}`,
            names: [`Firm ${n}`],
            identifiers: [{ scheme: 'aeo', value: `${n}` }],
          }),
        ),
    )
    const parties = numbers.map((n) =>
      partyKeys(aParty({ name: 'Other', identifiers: [{ scheme: 'aeo', value: `${n}` }] })),
    )
    const found = (await opened.store.lookup(parties, AT)).parties.map((facts) =>
      facts.kind === 'answered' ? facts.memberships.map(({ memberId }) => memberId) : 'unknown',
    )
    expect(found).toEqual(numbers.map((n) => (n % 2 === 0 ? [`M${n}`] : [])))
  })

  test.each(['JP-0001', 'AEO-771', 'jp1234567', 'JPAOB123TOK'])('finds a member by %s', async (id) => {
    await using opened = await open()
    await changeLog(opened.store).list([aoba, aMembership({ memberId: 'JP-0002' })])
    expect((await opened.store.find(id)).map(({ membership }) => membership)).toEqual([aoba])
  })
}
