import { describe, expect, test } from 'vitest'
import { isToOrder, withNameFlags } from './party-name.ts'

describe('isToOrder', () => {
  test.each([
    'TO ORDER',
    'To Order.',
    'TO THE ORDER OF REDWOOD BANK LTD',
    'TO ORDER OF SHIPPER',
    '"TO-ORDER"',
    'UNTO ORDER',
    'ORDER',
    'ORDER OF REDWOOD BANK',
    'A LA ORDEN',
    'À LA ORDEN DE BANCO CEDRO',
    "A L'ORDRE DE BANQUE CEDRE",
  ])('knows %s', (name) => {
    expect(isToOrder(name)).toBe(true)
  })

  test.each(['ORDERLY GOODS INC', 'TO ORDERED TRADING', 'BORDER TRADING', 'MAIL ORDER SUPPLY LTD', ''])(
    'does not take %s for it',
    (name) => {
      expect(isToOrder(name)).toBe(false)
    },
  )
})

describe('withNameFlags', () => {
  const party = { identifiers: [] }
  test.each([
    { name: 'TO THE ORDER OF REDWOOD BANK', role: 'consignee', flags: ['to-order'] },
    { name: 'TO ORDER', role: 'notify', flags: undefined },
    { name: 'Kaede Forwarding as agent for Aoba K.K.', role: 'consignor', flags: ['agent'] },
    { name: 'KAEDE O/B AOBA', role: 'consignor', flags: ['agent'] },
    { name: '-', role: 'consignor', flags: ['unparseable'] },
    { name: 'A\u{fffd}BA', role: 'consignor', flags: ['unparseable'] },
    { name: '青葉精密', role: 'consignor', flags: undefined },
    { name: 'شركة الأرز', role: 'consignee', flags: undefined },
  ] as const)('flags $role $name as $flags', ({ name, role, flags }) => {
    expect(withNameFlags({ ...party, role, name })).toEqual({ ...party, role, name, ...(flags && { flags }) })
  })

  test('flags a party with neither name nor number, and keeps the flags it had', () => {
    expect(withNameFlags({ ...party, role: 'consignee', flags: ['person'] }).flags).toEqual([
      'person',
      'unparseable',
    ])
    expect(
      withNameFlags({ role: 'carrier', identifiers: [{ scheme: 'scac', value: 'TLNU' }] }).flags,
    ).toBeUndefined()
  })
})
