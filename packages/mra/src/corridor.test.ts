import type { Consignment, ManifestHeader } from '@trustlane/contracts'
import { aConsignment, aHeader } from '@trustlane/contracts/testing'
import { describe, expect, test } from 'vitest'
import { corridorOf } from './corridor.ts'

const NOW = new Date('2026-06-01T00:00:00Z')
const goods = (...origins: string[]) => origins.map((origin) => ({ origin }))
const corridor = (consignment: Partial<Consignment>, header: Partial<ManifestHeader> = {}, at = NOW) =>
  corridorOf({ consignment: aConsignment(consignment), manifest: aHeader(header) }, at)

describe('corridorOf', () => {
  test.each<{
    what: string
    consignment: Partial<Consignment>
    header?: Partial<ManifestHeader>
    is: object
  }>([
    { what: 'loading and discharge', consignment: {}, is: { from: 'JP', to: 'US' } },
    {
      what: 'the place of receipt before the port of loading',
      consignment: { receipt: { country: 'AT' }, loading: { unlocode: 'CHBSL' } },
      is: { from: 'EU', to: 'US' },
    },
    {
      what: 'the port of loading where the place of receipt tells no country',
      consignment: { receipt: { name: 'Container yard 4' } },
      is: { from: 'JP', to: 'US' },
    },
    {
      what: 'the place of delivery before the port of discharge',
      consignment: { delivery: { unlocode: 'CATOR' } },
      is: { from: 'JP', to: 'CA' },
    },
    {
      what: 'the customs office before the place of delivery: Basel declared at Rotterdam',
      consignment: { delivery: { unlocode: 'CHBSL' } },
      header: { customsOffice: { code: 'NL000510', country: 'NL' } },
      is: { from: 'JP', to: 'EU' },
    },
    {
      what: 'the place of delivery where the office tells no country',
      consignment: { delivery: { unlocode: 'CHBSL' } },
      header: { customsOffice: { code: '2704' } },
      is: { from: 'JP', to: 'CH' },
    },
    {
      what: 'Belfast as the EU',
      consignment: { discharge: { unlocode: 'GBBEL' } },
      is: { from: 'JP', to: 'EU' },
    },
    {
      what: 'one territory on both sides',
      consignment: { loading: { unlocode: 'DEHAM' }, discharge: { unlocode: 'FRLEH' } },
      is: { from: 'EU', to: 'EU' },
    },
    {
      what: 'no origin of the goods as the start',
      consignment: { loading: { name: 'At sea' }, origin: 'CN' },
      is: { from: undefined, to: 'US', originCountry: 'CN' },
    },
    {
      what: 'neither the vessel nor the transhipment port',
      consignment: {
        loading: { name: '?' },
        discharge: { name: '?' },
        transhipment: [{ unlocode: 'KRPUS' }],
      },
      header: { departure: { unlocode: 'JPTYO' }, arrival: { unlocode: 'USLGB' } },
      is: { from: undefined, to: undefined },
    },
    {
      what: 'the origin stated',
      consignment: { origin: 'JP' },
      is: { from: 'JP', to: 'US', originCountry: 'JP' },
    },
    {
      what: 'of several origins one that is elsewhere',
      consignment: { goods: goods('JP', 'VN', 'TH') },
      is: { from: 'JP', to: 'US', originCountry: 'VN' },
    },
  ])('reads $what', ({ consignment, header, is }) => expect(corridor(consignment, header)).toEqual(is))

  test('counts a British port as the EU before 2021', () => {
    const british = { loading: { unlocode: 'GBSOU' } }
    expect(corridor(british, {}, new Date('2020-12-31T22:59:59Z')).from).toBe('EU')
    expect(corridor(british, {}, new Date('2020-12-31T23:00:00Z')).from).toBe('GB')
  })
})
