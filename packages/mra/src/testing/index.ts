import type {
  Consignment,
  Decision,
  Facts,
  Filing,
  FoundMembership,
  ListState,
  ManifestHeader,
  Party,
  PartyFacts,
} from '@trustlane/contracts'
import { aConsignment, aFiling, aFoundMembership, aHeader, aParty } from '@trustlane/contracts/testing'
import { type ArrangementSet, builtInArrangements } from '../arrangement-set.ts'
import { decide } from '../decide.ts'
import { builtInPolicy, type Policy } from '../policy.ts'

/** The instant at which situations are decided. */
export const AT = new Date('2026-06-01T12:00:00Z')

/** An instant some milliseconds from `AT`, on the wire. */
export const fromAt = (milliseconds: number): string => new Date(AT.getTime() + milliseconds).toISOString()

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** A party and what the store found of it. */
export type Found = { readonly party: Party; readonly facts: PartyFacts }

/** What the store answers for a party; the key is the name unless given. */
export const answered = (memberships: readonly FoundMembership[] = [], key?: string): PartyFacts => ({
  kind: 'answered',
  ...(key !== undefined && { key }),
  memberships: [...memberships],
})

export const unknown = (key?: string): PartyFacts => ({
  kind: 'unknown',
  ...(key !== undefined && { key }),
  cause: 'store-down',
})

/** A party with the memberships found of it, and its name as the key that versions are compared by. */
export const found = (party: Partial<Party>, ...memberships: readonly FoundMembership[]): Found => {
  const whole = aParty(party)
  return { party: whole, facts: answered(memberships, `n1:${whole.name ?? whole.role}`) }
}

/** A fresh membership, found by a number that its programme issued. */
export const held = (over: Partial<FoundMembership> = {}): FoundMembership =>
  aFoundMembership({ source: { kind: 'complete', asOf: fromAt(-HOUR) }, ...over })

export const exporter = (...memberships: readonly FoundMembership[]): Found =>
  found({ identifiers: [{ scheme: 'aeo', value: 'JP12345', issuer: 'JP' }] }, ...memberships)
export const consignee = (...memberships: readonly FoundMembership[]): Found =>
  found({ role: 'consignee', name: 'Redwood Laboratory Supply Inc', country: 'US' }, ...memberships)
export const carrier = (...memberships: readonly FoundMembership[]): Found =>
  found({ role: 'carrier', name: 'Trident Ocean Lines', country: 'JP' }, ...memberships)

export const list = (over: Partial<ListState> = {}): ListState => ({
  list: 'complete',
  asOf: fromAt(-HOUR),
  partial: false,
  members: 700,
  ...over,
})

/**
 * What to decide, as far as it differs from the plainest clearance there is: a Japanese exporter, certified and
 * found by its number on a complete list of an hour ago, ships to the United States, and its MID is on file.
 */
export type Situation = {
  /** Territories of departure and destination. */
  readonly from?: string
  readonly to?: string
  readonly key?: Found
  /** Instead of consignee and carrier. */
  readonly others?: readonly Found[]
  readonly consignment?: Partial<Consignment>
  readonly manifest?: Partial<ManifestHeader>
  readonly version?: number
  readonly facts?: Partial<Facts>
  readonly arrangements?: ArrangementSet
  readonly policy?: Partial<Policy>
  readonly at?: Date
}

/** The arguments of `decide` for a situation. */
export function argumentsOf(situation: Situation = {}): Parameters<typeof decide> {
  const { from = 'JP', to = 'US', key = exporter(held()), others = [consignee(), carrier()] } = situation
  const parties = [key, ...others]
  const filing: Filing = aFiling({
    version: situation.version ?? 1,
    manifest: aHeader(situation.manifest),
    consignment: aConsignment({
      loading: { country: from },
      discharge: { country: to },
      parties: parties.map(({ party }) => party),
      ...situation.consignment,
    }),
  })
  const facts: Facts = {
    parties: parties.map(({ facts }) => facts),
    lists: { 'JP-AEO': list() },
    denials: [],
    ...situation.facts,
  }
  const policy = situation.policy === undefined ? builtInPolicy : { ...builtInPolicy, ...situation.policy }
  return [filing, facts, situation.arrangements ?? builtInArrangements, policy, situation.at ?? AT]
}

export const decideIn = (situation: Situation = {}): Decision => decide(...argumentsOf(situation))

/** The codes of a decision, in its order. */
export const codesOf = ({ reasons }: Decision): string[] => reasons.map(({ code }) => code)

/** The codes that block, in their order. */
export const blocksOf = ({ reasons }: Decision): string[] =>
  reasons.filter(({ effect }) => effect === 'blocks').map(({ code }) => code)
