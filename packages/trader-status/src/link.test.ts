import { PartyLink } from '@trustlane/contracts'
import { aParty } from '@trustlane/contracts/testing'
import { describe, expect, test } from 'vitest'
import { approveLink, linkKeyFor, type LinkAnswer, proposeLink, revokeLink } from './link.ts'
import { isLinkInForce } from './resolve.ts'

const at = new Date('2026-03-01T09:00:00Z')
const proposal = {
  key: 'id:mid:JPAOB123TOK',
  member: { programme: 'JP-AEO', memberId: 'JP-0001' },
  grounds: 'certificate-seen',
  evidence: 'scan 17',
  by: 'ann',
  at,
} as const

function valueOf<T>(answer: LinkAnswer<T>): T {
  if (!answer.ok) throw new Error(answer.problem)
  return answer.value
}

describe('proposeLink', () => {
  test('holds for twelve months unless told otherwise, and does not count yet', () => {
    const link = valueOf(proposeLink(proposal))
    expect(PartyLink.parse(link)).toEqual(link)
    expect(link).toMatchObject({
      state: 'proposed',
      madeBy: 'ann',
      validFrom: at.toISOString(),
      validTo: '2027-03-01T09:00:00.000Z',
    })
    expect(isLinkInForce(link, at)).toBe(false)
  })

  test('gives the same proposal the same id, and another one another', () => {
    const id = (over: object): string => valueOf(proposeLink({ ...proposal, ...over })).linkId
    expect(id({})).toBe(id({}))
    const { member: _member, ...none } = proposal
    expect(valueOf(proposeLink({ ...none, notMember: proposal.member })).linkId).not.toBe(id({}))
  })

  test.each([
    { when: 'nobody makes it', over: { by: ' ' }, problem: 'a link needs the person who makes it' },
    {
      when: 'it has no evidence',
      over: { evidence: '' },
      problem: 'a link needs its evidence: the document, mail or entry that shows it',
    },
    { when: 'it ends where it begins', over: { validTo: at }, problem: 'a link must end after it begins' },
    {
      when: 'it says both',
      over: { notMember: proposal.member },
      problem: 'a link says either who it is or who it is not',
    },
  ])('is refused when $when', ({ over, problem }) => {
    expect(proposeLink({ ...proposal, ...over })).toEqual({ ok: false, problem })
  })
})

describe('approveLink', () => {
  const proposed = valueOf(proposeLink(proposal))
  const checkedAt = new Date('2026-03-02T09:00:00Z')

  test('makes the link count from then on', () => {
    const link = valueOf(approveLink(proposed, { by: 'ben', at: checkedAt }))
    expect(isLinkInForce(link, new Date(checkedAt.getTime() - 1))).toBe(false)
    expect(isLinkInForce(link, checkedAt)).toBe(true)
    expect(PartyLink.parse(link)).toEqual(link)
  })

  test.each(['ann', 'Ann', ' ANN '])('refuses the maker, spelt %j', (by) => {
    expect(approveLink(proposed, { by, at: checkedAt })).toEqual({
      ok: false,
      problem: 'ann made this link: a second person must approve it',
    })
  })

  test.each([
    {
      when: 'it is confirmed already',
      link: { ...proposed, state: 'confirmed' as const },
      problem: /is confirmed; only a proposed one/,
    },
    { when: 'it is revoked', link: { ...proposed, state: 'revoked' as const }, problem: /is revoked/ },
    {
      when: 'it ends at this instant',
      link: { ...proposed, validTo: checkedAt.toISOString() },
      problem: /ended on 2026-03-02/,
    },
  ])('refuses when $when', ({ link, problem }) => {
    const answer = approveLink(link, { by: 'ben', at: checkedAt })
    expect(answer.ok ? '' : answer.problem).toMatch(problem)
  })
})

describe('revokeLink', () => {
  const link = valueOf(approveLink(valueOf(proposeLink(proposal)), { by: 'ben', at }))

  test('ends the link at once, by one person', () => {
    const revoked = valueOf(revokeLink(link, { by: 'ann', at: new Date('2026-04-01T00:00:00Z') }))
    expect(revoked).toMatchObject({ state: 'revoked', revokedBy: 'ann', validTo: '2026-04-01T00:00:00.000Z' })
    expect(isLinkInForce(revoked, at)).toBe(false)
    expect(revokeLink(revoked, { by: 'ann', at })).toEqual({
      ok: false,
      problem: 'this link is revoked already',
    })
  })

  test('does not lengthen a link that has ended', () => {
    const revoked = valueOf(revokeLink(link, { by: 'ann', at: new Date('2029-01-01T00:00:00Z') }))
    expect(revoked.validTo).toBe(link.validTo)
  })
})

describe('linkKeyFor', () => {
  const party = aParty({
    address: { postcode: '108-0023' },
    identifiers: [{ scheme: 'mid', value: 'JPAOB123TOK' }],
  })
  const fingerprint = valueOf(linkKeyFor(party))

  test.each([
    { what: 'a fingerprint', source: fingerprint, key: fingerprint },
    { what: 'a MID', source: 'mid:jpaob123tok', key: 'id:mid:JPAOB123TOK' },
    { what: 'a key as it stands', source: 'id:mid:JPAOB123TOK', key: 'id:mid:JPAOB123TOK' },
    { what: 'a local code', source: 'local:Trident:c-77', key: 'id:local:TRIDENT:C77' },
    { what: 'a local key as it stands', source: 'id:local:A%3AB:C', key: 'id:local:A%3AB:C' },
    {
      what: 'a party with a number only',
      source: aParty({ identifiers: [{ scheme: 'duns', value: '1' }] }),
      key: 'id:duns:1',
    },
  ])('takes $what', ({ source, key }) => {
    expect(linkKeyFor(source)).toEqual({ ok: true, value: key })
  })

  test('prefers the fingerprint of a party to its other numbers', () => {
    expect(fingerprint).toMatch(/^f1:/)
  })

  test.each([
    { what: 'an issued number', source: 'eori:DE1', problem: /matched as they are/ },
    { what: 'an unknown scheme', source: 'vat:DE1', problem: /"vat:DE1" is no key/ },
    { what: 'a fingerprint that is cut', source: 'f1:abc', problem: /is no key/ },
    { what: 'a local code without its issuer', source: 'local:77', problem: /needs its issuer/ },
    { what: 'a scheme without value', source: 'mid:', problem: /has no value/ },
    { what: 'a party with a bare name', source: aParty(), problem: /neither a full name/ },
  ])('refuses $what', ({ source, problem }) => {
    const answer = linkKeyFor(source)
    expect(answer.ok ? '' : answer.problem).toMatch(problem)
  })
})
