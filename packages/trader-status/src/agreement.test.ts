import type { Party } from '@trustlane/contracts'
import { aMembership, aParty } from '@trustlane/contracts/testing'
import { expect, test } from 'vitest'
import { agreementOf } from './agreement.ts'
import { partyKeys } from './party-keys.ts'

const member = aMembership({ names: ['Tokyo Aoba Precision Co Ltd', '青葉精機株式会社'] })

test.each<{ when: string; party: Partial<Party>; agreement: string }>([
  { when: 'a telling word is shared', party: { name: 'AOBA PARTS' }, agreement: 'name' },
  { when: 'an alias is the same', party: { name: '(株)青葉精機', country: 'DE' }, agreement: 'name' },
  { when: 'the name is the same without spaces', party: { name: 'TokyoAobaPrecision' }, agreement: 'name' },
  {
    when: 'only legal forms and common words are shared',
    party: { name: 'Kaede Trading Co Ltd' },
    agreement: 'none',
  },
  {
    when: 'only the town is shared, in the name',
    party: { name: 'Tokyo Foods', country: 'DE' },
    agreement: 'none',
  },
  {
    when: 'one word is shared that neither name begins with',
    party: { name: 'Evil Precision KK' },
    agreement: 'none',
  },
  { when: 'two words are', party: { name: 'New Precision Aoba' }, agreement: 'name' },
  {
    when: 'scripts differ, and the country does',
    party: { name: 'شركة النخيل', country: 'AE', address: { city: 'دبي' } },
    agreement: 'none',
  },
  {
    when: 'scripts differ, and the postcode does',
    party: { name: 'شركة النخيل', country: 'JP', address: { postcode: '530-0001' } },
    agreement: 'none',
  },
  {
    when: 'scripts differ, and the town does in one script',
    party: { name: 'شركة النخيل', country: 'JP', address: { city: 'Osaka' } },
    agreement: 'none',
  },
  { when: 'part of a word is shared', party: { name: 'Aobara Foods' }, agreement: 'none' },
  {
    when: 'country and town are shared',
    party: { name: 'Kaede Foods', address: { city: 'TOKYO' } },
    agreement: 'place',
  },
  {
    when: 'country and postcode are shared',
    party: { name: 'Kaede Foods', address: { postcode: '1080023' } },
    agreement: 'place',
  },
  {
    when: 'the town is, in another country',
    party: { name: 'Kaede Foods', country: 'KR', address: { city: 'Tokyo' } },
    agreement: 'none',
  },
  { when: 'only the country is shared', party: { name: 'Kaede Foods', country: 'JP' }, agreement: 'none' },
  {
    when: 'no name of the member is in its script',
    party: { name: 'ООО Ромашка' },
    agreement: 'not-comparable',
  },
  {
    when: 'scripts differ, but the town is shared',
    party: { name: 'ООО Ромашка', address: { postcode: '108-0023' } },
    agreement: 'place',
  },
])('is $agreement when $when', ({ party, agreement }) => {
  expect(agreementOf(partyKeys(aParty(party)), member)).toBe(agreement)
})

test('is not-comparable when the party has no name', () => {
  const { name: _name, ...party } = aParty()
  expect(agreementOf(partyKeys(party), member)).toBe('not-comparable')
})
