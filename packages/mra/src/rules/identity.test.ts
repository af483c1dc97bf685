import type { FoundMembership, Match } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import {
  blocksOf,
  carrier,
  codesOf,
  consignee,
  decideIn,
  exporter,
  found,
  fromAt,
  held,
  list,
} from '../testing/index.ts'

const by = (
  grade: Match['grade'],
  agreement: Match['agreement'] = 'name',
  over: Partial<FoundMembership> = {},
) => held({ match: { grade, by: grade === 'A' ? 'identifier:aeo' : 'link', agreement }, ...over })
const bare = (...memberships: readonly FoundMembership[]) => found({}, ...memberships)
const of = (key: ReturnType<typeof found>, policy = {}) => decideIn({ key, policy })

describe('the match ladder', () => {
  test.each([
    { grade: 'A', policy: {}, blocks: [], advice: undefined },
    { grade: 'B', policy: {}, blocks: [], advice: 'LINK_USED' },
    { grade: 'C', policy: {}, blocks: ['MATCH_UNVERIFIED'], advice: undefined },
    { grade: 'C', policy: { exactNameAddress: 'clear' }, blocks: [], advice: 'NAME_MATCH_USED' },
    {
      grade: 'D',
      policy: { exactNameAddress: 'clear' },
      blocks: ['PARTY_NOT_IDENTIFIED'],
      advice: 'MATCH_CANDIDATE',
    },
  ] as const)(
    'blocks by $blocks and advises $advice for grade $grade under $policy',
    ({ grade, policy, blocks, advice }) => {
      const decision = of(bare(by(grade)), policy)
      expect(blocksOf(decision)).toEqual(blocks)
      const advised = ['LINK_USED', 'NAME_MATCH_USED', 'MATCH_CANDIDATE']
      expect(codesOf(decision).filter((code) => advised.includes(code))).toEqual(
        advice === undefined ? [] : [advice],
      )
    },
  )

  test('lets an exact name and address count where the destination works by them', () => {
    const key = found({ address: { city: 'Seoul' } }, by('C', 'name', { programme: 'KR-AEO' }))
    const toCanada = decideIn({ from: 'KR', to: 'CA', key })
    expect(blocksOf(toCanada)).toEqual([])
    expect(codesOf(toCanada)).toContain('NAME_MATCH_USED')
    expect(blocksOf(decideIn({ from: 'KR', to: 'US', key }))).toContain('MATCH_UNVERIFIED')
  })

  test.each([
    {
      what: 'two of the best grade',
      memberships: [by('A'), by('A', 'name', { memberId: 'JP-2' })],
      blocks: ['ID_AMBIGUOUS'],
    },
    {
      what: 'another of a lower grade',
      memberships: [by('A'), by('C', 'name', { memberId: 'JP-2' })],
      blocks: [],
    },
    {
      what: 'another of another programme',
      memberships: [by('A'), by('A', 'name', { memberId: 'KR-2', programme: 'KR-AEO' })],
      blocks: [],
    },
    { what: 'the same twice', memberships: [by('A'), by('A')], blocks: [] },
  ])('gives $blocks for $what', ({ memberships, blocks }) => {
    expect(blocksOf(of(bare(...memberships)))).toEqual(blocks)
  })

  test('sees a marker contradict its party', () => {
    const marker = found({ role: 'aeo' }, by('A', 'name', { memberId: 'JP-2' }))
    const decision = decideIn({ key: bare(by('C')), others: [consignee(), carrier(), marker] })
    expect(blocksOf(decision)).toContain('ID_AMBIGUOUS')
  })

  test.each([
    { what: 'that has expired', over: { validTo: fromAt(0) } },
    {
      what: 'by evidence that has',
      over: { source: { kind: 'evidence', asOf: fromAt(-1), expires: fromAt(0) } },
    },
    {
      what: 'by a link that has',
      over: {
        match: { grade: 'B', by: 'link', agreement: 'name', link: { linkId: 'L1', validTo: fromAt(0) } },
      },
    },
  ] as const)('lets a marker lend no membership $what', ({ over }) => {
    const marker = found({ role: 'aeo' }, held(over))
    expect(decideIn({ key: bare(), others: [consignee(), carrier(), marker] }).outcome).toBe(
      'needs-validation',
    )
  })

  test('judges two records of one member by the one that says less for it', () => {
    const decision = of(bare(by('A'), by('A', 'name', { status: 'withdrawn' })))
    expect(blocksOf(decision)).toEqual(['STATUS_WITHDRAWN'])
  })
})

describe('a number whose member has another name', () => {
  const mid = [{ scheme: 'mid' as const, value: 'JPAOBPRE123TOK' }]
  test.each([
    { what: 'a number that was issued', key: bare(by('A', 'none')), mismatch: true },
    { what: 'a number, with the place shared', key: bare(by('A', 'place')), mismatch: false },
    { what: 'a number, in another script', key: bare(by('A', 'not-comparable')), mismatch: false },
    { what: 'a link on a name and address', key: bare(by('B', 'none')), mismatch: false },
    {
      what: 'a link that may be on the MID',
      key: found({ identifiers: mid }, by('B', 'none')),
      mismatch: true,
    },
  ])('is a mismatch: $mismatch, for $what', ({ key, mismatch }) => {
    expect(blocksOf(of(key))).toEqual(mismatch ? ['ID_NAME_MISMATCH'] : [])
  })
})

describe('a party that nobody can know', () => {
  const local = [{ scheme: 'local' as const, value: 'C-77', issuer: 'TRIDENT' }]
  test.each([
    { what: 'a name', key: bare(), lists: { 'JP-AEO': list() } },
    { what: 'a name, and no list', key: bare(), lists: {} },
    { what: 'a name, and a published list', key: bare(), lists: { 'JP-AEO': list({ list: 'published' }) } },
    { what: "the sender's own code", key: found({ identifiers: local }), lists: {} },
  ] as const)('is not identified, and nothing else, by $what', ({ key, lists }) => {
    const decision = decideIn({ key, facts: { lists } })
    expect(blocksOf(decision)).toEqual(['PARTY_NOT_IDENTIFIED'])
    expect(decision).toMatchObject({ review: { class: 'ordinary' }, retryable: false })
  })

  test('is more than not identified as soon as the bill names it as authorised', () => {
    const decision = decideIn({ key: bare(), others: [consignee(), carrier(), found({ role: 'aeo' })] })
    expect(blocksOf(decision)).not.toContain('PARTY_NOT_IDENTIFIED')
    expect(decision.review).toEqual({ class: 'adverse' })
  })
})

describe('the key party', () => {
  const trusted = (role: 'exporter' | 'consignor' | 'manufacturer', name: string) =>
    found({ role, name }, held())
  const plain = (role: 'exporter' | 'consignor' | 'manufacturer', name: string) => found({ role, name })
  const keysOf = (to: string, ...shippers: readonly ReturnType<typeof found>[]) =>
    decideIn({ to, key: shippers[0]!, others: [...shippers.slice(1), consignee(), carrier()] })
      .parties.filter(({ isKeyParty }) => isKeyParty)
      .map(({ role }) => role)

  test.each([
    { to: 'CN', roles: ['consignor', 'exporter', 'manufacturer'], is: ['exporter'] },
    { to: 'CN', roles: ['manufacturer', 'consignor'], is: ['consignor'] },
    { to: 'CN', roles: ['manufacturer'], is: ['manufacturer'] },
    { to: 'US', roles: ['consignor', 'exporter', 'manufacturer'], is: ['manufacturer'] },
    { to: 'US', roles: ['consignor', 'exporter'], is: ['exporter'] },
    { to: 'CN', roles: ['exporter', 'exporter'], is: ['exporter', 'exporter'] },
  ] as const)('to $to of $roles is $is', ({ to, roles, is }) => {
    expect(keysOf(to, ...roles.map((role, index) => plain(role, `Firm ${index}`)))).toEqual(is)
  })

  test('are all who stand in the deciding role', () => {
    const both = [trusted('consignor', 'One'), found({ name: 'Two' }, held({ memberId: 'JP-2' }))]
    expect(decideIn({ key: both[0]!, others: [both[1]!, consignee(), carrier()] }).outcome).toBe('cleared')
    const one = decideIn({ key: both[0]!, others: [plain('consignor', 'Two'), consignee(), carrier()] })
    expect(one).toMatchObject({
      outcome: 'needs-validation',
      primary: { code: 'PARTY_NOT_IDENTIFIED', party: 1 },
    })
  })

  test.each([
    { what: 'signs as agent', key: found({ flags: ['agent'] }, held()), others: [] },
    {
      what: 'is the forwarder too',
      key: trusted('consignor', 'Moving Ltd'),
      others: [found({ role: 'forwarder', name: 'MOVING LTD.' })],
    },
    {
      what: 'is the NVOCC too',
      key: trusted('consignor', 'Moving Ltd'),
      others: [found({ role: 'consolidator', name: 'Moving Ltd' })],
    },
    {
      what: 'holds only a logistics membership',
      key: found({}, held({ types: ['freight-forwarder', 'carrier'] })),
      others: [],
    },
  ])('is no consignor that $what', ({ key, others }) => {
    const decision = decideIn({ key, others: [...others, consignee(), carrier()] })
    expect(decision).toMatchObject({ outcome: 'needs-validation', review: { class: 'ordinary' } })
    expect(blocksOf(decision)).toEqual(['CONSIGNOR_IS_LOGISTICS'])
    expect(decision.parties.some(({ isKeyParty }) => isKeyParty)).toBe(false)
  })

  test('stays the logistics firm that is suspended', () => {
    const key = found({}, held({ types: ['carrier'], status: 'suspended' }))
    const maker = found({ role: 'manufacturer', name: 'Maker KK' }, held({ memberId: 'JP-2' }))
    expect(blocksOf(decideIn({ to: 'CN', key, others: [maker, consignee(), carrier()] }))).toContain(
      'STATUS_SUSPENDED',
    )
  })

  test.each([
    { what: 'customs broker', role: 'customs-broker' },
    { what: 'warehouse', role: 'warehouse' },
  ] as const)('may be the $what too', ({ role }) => {
    const others = [found({ role }), consignee(), carrier()]
    expect(decideIn({ key: found({}, held()), others }).outcome).toBe('cleared')
  })

  test('is the manufacturer where the consignor moves goods for others', () => {
    const key = found({ name: 'Moving Ltd', flags: ['agent'] })
    const decision = decideIn({
      to: 'CN',
      key,
      others: [trusted('manufacturer', 'Maker KK'), consignee(), carrier()],
    })
    expect(decision.parties.find(({ isKeyParty }) => isKeyParty)?.role).toBe('manufacturer')
    expect(codesOf(decision)).not.toContain('CONSIGNOR_IS_LOGISTICS')
  })

  test.each(['suspended', 'revoked'] as const)('is the mover itself where its status is %s', (status) => {
    const key = found({ name: 'Moving Ltd' }, held({ types: ['freight-forwarder'], status }))
    const others = [trusted('manufacturer', 'Maker KK'), consignee(), carrier()]
    expect(decideIn({ to: 'CN', key, others }).review).toEqual({ class: 'adverse' })
  })

  test('is blocked where one of several consignors moves goods for others', () => {
    const key = found({ name: 'Moving Ltd', flags: ['agent'] })
    const decision = decideIn({ key, others: [exporter(held()), consignee(), carrier()] })
    expect(blocksOf(decision)).toEqual(['CONSIGNOR_IS_LOGISTICS'])
  })
})

describe('a verified link', () => {
  const linkedUntil = (validTo: string): Match => ({
    grade: 'B',
    by: 'link',
    agreement: 'name',
    link: { linkId: 'L1', validTo },
  })
  test.each([
    { validTo: fromAt(1), blocks: [], goodUntil: fromAt(1) },
    { validTo: fromAt(0), blocks: ['PARTY_NOT_IDENTIFIED'], goodUntil: undefined },
    { validTo: 'never', blocks: ['PARTY_NOT_IDENTIFIED'], goodUntil: undefined },
  ])('until $validTo gives $blocks', ({ validTo, blocks, goodUntil }) => {
    const decision = of(bare(held({ match: linkedUntil(validTo) })))
    expect(blocksOf(decision)).toEqual(blocks)
    expect(decision.goodUntil).toBe(goodUntil)
    expect(codesOf(decision).includes('MATCH_CANDIDATE')).toBe(blocks.length > 0)
  })
})

test.each(['constructor', '__proto__', 'toString'])('a message may name %s anywhere', (word) => {
  const identifiers = [{ scheme: 'aeo' as const, value: word, issuer: word }]
  const marker = found({ role: 'aeo', actorRole: word, name: word, identifiers })
  const key = found({ name: word, identifiers }, held({ programme: word }))
  expect(decideIn({ from: word, to: word.slice(1), key, others: [marker] }).outcome).toBe('needs-validation')
})
