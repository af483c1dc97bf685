import type { Place } from '@trustlane/contracts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countryOfMid, territoryOf, territoryOfCountry } from './territories.ts'

const NOW = new Date('2026-06-01T00:00:00Z')
const SECOND_BEFORE_EXIT = new Date('2020-12-31T22:59:59Z')
const EXIT = new Date('2020-12-31T23:00:00Z')
const EU_27 = 'AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')

describe('territoryOfCountry', () => {
  test.each([...EU_27, 'EU', 'EL', 'MC', 'AX', 'IC', 'XI', 'GP', 'MQ', 'GF', 'RE', 'YT', 'MF'])(
    'puts %s into the EU',
    (country) => expect(territoryOfCountry(country, NOW)).toBe('EU'),
  )

  test.each([
    ['GB', 'GB'],
    ['UK', 'GB'],
    ['IM', 'GB'],
    ['JE', 'GB'],
    ['GG', 'GB'],
    ['PR', 'US'],
    ['LI', 'CH'],
    ['jp', 'JP'],
  ])('puts %s into %s', (country, territory) => expect(territoryOfCountry(country, NOW)).toBe(territory))

  test.each(['EA', 'GL', 'FO', 'HK', 'MO', 'TW', 'VI', 'GU', 'AD', 'TR', 'CH', 'NO', 'SM', 'GI', 'NC', 'BL'])(
    'leaves %s its own territory',
    (country) => expect(territoryOfCountry(country, NOW)).toBe(country),
  )

  test.each(['GB', 'UK', 'IM', 'JE', 'GG', 'XI'])(
    'counts %s as the EU until the last second of its membership',
    (code) => expect(territoryOfCountry(code, SECOND_BEFORE_EXIT)).toBe('EU'),
  )

  test('counts GB as itself from the midnight of Brussels on', () => {
    expect(territoryOfCountry('GB', EXIT)).toBe('GB')
    expect(territoryOfCountry('XI', EXIT)).toBe('EU')
  })
})

describe('territoryOf', () => {
  test.each<{ what: string; place: Place; territory: string | undefined }>([
    { what: 'a UN/LOCODE', place: { unlocode: 'JPTYO' }, territory: 'JP' },
    { what: 'a country alone', place: { country: 'DE' }, territory: 'EU' },
    { what: 'a name alone', place: { name: 'Yokohama' }, territory: undefined },
    { what: 'nothing', place: {}, territory: undefined },
    { what: 'Basel', place: { unlocode: 'CHBSL' }, territory: 'CH' },
    { what: 'Ceuta', place: { unlocode: 'ESCEU', country: 'ES' }, territory: 'EA' },
    { what: 'Melilla', place: { unlocode: 'ESMLN' }, territory: 'EA' },
    { what: 'Las Palmas', place: { unlocode: 'ESLPA' }, territory: 'EU' },
    { what: 'Heligoland', place: { unlocode: 'DEHGL', country: 'DE' }, territory: 'QH' },
    { what: 'Livigno', place: { unlocode: 'ITLVX' }, territory: 'QL' },
    { what: 'Büsingen', place: { unlocode: 'DEUS2' }, territory: 'CH' },
    { what: 'Nuuk', place: { unlocode: 'GLGOH' }, territory: 'GL' },
    { what: 'San Juan', place: { unlocode: 'PRSJU' }, territory: 'US' },
    { what: 'Charlotte Amalie', place: { unlocode: 'VICHA' }, territory: 'VI' },
    { what: 'Hong Kong', place: { unlocode: 'HKHKG' }, territory: 'HK' },
    {
      what: 'Hong Kong with the country written CN',
      place: { unlocode: 'HKHKG', country: 'CN' },
      territory: 'HK',
    },
    {
      what: 'a Chinese code with the country HK',
      place: { unlocode: 'CNHKG', country: 'HK' },
      territory: 'HK',
    },
    { what: 'a code and a country at odds', place: { unlocode: 'JPTYO', country: 'KR' }, territory: 'JP' },
    { what: 'Southampton', place: { unlocode: 'GBSOU' }, territory: 'GB' },
    { what: 'Belfast', place: { unlocode: 'GBBEL' }, territory: 'EU' },
    { what: 'Larne with its country', place: { unlocode: 'GBLAR', country: 'GB' }, territory: 'EU' },
    { what: 'Warrenpoint', place: { unlocode: 'GBWPT' }, territory: 'EU' },
    { what: 'Londonderry', place: { unlocode: 'GBLDY' }, territory: 'EU' },
    { what: 'Bangor in Down', place: { unlocode: 'GBBAN' }, territory: 'EU' },
    { what: 'Bangor in Wales', place: { unlocode: 'GBBNG' }, territory: 'GB' },
    {
      what: 'a British code with the country XI',
      place: { unlocode: 'GBSOU', country: 'XI' },
      territory: 'EU',
    },
    { what: 'a BT postcode', place: { country: 'GB', name: 'Unit 4, Belfast bt3 9jq' }, territory: 'EU' },
    { what: 'a BT postcode under UK', place: { country: 'UK', name: 'Newry BT35 8QS' }, territory: 'EU' },
    { what: 'half a BT postcode', place: { country: 'GB', name: 'BERTH BT3' }, territory: 'GB' },
    { what: 'a BT postcode elsewhere', place: { country: 'US', name: 'BT3 9JQ' }, territory: 'US' },
  ])('reads $what as $territory', ({ place, territory }) => expect(territoryOf(place, NOW)).toBe(territory))

  test('knows no territory of a place that is not there', () =>
    expect(territoryOf(undefined, NOW)).toBeUndefined())

  test('counts Southampton as the EU before 2021, and Belfast always', () => {
    expect(territoryOf({ unlocode: 'GBSOU' }, SECOND_BEFORE_EXIT)).toBe('EU')
    expect(territoryOf({ unlocode: 'GBBEL' }, SECOND_BEFORE_EXIT)).toBe('EU')
  })

  test('gives every place with a country a territory that is its own territory', () => {
    const country = fc.stringMatching(/^[A-Z]{2}$/)
    const rest = fc.stringMatching(/^[A-Z2-9]{3}$/)
    const place = fc.record(
      {
        unlocode: fc.tuple(country, rest).map((parts) => parts.join('')),
        country,
        name: fc.string({ minLength: 1 }),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(place, fc.date({ noInvalidDate: true }), (value, at) => {
        const territory = territoryOf(value, at)
        const named = value.unlocode !== undefined || value.country !== undefined
        expect(territory !== undefined).toBe(named)
        expect(territory && territoryOfCountry(territory, at)).toBe(territory)
      }),
    )
  })
})

describe('countryOfMid', () => {
  test.each('XA XB XC XM XN XO XP XQ XS XT XV XW XY'.split(' '))('reads %s as Canada', (prefix) =>
    expect(countryOfMid(prefix)).toBe('CA'),
  )

  test.each([
    ['JPAOBPRE123TOK', 'JP'],
    ['xoMAPLEA12TOR', 'CA'],
    ['XI', 'XI'],
    ['1J', undefined],
    ['J', undefined],
  ])('reads %s as %s', (prefix, country) => expect(countryOfMid(prefix)).toBe(country))
})
