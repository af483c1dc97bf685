import type { FoundMembership, Override } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import {
  blocksOf,
  carrier,
  codesOf,
  consignee,
  DAY,
  decideIn,
  exporter,
  found,
  fromAt,
  held,
  HOUR,
  list,
  unknown,
} from '../testing/index.ts'

const ctpat = (over: Partial<FoundMembership> = {}) =>
  held({ programme: 'US-CTPAT', memberId: 'US-1', tier: 'II', types: ['manufacturer'], ...over })
const grantsOf = (decision: ReturnType<typeof decideIn>) =>
  decision.reasons.filter(({ group }) => group === 'grant').map(({ code }) => code)

describe('a member of the destination’s own programme', () => {
  const maker = (...memberships: readonly FoundMembership[]) =>
    found({ role: 'manufacturer', name: 'Maquiladora del Norte', country: 'MX' }, ...memberships)
  const plain = found({ name: 'Exportadora del Norte', country: 'MX' })
  const decided = (key: ReturnType<typeof found>, from = 'MX', rest = {}) =>
    decideIn({ from, key, others: [plain, consignee(), carrier()], ...rest })

  test('clears without being recognised at home', () => {
    const decision = decided(maker(ctpat()))
    expect(decision).toMatchObject({
      outcome: 'cleared',
      primary: { code: 'DESTINATION_PROGRAMME_MEMBER' },
      grounds: { parties: [0] },
      notApplied: ['corridor', 'trust'],
    })
    expect(grantsOf(decision)).toEqual(['DESTINATION_PROGRAMME_MEMBER'])
  })

  test('clears from where there is no arrangement at all', () => {
    expect(decided(maker(ctpat()), 'VN').outcome).toBe('cleared')
  })

  test.each([
    {
      what: 'of tier I',
      over: { tier: 'I' },
      blocks: ['LIST_NOT_LOADED', 'PARTY_OUTSIDE_ORIGIN', 'TIER_TOO_LOW'],
    },
    { what: 'suspended', over: { status: 'suspended' }, blocks: ['STATUS_SUSPENDED', 'LIST_NOT_LOADED'] },
    { what: 'expired', over: { validTo: fromAt(0) }, blocks: ['LIST_NOT_LOADED'] },
    {
      what: 'overdue for revalidation',
      over: { revalidationDue: fromAt(0) },
      blocks: ['LIST_NOT_LOADED', 'PARTY_OUTSIDE_ORIGIN'],
    },
    { what: 'stale', over: { source: { kind: 'feed', asOf: fromAt(-50 * HOUR) } }, blocks: ['STATUS_STALE'] },
    {
      what: 'of another name',
      over: { match: { grade: 'A', by: 'identifier:ctpat', agreement: 'none' } },
      blocks: ['ID_NAME_MISMATCH'],
    },
    {
      what: 'matched by name and address',
      over: { match: { grade: 'C', by: 'fingerprint', agreement: 'name' } },
      blocks: ['MATCH_UNVERIFIED'],
    },
    {
      what: 'found by a name',
      over: { match: { grade: 'D', by: 'name', agreement: 'name' } },
      blocks: ['PARTY_NOT_IDENTIFIED'],
    },
    { what: 'without a MID', over: { conveyance: [] }, blocks: ['STATUS_NOT_CONVEYED'] },
  ] as const)('does not clear when it is $what', ({ over, blocks }) => {
    const decision = decided(maker(ctpat(over as Partial<FoundMembership>)))
    expect(decision.outcome).toBe('needs-validation')
    expect(blocksOf(decision)).toEqual(blocks)
  })

  test.each([
    { list: undefined, blocks: ['PARTY_OUTSIDE_ORIGIN', 'LIST_NOT_LOADED'] },
    { list: list({ partial: true }), blocks: ['PARTY_OUTSIDE_ORIGIN', 'LIST_NOT_LOADED'] },
    { list: list(), blocks: ['PARTY_OUTSIDE_ORIGIN', 'LIST_NOT_LOADED', 'CLAIM_NOT_CONFIRMED'] },
  ])('does not clear while its own claim is not borne out: $blocks', ({ list: of, blocks }) => {
    const link = { grade: 'B', by: 'link', agreement: 'name' } as const
    const key = maker(ctpat({ match: link }))
    const claiming = {
      ...key,
      party: { ...key.party, identifiers: [{ scheme: 'ctpat' as const, value: '99' }] },
    }
    const facts = { lists: of === undefined ? {} : { 'US-CTPAT': of } }
    const decision = decided(claiming, 'MX', { facts })
    expect(new Set(blocksOf(decision))).toEqual(new Set(blocks))
  })

  test('is not asked about a number of its own country, which is no claim on this programme', () => {
    const link = { grade: 'B', by: 'link', agreement: 'name' } as const
    const key = maker(ctpat({ match: link }))
    const numbered = {
      ...key,
      party: { ...key.party, identifiers: [{ scheme: 'aeo' as const, value: 'MX-1' }] },
    }
    expect(decided(numbered, 'MX', { facts: { lists: { 'US-CTPAT': list() } } }).outcome).toBe('cleared')
  })

  test('does not clear where the policy says so, or where the origin is not known', () => {
    expect(decided(maker(ctpat()), 'MX', { policy: { destinationProgrammeMember: false } }).outcome).toBe(
      'needs-validation',
    )
    const nowhere = { consignment: { loading: { name: 'somewhere' } } }
    expect(decided(maker(ctpat()), 'MX', nowhere).primary.code).toBe('CORRIDOR_UNKNOWN')
  })

  test('of a class that counts for customs only does not clear', () => {
    const key = found({}, held({ programme: 'EU-AEO', certificate: 'AEOC' }))
    expect(decideIn({ to: 'DE', key }).outcome).toBe('needs-validation')
  })

  test('may stand beside one that is recognised by the arrangement', () => {
    const second = found({ role: 'manufacturer', name: 'Second Maker' }, held({ programme: 'MX-OEA' }))
    const decision = decideIn({
      from: 'MX',
      key: maker(ctpat()),
      others: [second, plain, consignee(), carrier()],
    })
    expect(decision).toMatchObject({ outcome: 'cleared', primary: { code: 'MRA_MET' }, notApplied: [] })
  })
})

describe('both ends', () => {
  test.each([
    { what: 'certified', over: {}, is: true },
    { what: 'of tier I', over: { tier: 'I' }, is: true },
    { what: 'expired', over: { validTo: fromAt(0) }, is: false },
    { what: 'stale', over: { source: { kind: 'feed', asOf: fromAt(-50 * HOUR) } }, is: false },
    { what: 'another country’s', over: { programme: 'KR-AEO' }, is: false },
    {
      what: 'of another name',
      over: { match: { grade: 'A', by: 'identifier:ctpat', agreement: 'none' } },
      is: false,
    },
    {
      what: 'matched by name and address only',
      over: { match: { grade: 'C', by: 'fingerprint', agreement: 'name' } },
      is: false,
    },
  ] as const)('are met: $is, when the consignee is $what', ({ over, is }) => {
    const decision = decideIn({ others: [consignee(ctpat(over)), carrier()] })
    expect(decision.outcome).toBe('cleared')
    expect(grantsOf(decision)).toEqual(is ? ['MRA_MET_BOTH_ENDS', 'MRA_MET'] : ['MRA_MET'])
    expect(decision.grounds?.parties).toEqual(is ? [0, 1] : [0])
  })

  test('are good until the first of both ends', () => {
    const others = [consignee(ctpat({ validTo: fromAt(HOUR) })), carrier()]
    expect(decideIn({ key: exporter(held({ validTo: fromAt(DAY) })), others }).goodUntil).toBe(fromAt(HOUR))
  })
})

describe('the importer’s own status', () => {
  const others = [found({ role: 'importer', name: 'Harbour Imports Inc' }, ctpat()), consignee(), carrier()]
  const policy = { nationalStatusRelied: true }

  test('clears what would be ordinary, where the policy relies on it', () => {
    const decision = decideIn({ from: 'VN', key: found({}), others, policy })
    expect(decision).toMatchObject({
      outcome: 'cleared',
      primary: { code: 'NATIONAL_STATUS_RELIED' },
      grounds: { parties: [1] },
    })
    expect(decision.reasons).toContainEqual(
      expect.objectContaining({ code: 'NO_ARRANGEMENT', effect: 'advises' }),
    )
    expect(decideIn({ from: 'VN', key: found({}), others }).outcome).toBe('needs-validation')
  })

  test.each([
    { what: 'adverse', situation: { key: exporter(held({ status: 'revoked' })) } },
    { what: 'of the data', situation: { key: found({}), others: others.slice(0, 2) } },
    { what: 'a claim', situation: { key: exporter(held({ tier: 'I', conveyance: [] })) } },
    { what: 'of the system', situation: { facts: { parties: [unknown()] } } },
  ])('does not clear what is $what', ({ situation }) => {
    expect(decideIn({ others, policy, ...situation }).outcome).toBe('needs-validation')
  })

  test('does not clear while the key party could not be looked up', () => {
    const facts = { parties: [unknown(), ...others.map((other) => other.facts)] }
    expect(decideIn({ from: 'VN', others, policy, facts }).outcome).toBe('needs-validation')
  })

  test('must be validated, and held by every importer', () => {
    const weak = found({ role: 'importer', name: 'Second Importer' }, ctpat({ tier: 'I' }))
    expect(decideIn({ from: 'VN', key: found({}), others: [weak, ...others], policy }).outcome).toBe(
      'needs-validation',
    )
  })
})

describe('an override', () => {
  const override = (over: Partial<Override> = {}): Override => ({
    overrideId: 'O1',
    outcome: 'cleared',
    officer: 'an officer',
    reason: 'documents seen',
    expires: fromAt(HOUR),
    manifestId: 'TRIDENT:VOY042',
    version: 1,
    keyParties: ['n1:Aoba Precision Instruments K.K.'],
    ...over,
  })
  const blocked = exporter(held({ status: 'suspended' }))

  test('clears whatever blocks, until it expires', () => {
    const decision = decideIn({ key: blocked, facts: { override: override() } })
    expect(decision).toMatchObject({
      outcome: 'cleared',
      primary: { code: 'MANUAL_OVERRIDE', effect: 'grants' },
      goodUntil: fromAt(HOUR),
      retryable: false,
    })
    expect(blocksOf(decision)).toEqual(['STATUS_SUSPENDED'])
  })

  test('refers whatever grants', () => {
    const decision = decideIn({ facts: { override: override({ outcome: 'needs-validation' }) } })
    expect(decision).toMatchObject({
      outcome: 'needs-validation',
      review: { class: 'claim' },
      primary: { code: 'MANUAL_OVERRIDE', effect: 'blocks' },
      goodUntil: fromAt(HOUR),
    })
  })

  test('does not decide what is not decided', () => {
    expect(decideIn({ to: 'JP', facts: { override: override() } }).outcome).toBe('not-applicable')
  })

  test.each([
    { when: 'a millisecond is left', over: { expires: fromAt(1) }, holds: true },
    { when: 'it expires now', over: { expires: fromAt(0) }, holds: false },
    { when: 'its expiry cannot be read', over: { expires: 'next week' }, holds: false },
    { when: 'it is of another version', over: { version: 2 }, holds: false },
    { when: 'it is of another manifest', over: { manifestId: 'OTHER' }, holds: false },
    { when: 'it was made for another key party', over: { keyParties: ['n1:Other'] }, holds: false },
    {
      when: 'it was made for one more',
      over: { keyParties: [...override().keyParties, 'n1:Other'] },
      holds: false,
    },
    { when: 'it was made for none', over: { keyParties: [] }, holds: false },
  ])('holds: $holds, when $when', ({ over, holds }) => {
    const decision = decideIn({ key: blocked, facts: { override: override(over) } })
    expect(decision.outcome).toBe(holds ? 'cleared' : 'needs-validation')
    expect(codesOf(decision).includes('OVERRIDE_LAPSED')).toBe(!holds)
  })

  test('lapses when nobody can say who the key party is', () => {
    const facts = { parties: [unknown()], override: override() }
    expect(codesOf(decideIn({ facts }))).toContain('OVERRIDE_LAPSED')
  })

  test('holds for a bill that names no key party, while it names none', () => {
    const of = override({ keyParties: [] })
    expect(decideIn({ key: consignee(), others: [carrier()], facts: { override: of } }).outcome).toBe(
      'cleared',
    )
  })
})

test('lists are looked at per programme', () => {
  const facts = { lists: { 'KR-AEO': list() } }
  expect(blocksOf(decideIn({ key: exporter(), facts }))).toEqual(['LIST_NOT_LOADED'])
})
