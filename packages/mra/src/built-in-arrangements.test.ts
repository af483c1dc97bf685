import { describe, expect, test } from 'vitest'
import { builtInArrangements, isActiveStatus } from './arrangement-set.ts'
import { programmeNamed, PROGRAMMES } from './programmes.ts'

const { arrangements } = builtInArrangements
const directions = arrangements.flatMap((arrangement) =>
  arrangement.directions.map((direction) => ({ arrangement, direction })),
)
const between = (from: string, to: string) => builtInArrangements.between(from, to)
const only = (from: string, to: string) => between(from, to)[0]!.direction

const countBy = (values: readonly string[]) =>
  Object.fromEntries([...Map.groupBy(values, (value) => value)].map(([value, all]) => [value, all.length]))

describe('the built-in arrangements', () => {
  test('are the 118 that were researched, each once', () => {
    expect(arrangements.length).toBe(118)
    expect(new Set(arrangements.map(({ arrangementId }) => arrangementId)).size).toBe(118)
    expect(countBy(arrangements.map(({ kind }) => kind))).toEqual({ bilateral: 115, plurilateral: 3 })
  })

  test('keep the status and the confidence of the research', () => {
    expect(countBy(arrangements.map(({ status }) => status))).toEqual({
      implemented: 72,
      signed: 34,
      'signed-operation-presumed': 5,
      listed: 4,
      'signed-not-shown-operational': 3,
    })
    expect(countBy(arrangements.map(({ confidence }) => confidence))).toEqual({
      high: 60,
      medium: 45,
      low: 13,
    })
    expect(arrangements.filter(({ status }) => isActiveStatus(status)).length).toBe(77)
    expect(countBy(directions.map(({ direction }) => direction.basis))).toEqual({
      explicit: 21,
      'secondary-source': 1,
      'reciprocal-by-nature': 208 + 110 + 12 + 90,
    })
  })

  test('keep their sources', () => {
    expect(arrangements.filter(({ sources }) => sources.length === 0)).toEqual([])
    expect(arrangements.reduce((sum, { sources }) => sum + sources.length, 0)).toBe(244)
  })

  test.each(arrangements)('$arrangementId goes between members whose programmes are known', (arrangement) => {
    const territories = arrangement.members.map(({ territory }) => territory)
    for (const { territory, programme } of arrangement.members) {
      expect(programmeNamed(programme)?.territory).toBe(territory)
    }
    for (const { from, to } of arrangement.directions) {
      expect(territories).toContain(from)
      expect(territories).toContain(to)
      expect(from).not.toBe(to)
    }
    const n = territories.length
    expect(arrangement.directions.length).toBe(n * (n - 1))
  })

  test('leave no programme of the catalogue unused', () => {
    const used = new Set(arrangements.flatMap(({ members }) => members.map(({ programme }) => programme)))
    expect(PROGRAMMES.map(({ code }) => code).filter((code) => !used.has(code))).toEqual([])
  })

  test('expand a plurilateral one into every ordered pair, beside the bilateral one', () => {
    expect(between('BR', 'UY').map(({ arrangement }) => arrangement.arrangementId)).toEqual([
      'mra-br-uy',
      'mra-regional-americas-2022',
      'mra-mercosur-2019',
    ])
    expect(between('VN', 'BN').map(({ arrangement }) => arrangement.arrangementId)).toEqual([
      'mra-asean-2023',
    ])
    expect(between('VN', 'BN')[0]!.direction.note).toBe('as far as each national law allows')
  })

  test('cover United States to Japan from 2016 on, with a reason', () => {
    expect(directions.filter(({ direction }) => direction.notBefore !== undefined).length).toBe(1)
    expect(only('US', 'JP')).toMatchObject({ basis: 'secondary-source', notBefore: { day: '2016-01-01' } })
    expect(only('JP', 'US').notBefore).toBeUndefined()
  })

  test('tell who is covered of the exporting side, and who is of the importing side', () => {
    expect(only('EU', 'US').coverage).toEqual({
      direct: ['manufacturer', 'exporter'],
      indirect: ['freight-forwarder', 'carrier'],
      excluded: ['customs-broker'],
      inferred: false,
      note: 'carriers by sea or air',
    })
    expect(only('US', 'EU').coverage).toMatchObject({
      direct: ['importer', 'manufacturer', 'exporter'],
      indirect: ['carrier'],
      excluded: ['customs-broker'],
      asExporterOnly: ['importer', 'manufacturer'],
      inferred: true,
      inferredTypes: ['exporter'],
    })
    expect(only('US', 'EU').importingCoverage).toEqual(only('EU', 'US').coverage)
    expect(only('NZ', 'US').coverage).toMatchObject({ direct: ['exporter'], inferred: false })
    expect(only('US', 'NZ').coverage).toBeNull()
    expect(only('MY', 'JP').coverage).toMatchObject({ direct: ['importer', 'exporter'] })
  })

  test('ask the manufacturer first into the United States only', () => {
    for (const { direction } of directions) {
      expect(direction.keyPartyOrder?.[0]).toBe(direction.to === 'US' ? 'manufacturer' : 'exporter')
    }
  })

  test('require consent of every European and British member', () => {
    const consenting = directions.filter(({ direction }) => direction.requires?.consent === true)
    expect(new Set(consenting.map(({ direction }) => direction.from))).toEqual(new Set(['EU', 'GB']))
    const all = directions.filter(({ direction }) => ['EU', 'GB'].includes(direction.from))
    expect(consenting.length).toBe(all.length)
  })

  test('name only classes that their programme recognises', () => {
    for (const { arrangement, direction } of directions) {
      const member = arrangement.members.find(({ territory }) => territory === direction.from)!
      const recognised = programmeNamed(member.programme)?.certificates?.recognised ?? []
      for (const certificate of direction.requires?.certificates ?? [])
        expect(recognised).toContain(certificate)
    }
    expect(only('MO', 'CN').requires?.certificates).toEqual(['A'])
    expect(only('BY', 'CN').requires?.certificates).toEqual(['TYPE-3'])
  })

  test.each([
    ['JP', 'US', ['MID'], 'entry', true],
    ['EU', 'US', ['MID'], 'entry', false],
    ['US', 'JP', ['NACCS'], 'declaration', false],
    ['JP', 'CN', ['AEO_NUMBER'], 'manifest', false],
    ['KR', 'CN', ['AEO_NUMBER'], 'manifest', true],
    ['CA', 'EU', ['TCUI'], 'manifest', false],
    ['JP', 'GB', ['EORI'], 'declaration', true],
    ['KR', 'CA', ['NAME_AND_ADDRESS'], 'pre-exchanged-list', false],
    ['US', 'CA', [], 'not-established', false],
    ['US', 'DO', [], 'not-established', false],
    ['CN', 'HK', [], 'not-established', false],
    ['JP', 'AU', ['SUPPLIER_CODE'], 'declaration', true],
    ['JP', 'NZ', ['SUPPLIER_CODE'], 'declaration', true],
    ['KR', 'IL', ['SUPPLIER_CODE'], 'declaration', true],
    ['KR', 'SA', ['AEO_NUMBER'], 'declaration', false],
    ['US', 'IN', ['OBIN'], 'declaration', true],
    ['KR', 'TR', ['OWN_NUMBER'], 'declaration', true],
    ['US', 'KR', [], 'not-established', false],
    ['EU', 'CH', [], 'not-established', false],
    ['EU', 'NO', [], 'not-established', false],
    ['GB', 'ZA', [], 'not-established', false],
    ...['TW', 'MY', 'SG', 'TH'].map((to) => ['JP', to, ['AEO_NUMBER'], 'declaration', true] as const),
    ...['MX', 'AE', 'ID', 'PE'].map((to) => ['KR', to, ['AEO_NUMBER'], 'declaration', true] as const),
  ] as const)(
    'convey from %s to %s by %j on the %s (inferred: %s)',
    (from, to, methods, channel, inferred) => {
      const { conveyance } = only(from, to)
      expect(conveyance).toMatchObject({ methods, channel, inferred })
      expect(conveyance.source).not.toBe('')
    },
  )

  test('ask for the TCUI in the message only of an entry summary, where actor MF does as well', () => {
    expect(only('US', 'EU').conveyance).toMatchObject({ onlyInEntrySummary: true, actorRoles: ['MF'] })
    expect(only('JP', 'CN').conveyance).toMatchObject({ alsoIn: 'declaration' })
  })

  test('keep as text the conditions that no rule reads', () => {
    const usJp = arrangements.find(({ arrangementId }) => arrangementId === 'mra-us-jp')!
    expect(usJp.conditions).toHaveLength(2)
    expect(usJp.conditions).toContainEqual(expect.stringContaining('Tier limit'))
  })

  test.each([
    ['mra-us-do', '2015-12-31', '2016-12-31'],
    ['mra-us-eu', undefined, '2013-01-31'],
    ['mra-us-br', '2022-10-16', undefined],
    ['mra-us-jo', '2008-06-30', undefined],
    ['mra-jp-ca', '2010-06-30', undefined],
    ['mra-jp-sg', '2011-06-25', undefined],
    ['mra-jp-my', undefined, '2015-03-31'],
    ['mra-gb-ch', '2021-12-31', undefined],
    ['mra-kr-cn', '2013-07-31', undefined],
    ['mra-kr-hk', '2014-02-28', '2015-08-31'],
    ['mra-kr-tr', '2014-06-30', '2015-03-01'],
    ['mra-kr-pe', undefined, '2025-11-30'],
    ['mra-kr-uy', undefined, undefined],
    ['mra-sg-cn', '2012-06-30', undefined],
    ['mra-sg-au', undefined, undefined],
    ['mra-cn-cl', undefined, undefined],
    ['mra-cn-il', '2019-12-31', '2024-10-31'],
    ['mra-tw-nz', '2020-12-18', undefined],
    ['mra-asean-2023', '2023-05-15', undefined],
  ])('%s reads the words on its dates as %s and %s', (id, signed, implemented) => {
    const found = arrangements.find(({ arrangementId }) => arrangementId === id)!
    expect(found.signed.latest).toBe(signed)
    expect(found.implemented.latest).toBe(implemented)
  })

  test('read a day from all words but those that name none', () => {
    const unread = arrangements.flatMap(({ signed, implemented }) =>
      [signed, implemented].filter(({ text, latest }) => text !== undefined && latest === undefined),
    )
    expect(new Set(unread.map(({ text }) => text))).toEqual(
      new Set([
        "8th of a month not shown (reported as China's first in South America to start)",
        'as Korea-Peru',
        'pilot period after signing',
        'signed with Uruguay at a WCO Council, year not on the page (19th partner)',
      ]),
    )
  })
})
