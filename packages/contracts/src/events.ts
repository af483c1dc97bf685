import { z } from 'zod'
import { Instant } from './codes.ts'
import { Decision, Outcome } from './decision.ts'
import { Facts } from './facts.ts'
import { Filing } from './manifest.ts'
import { ReviewClass } from './reasons.ts'

const Text = z.string().min(1)
const version = z.number().int().nonnegative()

/** Which version of which manifest a record is about. */
export const FilingRef = z.strictObject({ manifestId: Text, version })
export type FilingRef = z.infer<typeof FilingRef>

/** Why a consignment is decided once more. */
export const RecheckCause = z.strictObject({
  kind: z.enum(['retryable', 'status', 'list', 'link', 'policy', 'good-until', 'other']),
  reference: Text.optional(),
})
export type RecheckCause = z.infer<typeof RecheckCause>

const withdrawal = z.strictObject({
  kind: z.literal('withdrawal'),
  consignmentId: Text,
  filing: FilingRef,
  cause: z.enum(['cancelled', 'replaced', 'other']),
})

/** `consignment.accepted`: a filing to decide, its withdrawal, or the order to decide it again. */
export const ConsignmentAccepted = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('filing'), filing: Filing }),
  withdrawal,
  z.strictObject({ kind: z.literal('recheck'), filing: Filing, cause: RecheckCause }),
])
export type ConsignmentAccepted = z.infer<typeof ConsignmentAccepted>

/** `consignment.enriched`: the same, with the facts found. `override` and `previous` are added at the decision. */
export const ConsignmentEnriched = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('filing'), filing: Filing, facts: Facts }),
  withdrawal,
  z.strictObject({ kind: z.literal('recheck'), filing: Filing, cause: RecheckCause, facts: Facts }),
])
export type ConsignmentEnriched = z.infer<typeof ConsignmentEnriched>

/** The lane that a consignment is in: that of its worst live filing. */
export const Lane = z.strictObject({
  outcome: Outcome,
  class: ReviewClass.optional(),
  /** The filing whose decision puts it there. */
  filing: FilingRef,
})
export type Lane = z.infer<typeof Lane>

/**
 * On the lanes. `decided` goes to the topic of `lane.outcome`; `superseded` goes to the topic of the lane that
 * a consignment has left, so that a reader of that topic alone learns that what it read no longer stands.
 */
export const ConsignmentDecided = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('decided'),
    consignmentId: Text,
    decisionId: Text,
    filing: FilingRef,
    lane: Lane,
    decision: Decision,
    /** Absent for a withdrawal. */
    consignment: Filing.shape.consignment.optional(),
    manifest: Filing.shape.manifest.optional(),
    supersedes: Text.optional(),
    decidedAt: Instant,
  }),
  z.strictObject({
    kind: z.literal('superseded'),
    consignmentId: Text,
    /** The decision that no longer stands, and the one that took its place. */
    decisionId: Text,
    by: Text,
    from: Lane,
    to: Lane,
    decidedAt: Instant,
  }),
])
export type ConsignmentDecided = z.infer<typeof ConsignmentDecided>

/** `decision.record`: enough to decide it again and compare. Restricted. */
export const DecisionRecord = z.strictObject({
  decisionId: Text,
  consignmentId: Text,
  filing: FilingRef,
  cause: z.enum(['filing', 'withdrawal', 'recheck', 'failure', 'other']),
  recheck: RecheckCause.optional(),
  subject: Filing.optional(),
  facts: Facts.optional(),
  decision: Decision,
  supersedes: Text.optional(),
  build: Text,
})
export type DecisionRecord = z.infer<typeof DecisionRecord>

/** `manifest.state`: what intake remembers of a manifest. */
export const ManifestState = z.strictObject({
  manifestId: Text,
  version,
  /** SHA-256 of the message's bytes. */
  digest: Text,
  test: z.boolean(),
  cancelled: z.boolean(),
  /** Live consignments, each with the version that last named it. */
  consignments: z.record(z.string(), version),
})
export type ManifestState = z.infer<typeof ManifestState>

/** `consignment.decided`: what clearance remembers of a consignment: its decisions by filing, and its lane. */
export const ConsignmentState = z.strictObject({
  consignmentId: Text,
  lane: Lane.optional(),
  laneDecisionId: Text.optional(),
  /** One entry per manifest that names it: the newest version. */
  filings: z.record(
    z.string(),
    z.strictObject({
      version,
      decisionId: Text,
      outcome: Outcome,
      class: ReviewClass.optional(),
      primary: Text,
      withdrawn: z.boolean(),
      test: z.boolean(),
      retryable: z.boolean(),
      blocked: z.array(z.strictObject({ role: Text, key: Text })),
    }),
  ),
  /** The greatest `at` of its decisions. */
  at: Instant,
})
export type ConsignmentState = z.infer<typeof ConsignmentState>

/** `policy.activated`: which policy and arrangement set hold from which instant. */
export const PolicyActivated = z.strictObject({
  activationId: Text,
  effectiveFrom: Instant,
  policyDigest: Text,
  arrangementsDigest: Text,
  /** The whole policy and overlay, so that a replay needs no other source. */
  policy: z.record(z.string(), z.unknown()),
  activatedBy: Text,
  activatedAt: Instant,
})
export type PolicyActivated = z.infer<typeof PolicyActivated>
