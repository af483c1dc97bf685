import { z } from 'zod'
import { Instant, MatchGrade, MembershipStatus, PartyRole, ProgrammeCode } from './codes.ts'
import { REASON_GROUPS, ReasonCode, ReviewClass } from './reasons.ts'

const Text = z.string().min(1)

export const Outcome = z.enum(['cleared', 'needs-validation', 'not-applicable'])
export type Outcome = z.infer<typeof Outcome>

/** One finding of one rule. `party` is an index into the consignment's parties. */
export const Reason = z.strictObject({
  code: ReasonCode,
  rule: Text,
  group: z.enum([...REASON_GROUPS, 'other']),
  effect: z.enum(['excludes', 'blocks', 'grants', 'advises', 'other']),
  reviewClass: ReviewClass.optional(),
  party: z.number().int().nonnegative().optional(),
  /** Values that the sentence for people is made with: the method that was due, the list's age, a field's place. */
  detail: z.record(z.string(), z.string()).optional(),
})
export type Reason = z.infer<typeof Reason>

/** What was found of one party, and whether it counted. */
export const PartyResult = z.strictObject({
  party: z.number().int().nonnegative(),
  role: PartyRole,
  isKeyParty: z.boolean(),
  key: Text.optional(),
  found: z.enum(['member', 'not-listed', 'candidate', 'not-identified', 'ambiguous', 'unknown', 'other']),
  programme: ProgrammeCode.optional(),
  memberId: Text.optional(),
  status: MembershipStatus.optional(),
  grade: MatchGrade.optional(),
  asOf: Instant.optional(),
  counted: z.boolean(),
})
export type PartyResult = z.infer<typeof PartyResult>

export const UsedArrangement = z.strictObject({
  arrangementId: Text,
  from: Text,
  to: Text,
  start: Instant,
  startAssumed: z.boolean(),
})
export type UsedArrangement = z.infer<typeof UsedArrangement>

/** What `decide` answers. Every rule was evaluated; `reasons` holds all of them, blocking ones first in group order. */
export const Decision = z.strictObject({
  outcome: Outcome,
  /** Only of `needs-validation`. */
  review: z.strictObject({ class: ReviewClass }).optional(),
  /** Only of `cleared`: the granting code, and whom and what it relies on. */
  grounds: z.strictObject({ code: ReasonCode, parties: z.array(z.number().int().nonnegative()) }).optional(),
  /** The first instant at which a membership, link, arrangement or override it relies on ends. */
  goodUntil: Instant.optional(),
  corridor: z.strictObject({ from: Text.optional(), to: Text.optional() }),
  primary: Reason,
  reasons: z.array(Reason).min(1),
  /** Groups that were not applied, because an earlier group settled it. */
  notApplied: z.array(z.enum([...REASON_GROUPS, 'other'])),
  parties: z.array(PartyResult),
  arrangement: UsedArrangement.optional(),
  /** True when the cause was the pipeline's own: it is decided again when that is gone. */
  retryable: z.boolean(),
  at: Instant,
  /** SHA-256 of the arrangement set and of the policy it was decided under. */
  digests: z.strictObject({ arrangements: Text, policy: Text }),
})
export type Decision = z.infer<typeof Decision>
