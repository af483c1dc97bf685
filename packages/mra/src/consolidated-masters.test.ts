import type { Consignment } from '@trustlane/contracts'
import { aConsignment } from '@trustlane/contracts/testing'
import { describe, expect, test } from 'vitest'
import { markConsolidated } from './consolidated-masters.ts'

const bill = (billNumber: string, over: Partial<Consignment> = {}) => aConsignment({ billNumber, ...over })
const house = (billNumber: string, masterBill: string) => bill(billNumber, { billType: 'house', masterBill })
const flagged = (...bills: Consignment[]) =>
  markConsolidated(bills)
    .filter(({ consolidated }) => consolidated === true)
    .map(({ billNumber }) => billNumber)

describe('markConsolidated', () => {
  test.each<{ what: string; bills: Consignment[]; masters: string[] }>([
    { what: 'a straight bill', bills: [bill('M1')], masters: [] },
    { what: 'a master bill that no house names', bills: [bill('M1', { billType: 'master' })], masters: [] },
    { what: 'a master that its house names', bills: [bill('M1'), house('H1', 'M1')], masters: ['M1'] },
    { what: 'a master after its house', bills: [house('H1', 'M1'), bill('M1')], masters: ['M1'] },
    {
      what: 'a number written otherwise',
      bills: [bill('131-1234 5675'), house('H1', '13112345675')],
      masters: ['131-1234 5675'],
    },
    {
      what: "a number with its issuer's code",
      bills: [bill('77', { issuer: 'TLNU' }), house('H1', 'TLNU77')],
      masters: ['77'],
    },
    {
      what: 'a house that is master of another',
      bills: [house('H1', 'M1'), house('H2', 'H1')],
      masters: ['H1'],
    },
    { what: 'a house whose master is elsewhere', bills: [bill('M2'), house('H1', 'M1')], masters: [] },
    { what: 'a house that names itself', bills: [house('H1', 'H-1')], masters: [] },
    {
      what: 'a straight bill that names another',
      bills: [bill('M1'), bill('B1', { masterBill: 'M1' })],
      masters: [],
    },
    { what: 'a master flagged by its message', bills: [bill('M1', { consolidated: true })], masters: ['M1'] },
  ])('knows $what', ({ bills, masters }) => expect(flagged(...bills)).toEqual(masters))
})
