import type { FoundMembership, IdentifierScheme, Match } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import {
  blocksOf,
  carrier,
  codesOf,
  consignee,
  decideIn,
  found,
  held,
  type Situation,
} from '../testing/index.ts'

const linked: Match = { grade: 'B', by: 'link', agreement: 'name' }
type Code = FoundMembership['conveyance'][number]
type Row = {
  readonly to: string
  readonly scheme: IdentifierScheme
  readonly method: Code['method']
  readonly channel: string
}

/** Of every method a destination that asks for it, and the field of a message that carries it. */
const METHODS: readonly Row[] = [
  { to: 'US', scheme: 'mid', method: 'MID', channel: 'entry' },
  { to: 'JP', scheme: 'mra', method: 'NACCS', channel: 'declaration' },
  { to: 'EU', scheme: 'tcui', method: 'TCUI', channel: 'manifest' },
  { to: 'GB', scheme: 'eori', method: 'EORI', channel: 'declaration' },
  { to: 'CN', scheme: 'aeo', method: 'AEO_NUMBER', channel: 'manifest' },
  { to: 'NZ', scheme: 'supplier-code', method: 'SUPPLIER_CODE', channel: 'declaration' },
  { to: 'IN', scheme: 'obin', method: 'OBIN', channel: 'declaration' },
]

/** A Korean member ships to a destination that asks for the method. */
function ships({ to }: Pick<Row, 'to'>, key: ReturnType<typeof found>, rest: Situation = {}) {
  return decideIn({ from: 'KR', to, key, ...rest })
}
const korean = (over: Partial<FoundMembership> = {}) =>
  held({ programme: 'KR-AEO', memberId: 'KR-1', match: linked, conveyance: [], ...over })
const conveyanceOf = (decision: ReturnType<typeof decideIn>) =>
  codesOf(decision).filter((code) =>
    ['STATUS_NOT_CONVEYED', 'CODE_DUE', 'CONVEYANCE_NOT_ESTABLISHED'].includes(code),
  )

describe.each(METHODS)('the status of a member conveyed to $to by $method', (row) => {
  const from = { EU: 'JP', GB: 'JP', JP: 'KR', CN: 'JP' }[row.to] ?? 'KR'
  const member = (over: Partial<FoundMembership> = {}) =>
    korean({ programme: `${from}-AEO`, types: ['exporter'], ...over })
  const to = row.to === 'EU' ? 'DE' : row.to
  const country = row.to === 'EU' ? 'FR' : row.to
  const onFile: Code = { method: row.method, value: 'KR-123-456' }
  const number = { identifiers: [{ scheme: row.scheme, value: 'kr123456' }] }
  const decided = (key: ReturnType<typeof found>, policy: Situation['policy'] = {}) =>
    decideIn({ from, to, key, policy, facts: { lists: {} } })

  test('is missing when it is neither in the message nor on file', () => {
    const decision = decided(found({}, member()))
    expect(blocksOf(decision)).toEqual(['STATUS_NOT_CONVEYED'])
    expect(decision.primary.detail).toEqual({ method: row.method, channel: row.channel })
    expect(decision.review).toEqual({ class: 'claim' })
  })

  test.each([
    { code: onFile, conveyance: ['CODE_DUE'] },
    { code: { ...onFile, destination: country }, conveyance: ['CODE_DUE'] },
    { code: { ...onFile, destination: 'ZA' }, conveyance: ['STATUS_NOT_CONVEYED'] },
    { code: { ...onFile, method: 'OWN_NUMBER' }, conveyance: ['STATUS_NOT_CONVEYED'] },
  ] as const)('gives $conveyance when $code is on file', ({ code, conveyance }) => {
    expect(conveyanceOf(decided(found({}, member({ conveyance: [code] }))))).toEqual(conveyance)
  })

  test('is there when the message has the number that is on file', () => {
    const decision = decided(found(number, member({ conveyance: [onFile] })))
    expect(conveyanceOf(decision)).toEqual([])
    expect(decision.outcome).toBe('cleared')
  })

  test('must be in the message where the policy says so', () => {
    const asked = row.to === 'EU' ? ['CODE_DUE'] : ['STATUS_NOT_CONVEYED']
    expect(
      conveyanceOf(decided(found({}, member({ conveyance: [onFile] })), { conveyance: 'in-message' })),
    ).toEqual(asked)
    expect(
      conveyanceOf(decided(found(number, member({ conveyance: [onFile] })), { conveyance: 'in-message' })),
    ).toEqual([])
  })

  test('is not asked for where the policy says so', () => {
    expect(conveyanceOf(decided(found({}, member()), { conveyance: 'off' }))).toEqual([])
  })

  test('is there by a number that the party was found by, but a MID must be on file', () => {
    const byNumber: Match = { grade: 'A', by: `identifier:${row.scheme}`, agreement: 'name' }
    const decision = decided(found(number, member({ match: byNumber })))
    expect(conveyanceOf(decision)).toEqual(row.method === 'MID' ? ['STATUS_NOT_CONVEYED'] : [])
  })
})

describe('other ways to convey a status', () => {
  test('name and address from Korea to Canada', () => {
    const address = { city: 'Busan', postcode: '48058' }
    expect(conveyanceOf(ships({ to: 'CA' }, found({ address }, korean())))).toEqual([])
    expect(conveyanceOf(ships({ to: 'CA' }, found({}, korean())))).toEqual(['STATUS_NOT_CONVEYED'])
  })

  test.each(['KR', 'CA', 'HK'])('is not established to %s, and passes', (to) => {
    const from = to === 'KR' ? 'JP' : to === 'CA' ? 'JP' : 'KR'
    const key = found({}, korean({ programme: `${from}-AEO`, types: ['exporter'] }))
    const decision = decideIn({ from, to, key })
    expect(conveyanceOf(decision)).toEqual(['CONVEYANCE_NOT_ESTABLISHED'])
    expect(decision.outcome).toBe('cleared')
  })

  test('an AEO actor in the role MF for the EU, of the same member', () => {
    const japanese = held({ match: linked, conveyance: [] })
    const actor = (actorRole: string, memberId = 'JP-0001') =>
      found({ role: 'aeo', actorRole, name: 'Aoba Precision Instruments K.K.' }, held({ memberId }))
    const toEu = (marker: ReturnType<typeof found>) =>
      decideIn({ to: 'NL', key: found({}, japanese), others: [consignee(), carrier(), marker] })
    expect(conveyanceOf(toEu(actor('MF')))).toEqual([])
    expect(conveyanceOf(toEu(actor('FW')))).toEqual(['STATUS_NOT_CONVEYED'])
    expect(toEu(actor('MF', 'JP-2')).outcome).toBe('needs-validation')
  })

  test('to the EU must stand in an entry summary declaration itself', () => {
    const key = found({}, held({ match: linked, conveyance: [{ method: 'TCUI', value: 'JP1234' }] }))
    const ens = decideIn({ to: 'NL', key, manifest: { format: 'ics2-ie3f26' } })
    expect(blocksOf(ens)).toEqual(['STATUS_NOT_CONVEYED'])
    expect(decideIn({ to: 'NL', key, manifest: { format: 'cuscar' } }).outcome).toBe('cleared')
  })

  test('is not missed of a status that has ended', () => {
    const key = found({}, korean({ status: 'withdrawn' }))
    expect(blocksOf(ships({ to: 'US' }, key))).toEqual(['STATUS_WITHDRAWN'])
  })
})
