import { describe, expect, test } from 'vitest'
import { consignmentIdOf, manifestIdOf, uuidOf } from './ids.ts'

describe('uuidOf', () => {
  test('gives a version 5 UUID that depends on every part and on where the parts end', () => {
    expect(uuidOf('a', 'b')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(uuidOf('a', 'b')).toBe(uuidOf('a', 'b'))
    expect(uuidOf('ab', '')).not.toBe(uuidOf('a', 'b'))
    expect(uuidOf('a', 1)).toBe(uuidOf('a', '1'))
  })

  test('does not change between releases: ids on topics would change with it', () => {
    expect(uuidOf('trustlane', 0)).toBe('cf995164-8bc5-5eb0-b9e6-750583a5a251')
  })
})

describe('consignmentIdOf', () => {
  test.each([
    { when: 'written apart', sender: 'MSC', bill: 'mscu db-592345', id: 'MSC:MSCUDB592345:EG' },
    {
      when: 'in full-width letters',
      sender: 'ＭＳＣ',
      bill: 'ＭＳＣＵＤＢ５９２３４５',
      id: 'MSC:MSCUDB592345:EG',
    },
  ])('is the same bill when it is $when', ({ sender, bill, id }) => {
    expect(consignmentIdOf(sender, { billNumber: bill, billType: 'straight' }, 'EG')).toBe(id)
  })

  test('prefers the issuer to the sender', () => {
    expect(consignmentIdOf('AGENT', { issuer: 'TLNU', billNumber: '1', billType: 'straight' }, 'US')).toBe(
      'TLNU:1:US',
    )
  })

  test('keeps house bills of two masters apart', () => {
    const house = (masterBill: string) =>
      consignmentIdOf('F', { billNumber: 'H1', billType: 'house', masterBill }, 'US')
    expect(house('M1')).not.toBe(house('M2'))
  })

  test('says ZZ for a territory that is not known', () => {
    expect(consignmentIdOf('F', { billNumber: '1', billType: 'straight' }, undefined)).toBe('F:1:ZZ')
  })
})

describe('manifestIdOf', () => {
  test('is sender and document number in normal form', () => {
    expect(manifestIdOf('Trident Ocean', 'voy-042/1')).toBe('TRIDENTOCEAN:VOY0421')
  })
})
