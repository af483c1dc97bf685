import type { Consignment } from '@trustlane/contracts'
import { aConsignment, aParty } from '@trustlane/contracts/testing'
import { describe, expect, test } from 'vitest'
import { mergeConsignments } from './merge-consignments.ts'

const NOW = new Date('2026-06-01T00:00:00Z')
const merge = (...records: Partial<Consignment>[]) =>
  mergeConsignments(
    records.map((record) => aConsignment(record)),
    NOW,
  )
const names = (consignment: Consignment) => consignment.parties.map(({ name }) => name)

describe('mergeConsignments', () => {
  test('leaves one record as it is', () => {
    const one = aConsignment({ consolidated: true })
    expect(mergeConsignments([one], NOW)).toBe(one)
  })

  test('refuses to make a bill of no record', () =>
    expect(() => mergeConsignments([], NOW)).toThrow(RangeError))

  test('keeps every party once, those of one role too', () => {
    const merged = merge(
      { parties: [aParty({ name: 'Aoba' }), aParty({ name: 'Redwood', role: 'consignee' })] },
      { parties: [aParty({ name: 'Aoba' }), aParty({ name: 'Kitano' })] },
      { parties: [aParty({ name: 'Aoba', role: 'exporter' })] },
    )
    expect(names(merged)).toEqual(['Aoba', 'Redwood', 'Kitano', 'Aoba'])
  })

  test('keeps every line of goods, equal ones too, and every container once', () => {
    const merged = merge(
      { goods: [{ packages: 3 }], equipment: [{ number: 'TLNU1' }] },
      { goods: [{ packages: 3 }, { packages: 5 }], equipment: [{ number: 'TLNU1' }, { number: 'TLNU2' }] },
    )
    expect(merged.goods.map(({ packages }) => packages)).toEqual([3, 3, 5])
    expect(merged.equipment.map(({ number }) => number)).toEqual(['TLNU1', 'TLNU2'])
  })

  test('takes what one record alone states, and the first of what both do', () => {
    const merged = merge(
      { origin: 'JP', transhipment: [{ unlocode: 'KRPUS' }] },
      {
        origin: 'CN',
        delivery: { unlocode: 'USCHI' },
        transhipment: [{ unlocode: 'KRPUS' }, { unlocode: 'TWKHH' }],
      },
    )
    expect(merged).toMatchObject({ origin: 'JP', delivery: { unlocode: 'USCHI' } })
    expect(merged.transhipment).toEqual([{ unlocode: 'KRPUS' }, { unlocode: 'TWKHH' }])
  })

  test.each<{ what: string; records: Partial<Consignment>[]; is: unknown }>([
    {
      what: 'consolidated',
      records: [{ consolidated: true }, { consolidated: true }],
      is: { consolidated: true },
    },
    { what: 'consolidated in one record', records: [{ consolidated: true }, {}], is: {} },
    { what: 'consolidated in the other record', records: [{}, { consolidated: true }], is: {} },
    {
      what: 'empty equipment',
      records: [{ outOfScope: 'stores' }, { outOfScope: 'stores' }],
      is: { outOfScope: 'stores' },
    },
    { what: 'out of scope in one record', records: [{ outOfScope: 'stores' }, {}], is: {} },
    {
      what: 'out of scope for two reasons',
      records: [{ outOfScope: 'stores' }, { outOfScope: 'empty-equipment' }],
      is: {},
    },
  ])('decides no less for a bill that is $what', ({ records, is }) => {
    const { consolidated, outOfScope } = merge(...records)
    expect(JSON.parse(JSON.stringify({ consolidated, outOfScope }))).toEqual(is)
  })

  test('calls a bill of two types neither', () => {
    expect(merge({ billType: 'master' }, { billType: 'master' }).billType).toBe('master')
    expect(merge({ billType: 'straight' }, { billType: 'master' }).billType).toBe('other')
  })

  test('has no start where the records set out from different territories, whatever a third says', () => {
    const tokyo = { loading: { unlocode: 'JPTYO' } }
    const busan = { loading: { unlocode: 'KRPUS' } }
    for (const records of [
      [tokyo, busan],
      [tokyo, busan, tokyo],
      [tokyo, { receipt: { country: 'CN' }, ...tokyo }],
    ]) {
      const merged = merge(...records)
      expect(merged.loading).toBeUndefined()
      expect(merged.receipt).toBeUndefined()
    }
    expect(merge(tokyo, { loading: { unlocode: 'JPUKB' } }).loading).toEqual(tokyo.loading)
    expect(merge({ loading: { name: '?' }, receipt: { country: 'JP' } }, tokyo).receipt).toEqual({
      country: 'JP',
    })
  })
})
