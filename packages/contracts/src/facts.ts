import { z } from 'zod'
import { Instant, ListKind, MatchGrade, PartyRole, ProgrammeCode } from './codes.ts'
import { Membership, StatusSource } from './membership.ts'

const Text = z.string().min(1)
const membership = Membership.omit({ names: true, addresses: true, identifiers: true })

/** By which key a membership was found, and what else was compared. */
export const Match = z.strictObject({
  grade: MatchGrade,
  /** `identifier:<scheme>`, `link`, `fingerprint` or `name`. */
  by: Text,
  /** Grade A: which of the party's numbers are this member's, in the normal form of ids. Absent: not told. */
  numbers: z.array(Text).optional(),
  /** What the party's name and place share with the member's: judged by whole words and country, not by similarity. */
  agreement: z.enum(['name', 'place', 'none', 'not-comparable']),
  link: z.strictObject({ linkId: Text, validTo: Instant }).optional(),
})
export type Match = z.infer<typeof Match>

/** A membership that a party was found to hold, with what may have to be judged, and nothing more than that. */
export const FoundMembership = z.strictObject({ ...membership.shape, source: StatusSource, match: Match })
export type FoundMembership = z.infer<typeof FoundMembership>

/**
 * What the store found for one party. `answered` with no memberships is not yet "not a member": that depends
 * on the list of the programme asked about (`Facts.lists`). `unknown` is a failed look-up, never a "no".
 */
export const PartyFacts = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('answered'),
    /** Identity of the party for comparison between versions: its strongest key. */
    key: Text.optional(),
    /** Every key it is known by: a sender who adds a number has not changed the party. */
    keys: z.array(Text).optional(),
    memberships: z.array(FoundMembership),
  }),
  z.strictObject({
    kind: z.literal('unknown'),
    key: Text.optional(),
    keys: z.array(Text).optional(),
    cause: z.enum(['store-down', 'marks-lost', 'other']),
  }),
])
export type PartyFacts = z.infer<typeof PartyFacts>

/** What is loaded of a programme's list; a programme that is missing in `Facts.lists` has no list. */
export const ListState = z.strictObject({
  list: ListKind,
  asOf: Instant,
  /** True when rows were left out at loading: then a miss proves nothing. */
  partial: z.boolean(),
  members: z.number().int().nonnegative(),
})
export type ListState = z.infer<typeof ListState>

/** The destination refuses this operator the benefit; both ends as territories. */
export const Denial = z.strictObject({
  programme: ProgrammeCode,
  memberId: Text,
  to: Text,
  from: Instant,
  until: Instant.optional(),
  reference: Text.optional(),
})
export type Denial = z.infer<typeof Denial>

/** An officer's decision on one version of one filing. */
export const Override = z.strictObject({
  overrideId: Text,
  outcome: z.enum(['cleared', 'needs-validation']),
  officer: Text,
  reason: Text,
  expires: Instant,
  manifestId: Text,
  version: z.number().int().nonnegative(),
  /** Identities of the key parties when it was made: it lapses when they change. */
  keyParties: z.array(Text),
})
export type Override = z.infer<typeof Override>

/** What the previous decision of this consignment in this manifest left behind. */
export const PreviousDecision = z.strictObject({
  version: z.number().int().nonnegative(),
  outcome: z.enum(['cleared', 'needs-validation', 'not-applicable']),
  reviewClass: z.enum(['adverse', 'data', 'identity', 'system', 'claim', 'ordinary', 'other']).optional(),
  /** Key parties that a blocking reason was about. */
  blocked: z.array(z.strictObject({ role: PartyRole, key: Text })),
})
export type PreviousDecision = z.infer<typeof PreviousDecision>

/** Everything that `decide` knows beside the filing itself. */
export const Facts = z.strictObject({
  /** One entry per party of the consignment, in its order. */
  parties: z.array(PartyFacts),
  lists: z.record(ProgrammeCode, ListState),
  denials: z.array(Denial),
  override: Override.optional(),
  previous: PreviousDecision.optional(),
})
export type Facts = z.infer<typeof Facts>
