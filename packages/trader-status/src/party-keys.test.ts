import { aMembership, aParty } from '@trustlane/contracts/testing'
import { describe, expect, test } from 'vitest'
import { identifierKey, memberKeys, partyKeys } from './party-keys.ts'

const tokyo = { lines: ['1-2-3 Shibaura'], city: 'Tōkyō', postcode: '108-0023' }

describe('identifierKey', () => {
  test.each([
    [{ scheme: 'eori', value: ' de 12-34 ' }, 'id:eori:DE1234'],
    [{ scheme: 'mid', value: 'ｊｐａｏｂ１２３tok' }, 'id:mid:JPAOB123TOK'],
    [{ scheme: 'aeo', value: 'MX\u2010AEO/7', issuer: 'SAT' }, 'id:aeo:MXAEO/7'],
    [{ scheme: 'local', value: 'c-77', issuer: 'Trident' }, 'id:local:TRIDENT:C77'],
    [{ scheme: 'local', value: 'B:C', issuer: 'A' }, 'id:local:A:B:C'],
    [{ scheme: 'local', value: 'C', issuer: 'A:B' }, 'id:local:A%3AB:C'],
    [{ scheme: 'local', value: 'C77' }, undefined],
    [{ scheme: 'duns', value: ' - ' }, undefined],
  ] as const)('of %j is %s', (identifier, key) => {
    expect(identifierKey(identifier)).toBe(key)
  })
})

describe('partyKeys', () => {
  test('tells numbers that a programme issued from those that need a link', () => {
    const keys = partyKeys(
      aParty({
        address: tokyo,
        identifiers: [
          { scheme: 'duns', value: '12-345-6789' },
          { scheme: 'ctpat', value: '88 001' },
          { scheme: 'svi', value: 'abc' },
          { scheme: 'local', value: '7', issuer: 'TRIDENT' },
          { scheme: 'local', value: '7' },
        ],
      }),
    )
    expect(keys.issued).toEqual(['id:ctpat:88001'])
    expect(keys.linkable).toEqual([keys.fingerprint, 'id:duns:123456789', 'id:svi:ABC', 'id:local:TRIDENT:7'])
    expect(keys.identity).toBe('id:ctpat:88001')
    expect(keys.nameWords).toEqual(['AOBA', 'PRECISION', 'INSTRUMENTS'])
    expect(keys.place).toEqual({ country: 'JP', city: 'TOKYO', postcode: '1080023' })
  })

  test.each(['aeo', 'aeocn', 'mra', 'ctpat', 'obin', 'supplier-code'] as const)(
    'asks for %s under its own scheme alone',
    (scheme) => {
      expect(partyKeys(aParty({ identifiers: [{ scheme, value: '7' }] })).issued).toEqual([`id:${scheme}:7`])
    },
  )

  test.each(['eori', 'tin', 'tcui'] as const)(
    'asks for %s under the other names of a trader number too',
    (scheme) => {
      const keys = partyKeys(aParty({ identifiers: [{ scheme, value: 'DE1' }] }))
      expect(keys.identity).toBe(`id:${scheme}:DE1`)
      expect(keys.issued.toSorted()).toEqual(['id:eori:DE1', 'id:tcui:DE1', 'id:tin:DE1'])
    },
  )

  test.each(['to-order', 'unparseable'] as const)('gives no keys to a party that is %s', (flag) => {
    const party = aParty({ address: tokyo, identifiers: [{ scheme: 'eori', value: 'DE1' }], flags: [flag] })
    expect(partyKeys(party)).toEqual({ issued: [], linkable: [], nameWords: [], place: {} })
  })

  test('gives a name that was cut no fingerprint', () => {
    const keys = partyKeys(aParty({ address: tokyo, flags: ['name-cut'] }))
    expect(keys.fingerprint).toBeUndefined()
    expect(keys.linkable).toEqual([])
    expect(keys.identity).toBe(keys.name)
  })

  test.each([
    {
      strongest: 'an issued number',
      over: { identifiers: [{ scheme: 'eori', value: 'DE1' }], address: tokyo },
      starts: 'id:eori',
    },
    {
      strongest: 'the fingerprint',
      over: { identifiers: [{ scheme: 'mid', value: 'X' }], address: tokyo },
      starts: 'f1:',
    },
    { strongest: 'another number', over: { identifiers: [{ scheme: 'mid', value: 'X' }] }, starts: 'id:mid' },
    { strongest: 'the name', over: {}, starts: 'n1:' },
  ] as const)('takes $strongest for the identity', ({ over, starts }) => {
    expect(partyKeys(aParty(structuredClone(over) as Parameters<typeof aParty>[0])).identity).toMatch(starts)
  })

  test('knows nothing of a party without name and number', () => {
    const { name: _name, country: _country, ...party } = aParty()
    expect(partyKeys(party)).toEqual({ issued: [], linkable: [], nameWords: [], place: {} })
  })
})

describe('memberKeys', () => {
  test('meets the keys of a party under every name, address and number', () => {
    const member = aMembership({
      names: ['Aoba Precision Instruments K.K.', '青葉精機株式会社'],
      addresses: [
        { ...tokyo, country: 'JP' },
        { city: 'Osaka', lines: ['9 Umeda'], country: 'JP' },
      ],
      identifiers: [{ scheme: 'eori', value: 'JP-7' }],
    })
    const keys = memberKeys(member)
    expect(keys).toHaveLength(1 + 2 + 2 * 3)
    for (const name of member.names) {
      for (const address of member.addresses) {
        expect(keys).toContain(partyKeys(aParty({ name, address })).fingerprint)
      }
      expect(keys).toContain(partyKeys(aParty({ name })).name)
    }
    expect(partyKeys(aParty({ identifiers: [{ scheme: 'tin', value: 'jp7' }] })).issued).toContain(
      'id:eori:JP7',
    )
    expect(keys).toContain('id:eori:JP7')
  })
})
