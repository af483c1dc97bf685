import {
  type Consignment,
  type Filing,
  type Facts,
  type Identifier,
  IdentifierScheme,
  ManifestFunction,
  type Party,
  type PartyFacts,
  PartyFlag,
  PartyRole,
  type Place,
} from '@trustlane/contracts'
import { aConsignment, aFiling, aHeader } from '@trustlane/contracts/testing'
import fc from 'fast-check'
import { builtInPolicy, type Policy } from '../policy.ts'
import { membership, mostly, partyFacts, present, surroundings } from './arbitrary-facts.ts'

/** Something to decide, without the arrangements. */
export type ArbitrarySituation = { readonly filing: Filing; readonly facts: Facts; readonly policy: Policy }

/** Some numbers fit their scheme and some do not; the issuers are words that plain objects have as keys, too. */
const identifier: fc.Arbitrary<Identifier> = fc
  .record({
    scheme: mostly('eori' as const, fc.constantFrom(...IdentifierScheme.options), 1),
    value: fc.constantFrom('JP12345', 'JPAOBPRE123TOK', '123456789012', 'AEOCN1234567890', '123'),
    issuer: fc.constantFrom(undefined, 'JP', 'DE', 'TRIDENT', 'constructor', '__proto__', 'toString'),
  })
  .map(present)

const party = (role: fc.Arbitrary<PartyRole>): fc.Arbitrary<Party> =>
  fc
    .record({
      role,
      actorRole: mostly(undefined, fc.constantFrom('MF', 'FW', 'WH', 'constructor')),
      name: mostly('Aoba KK', fc.constantFrom(undefined, 'Redwood Inc', 'Trident', 'Untold'), 6),
      country: fc.constantFrom(undefined, 'JP', 'US'),
      address: mostly(undefined, fc.constant({ city: 'Tokyo' })),
      identifiers: mostly([], fc.array(identifier, { maxLength: 3 }), 4),
      flags: mostly(undefined, fc.uniqueArray(fc.constantFrom(...PartyFlag.options)), 20),
    })
    .map(present)

const found = fc.array(membership, { maxLength: 2 })
const member = mostly([], found, 1)
const plain = mostly([], found, 4)
/** Importers that hold the destination's own status, now and then. */
const importing = fc.oneof(
  { arbitrary: plain, weight: 2 },
  { arbitrary: fc.tuple(membership.map((one) => ({ ...one, programme: 'US-CTPAT' }))), weight: 1 },
)

type Cast = { readonly party: Party; readonly facts: PartyFacts }
const cast = (role: fc.Arbitrary<PartyRole>, of: typeof found): fc.Arbitrary<Cast> =>
  fc.record({ party: party(role), facts: partyFacts(of) })

const shipper = cast(
  mostly('consignor', fc.constantFrom('exporter', 'exporter', 'manufacturer'), 2),
  fc.oneof({ arbitrary: fc.tuple(membership), weight: 4 }, { arbitrary: found, weight: 1 }),
)

/** Shippers that may be members, the parties that a bill has to name, and a few of any role. */
const parties: fc.Arbitrary<Cast[]> = fc
  .tuple(
    fc.oneof(
      { arbitrary: fc.tuple(shipper), weight: 4 },
      { arbitrary: fc.tuple(shipper, shipper), weight: 1 },
    ),
    cast(mostly('consignee', fc.constant('importer'), 20), importing).map((one) => ({
      ...one,
      party: { ...one.party, name: 'Redwood Inc' },
    })),
    cast(mostly('carrier', fc.constant('forwarder'), 20), plain).map((one) => ({
      ...one,
      party: { ...one.party, name: 'Trident' },
    })),
    mostly(
      [],
      fc.array(cast(mostly('aeo', fc.constantFrom(...PartyRole.options), 1), member), { maxLength: 2 }),
      3,
    ),
  )
  .map(([shippers, consignee, carrier, others]) => [...shippers, consignee, carrier, ...others])

const place = (country: string): fc.Arbitrary<Place> =>
  mostly(
    { country },
    fc.constantFrom(
      { name: 'somewhere' },
      ...['JP', 'US', 'DE', 'FR', 'KR', 'CN', 'HK', 'MX', 'GB', 'XI', 'VN', 'EA', 'PR'].map((code) => ({
        country: code,
      })),
    ),
    9,
  )

export const policy: fc.Arbitrary<Policy> = mostly(
  builtInPolicy,
  fc
    .record({
      minimumConfidence: fc.constantFrom('high', 'medium', 'low'),
      exactNameAddress: fc.constantFrom('review', 'clear'),
      conveyance: fc.constantFrom('on-file', 'in-message', 'off'),
      destinationProgrammeMember: fc.boolean(),
      nationalStatusRelied: fc.boolean(),
      adverseElsewhere: fc.constantFrom('review', 'ignore'),
      revalidationOverdue: fc.constantFrom('review', 'ignore'),
      keyPartyChanged: fc.constantFrom('guarded', 'always', 'never'),
    })
    .map((over) => ({ ...builtInPolicy, ...over })),
  1,
)

export const situation: fc.Arbitrary<ArbitrarySituation> = fc
  .record({
    cast: parties,
    loading: place('JP'),
    discharge: place('US'),
    header: mostly(
      {},
      fc.record({ test: fc.boolean(), function: fc.constantFrom(...ManifestFunction.options) }),
      12,
    ),
    consignment: mostly<Partial<Consignment>>(
      {},
      fc.constantFrom({ consolidated: true }, { consolidated: false }),
      20,
    ),
    around: surroundings,
    policy,
  })
  .map(({ cast: people, loading, discharge, header, consignment, around, policy: rules }) => ({
    filing: aFiling({
      manifest: aHeader(header),
      consignment: aConsignment({
        loading,
        discharge,
        ...consignment,
        parties: people.map((one) => one.party),
      }),
    }),
    facts: { ...around, parties: people.map(({ facts }) => facts) },
    policy: rules,
  }))
