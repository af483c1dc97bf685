import { z } from 'zod'
import {
  Consent,
  ConveyanceMethod,
  CountryCode,
  Instant,
  ListKind,
  MembershipStatus,
  OperatorType,
  ProgrammeCode,
} from './codes.ts'
import { Address, Identifier } from './manifest.ts'

const Text = z.string().trim().min(1)

/** A site or seat of a member, as its programme registered it. */
export const MemberAddress = z.strictObject({ ...Address.shape, country: CountryCode })
export type MemberAddress = z.infer<typeof MemberAddress>

/**
 * A membership as its programme announced it. Instants are half-open: a date-only end of the source has been
 * turned into the midnight after that day in the programme's zone before it stands here.
 */
export const Membership = z.strictObject({
  programme: ProgrammeCode,
  memberId: Text,
  /** The registered name first; then aliases, native spellings among them. */
  names: z.array(Text).min(1),
  addresses: z.array(MemberAddress),
  identifiers: z.array(Identifier),
  status: MembershipStatus,
  /** From when `status` holds; absent: it always did, as far as the source says. */
  statusFrom: Instant.optional(),
  consent: Consent,
  types: z.array(OperatorType),
  /** Class of certificate, in the programme's own letters: AEOC, AEOS, AEOF, STP, STP-PLUS, T2 … */
  certificate: Text.optional(),
  /** C-TPAT tier; `certified` is I, `certified/validated` without a number is II. */
  tier: z.enum(['I', 'II', 'III', 'other']).optional(),
  validFrom: Instant.optional(),
  /** The first instant at which it no longer holds. */
  validTo: Instant.optional(),
  revalidationDue: Instant.optional(),
  /** Codes known to reach the customs of a destination, on file and checked. */
  conveyance: z.array(
    z.strictObject({ method: ConveyanceMethod, value: Text, destination: CountryCode.optional() }),
  ),
})
export type Membership = z.infer<typeof Membership>

/** Where a status comes from, and how old it may be: `asOf` is when the source last vouched for it. */
export const StatusSource = z.strictObject({
  kind: z.enum(['complete', 'published', 'evidence', 'feed', 'other']),
  asOf: Instant,
  name: Text.optional(),
  /** Evidence only: the document, who checked it, and until when it may be relied on. */
  reference: Text.optional(),
  checkedBy: Text.optional(),
  expires: Instant.optional(),
})
export type StatusSource = z.infer<typeof StatusSource>

const change = { programme: ProgrammeCode, sequence: z.number().int().nonnegative() }
const load = { programme: ProgrammeCode, loadId: Text }

/**
 * What travels on `trader.status`. A `member` without a `loadId` is a change of the list in force; `sequence`
 * is the source's own order, a lower one than the last applied is ignored. `removed` means that the entry is
 * gone from its list, and is a record, never a tombstone. `load-begin` and `load-end` enclose a whole list on
 * every partition; the list counts from the moment at which all ends with their `count`s have been applied.
 */
export const TraderStatusEvent = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('member'),
    ...change,
    membership: Membership,
    source: StatusSource,
    loadId: Text.optional(),
  }),
  z.strictObject({ kind: z.literal('removed'), ...change, memberId: Text, source: StatusSource }),
  z.strictObject({
    kind: z.literal('load-begin'),
    ...load,
    list: ListKind,
    asOf: Instant,
    partitions: z.number().int().positive(),
    /** Rows of the source that were left out; a miss on such a list is LIST_INCOMPLETE. */
    rejected: z.number().int().nonnegative(),
  }),
  z.strictObject({
    kind: z.literal('load-end'),
    ...load,
    partition: z.number().int().nonnegative(),
    /** Members of this load on this partition. */
    count: z.number().int().nonnegative(),
  }),
])
export type TraderStatusEvent = z.infer<typeof TraderStatusEvent>

/**
 * A verified link: this key (a fingerprint, a MID, a DUNS, a local code) means that membership, or none
 * (`member` absent: "not this member"). Only a `confirmed` one with two different people counts.
 */
export const PartyLink = z.strictObject({
  linkId: Text,
  /** `f1:…`, or `id:<scheme>:[<issuer>:]<value>`. */
  key: Text,
  member: z.strictObject({ programme: ProgrammeCode, memberId: Text }).optional(),
  /** For "not this member": whom the key must not be taken for; absent: anybody. */
  notMember: z.strictObject({ programme: ProgrammeCode, memberId: Text }).optional(),
  grounds: z.enum(['feed', 'certificate-seen', 'customs-confirmed', 'traders-letter', 'other']),
  evidence: Text,
  state: z.enum(['proposed', 'confirmed', 'revoked', 'other']),
  madeBy: Text,
  madeAt: Instant,
  checkedBy: Text.optional(),
  checkedAt: Instant.optional(),
  /** Who ended it, at `validTo`. */
  revokedBy: Text.optional(),
  validFrom: Instant,
  /** The first instant at which it no longer holds. */
  validTo: Instant,
})
export type PartyLink = z.infer<typeof PartyLink>
