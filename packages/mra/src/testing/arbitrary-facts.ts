import {
  type Denial,
  type Facts,
  type FoundMembership,
  type ListState,
  type Match,
  MembershipStatus,
  OperatorType,
  type PartyFacts,
  PartyRole,
  REVIEW_CLASSES,
  type StatusSource,
} from '@trustlane/contracts'
import fc from 'fast-check'

/** The instant that everything arbitrary lies around. */
export const NOW = new Date('2026-06-01T12:00:00Z')

const HOUR = 3_600_000
const around = (milliseconds: number): string => new Date(NOW.getTime() + milliseconds).toISOString()

/** Mostly the value that helps to clear, so that a run meets clearances, and each fault alone, often enough. */
export const mostly = <T>(good: T, otherwise: fc.Arbitrary<T>, weight = 8): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: fc.constant(good), weight }, { arbitrary: otherwise, weight: 1 })

/** At, just before and just after the instant of decision, and the ages that the policy draws a line at. */
export const instant: fc.Arbitrary<string> = fc.constantFrom(
  ...[-900 * 24, -35 * 24, -49, -48, -1, 0, 1, 24, 9000].map((hours) => around(hours * HOUR)),
  around(-1),
  around(1),
)
export const programme = fc.constantFrom('JP-AEO', 'US-CTPAT', 'US-CTPAT', 'EU-AEO', 'KR-AEO', 'CN-AEO')
export const partyKey = fc.constantFrom('k1', 'k2', 'k3')

/** An object without the keys whose value is `undefined`, as it is on the wire. */
export const present = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

const source: fc.Arbitrary<StatusSource> = fc
  .record({
    kind: mostly(
      'complete' as const,
      fc.constantFrom('complete', 'published', 'evidence', 'feed', 'other'),
      4,
    ),
    asOf: mostly(around(-HOUR), instant),
    expires: mostly(undefined, instant, 2),
  })
  .map(present)

const match: fc.Arbitrary<Match> = fc
  .record({
    grade: mostly('A' as const, fc.constantFrom('A', 'B', 'B', 'C', 'D'), 3),
    agreement: mostly('name' as const, fc.constantFrom('place', 'none', 'not-comparable')),
    validTo: instant,
  })
  .map(({ grade, agreement, validTo }) => ({
    grade,
    by: grade === 'B' ? 'link' : 'identifier:aeo',
    agreement,
    ...(grade === 'B' && { link: { linkId: 'L1', validTo } }),
  }))

export const membership: fc.Arbitrary<FoundMembership> = fc
  .record({
    programme: mostly('JP-AEO', programme, 3),
    memberId: mostly('M1', fc.constantFrom('M2', 'M3')),
    status: mostly('certified' as const, fc.constantFrom(...MembershipStatus.options)),
    statusFrom: mostly(undefined, instant),
    consent: mostly('given' as const, fc.constantFrom('withdrawn', 'unknown')),
    types: mostly(['exporter' as const], fc.uniqueArray(fc.constantFrom(...OperatorType.options))),
    certificate: mostly('AEOF', fc.constantFrom(undefined, 'AEOC', 'AEOS', 'ADVANCED', 'X'), 4),
    tier: mostly('II' as const, fc.constantFrom(undefined, 'I', 'III', 'other')),
    validFrom: mostly(undefined, instant),
    validTo: mostly(undefined, instant, 4),
    revalidationDue: mostly(undefined, instant),
    conveyance: mostly<FoundMembership['conveyance']>(
      [{ method: 'MID', value: 'JPAOBPRE123TOK' }],
      fc.constantFrom<FoundMembership['conveyance']>(
        [],
        [{ method: 'NACCS', value: '123456789012', destination: 'JP' }],
      ),
    ),
    source,
    match,
  })
  .map(present)

const unanswered: fc.Arbitrary<PartyFacts> = fc
  .record({ kind: fc.constant('unknown' as const), key: fc.option(partyKey, { nil: undefined }) })
  .map((facts) => present({ ...facts, cause: 'store-down' as const }))

/** What the store found of one party; `found` of those that matter, most often. */
export const partyFacts = (found: fc.Arbitrary<FoundMembership[]>): fc.Arbitrary<PartyFacts> =>
  fc.oneof(
    {
      weight: 24,
      arbitrary: fc
        .record({ key: mostly('k1', fc.constantFrom(undefined, 'k2', 'k3'), 2), memberships: found })
        .map(({ key, memberships }) => present({ kind: 'answered' as const, key, memberships })),
    },
    { weight: 1, arbitrary: unanswered },
  )

const listState: fc.Arbitrary<ListState> = fc.record({
  list: mostly('complete' as const, fc.constantFrom('published', 'evidence')),
  asOf: mostly(around(-HOUR), instant),
  partial: mostly(false, fc.constant(true)),
  members: fc.nat(9),
})

const denial: fc.Arbitrary<Denial> = fc
  .record({
    programme: mostly('JP-AEO', programme, 2),
    memberId: fc.constantFrom('M1', 'M2'),
    to: fc.constantFrom('US', 'JP', 'EU'),
    from: instant,
    until: fc.option(instant, { nil: undefined }),
  })
  .map(present)

const override = fc.record({
  overrideId: fc.constant('O1'),
  outcome: fc.constantFrom('cleared' as const, 'needs-validation' as const),
  officer: fc.constant('an officer'),
  reason: fc.constant('seen'),
  expires: mostly(around(HOUR), instant),
  manifestId: mostly('TRIDENT:VOY042', fc.constant('OTHER:VOY042')),
  version: mostly(1, fc.constant(2)),
  keyParties: mostly(['k1'], fc.uniqueArray(partyKey)),
})

const previous = fc
  .record({
    version: fc.constant(0),
    outcome: fc.constantFrom('cleared' as const, 'needs-validation' as const),
    reviewClass: fc.option(fc.constantFrom(...REVIEW_CLASSES), { nil: undefined }),
    blocked: fc.array(fc.record({ role: fc.constantFrom(...PartyRole.options), key: partyKey }), {
      maxLength: 2,
    }),
  })
  .map(present)

/** Everything beside the parties' own facts. */
export const surroundings: fc.Arbitrary<Omit<Facts, 'parties'>> = fc
  .record({
    lists: mostly({ 'JP-AEO': list() }, fc.dictionary(programme, listState, { maxKeys: 4 }), 2),
    denials: mostly([], fc.array(denial, { maxLength: 3 }), 4),
    override: mostly(undefined, override, 12),
    previous: mostly(undefined, previous, 8),
  })
  .map(present)

function list(): ListState {
  return { list: 'complete', asOf: around(-HOUR), partial: false, members: 700 }
}
