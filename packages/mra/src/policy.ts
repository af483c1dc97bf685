import { digestOf, OperatorType, PartyRole, ProgrammeCode } from '@trustlane/contracts'
import { z } from 'zod'
import { Territory } from './arrangement.ts'

const Text = z.string().min(1)
const KeyPartyRoles = z.array(PartyRole).min(1)

/**
 * Every choice of the product that no law makes. Each field names its owner and what it rests on; "domain 8"
 * and "domain 9" are the sections of `docs/domain` on the match ladder and on the decision table.
 */
export const Policy = z.strictObject({
  /** For people; decisions name a policy by its digest. */
  name: Text,

  /**
   * Arrangements that the research is less sure of than this do not apply, unless an operator's overlay says
   * that they do. Owner: trade policy. Source: domain 9, "Dates".
   */
  minimumConfidence: z.enum(['high', 'medium', 'low']),

  /**
   * Roles in the order in which the first that a bill names decides. A destination's entry here wins over the
   * direction's own data; `otherwise` is for directions without any. Owner: trade policy. Source: domain 8,
   * "Key party" (the manufacturer first for the United States: customs there knows it by its MID).
   */
  keyPartyOrder: z.strictObject({
    byDestination: z.record(Territory, KeyPartyRoles),
    otherwise: KeyPartyRoles,
  }),

  /**
   * Types that count where no source says which a direction covers, by exporting territory. Owner: trade
   * policy. Source: domain 9, "Operator types" (Japan speaks of exporters and importers only).
   */
  unknownCoverage: z.strictObject({
    byOrigin: z.record(Territory, z.array(OperatorType)),
    otherwise: z.array(OperatorType),
  }),

  /**
   * A consignor all of whose memberships are of these types moves other people's goods. Owner: trade policy.
   * Source: domain 8, "Key party".
   */
  logisticsTypes: z.array(OperatorType),

  /**
   * How long after its source last vouched for it a status may be relied on. Evidence has its own expiry, and
   * counts for nothing without one. Owner: operations. Source: domain 9, "Default ages".
   */
  maximumAge: z.strictObject({
    feedHours: z.number().positive(),
    completeHours: z.number().positive(),
    publishedDays: z.number().positive(),
    /** How far ahead of the clock a source may date itself; beyond that its date means nothing. */
    aheadMinutes: z.number().nonnegative(),
  }),

  /**
   * What an exact match of name and address is worth where the destination does not itself work by name.
   * Owner: risk management. Source: domain 8, grade C.
   */
  exactNameAddress: z.enum(['review', 'clear']),

  /**
   * Whether the status must be shown to reach the destination's customs: by the message or by what is on file,
   * by the message alone, or not at all. Owner: trade policy. Source: domain 8, "Conveyance".
   */
  conveyance: z.enum(['on-file', 'in-message', 'off']),

  /**
   * Tiers that count, of programmes that have tiers; a tier that is not known never does. Owner: risk
   * management. Source: domain 9, "C-TPAT tier" (validated members, not merely certified ones).
   */
  tiers: z.record(ProgrammeCode, z.array(z.enum(['I', 'II', 'III'])).min(1)),

  /**
   * Sources that imply the member's consent where they do not state it. Owner: data protection. Source:
   * domain 9, "Consent": data exchanged under an arrangement is only that of members who agreed to it.
   */
  consentImpliedBy: z.array(z.enum(['feed', 'complete', 'evidence', 'published'])),

  /**
   * Whether a key party that is a validated member of the destination's own programme clears without any
   * arrangement. Owner: trade policy. Source: domain 9, group 8 (Mexican and Canadian members of C-TPAT).
   */
  destinationProgrammeMember: z.boolean(),

  /**
   * Which operator types of that programme are those of firms abroad; an importer's membership is no exporter's.
   * Owner: trade policy. Source: domain 1, "Eligible types".
   */
  destinationMemberTypes: z.array(OperatorType),

  /**
   * Whether the importer's own status in its own programme clears what would be an ordinary review. Owner:
   * risk management. Source: domain 9, group 8; off by default.
   */
  nationalStatusRelied: z.boolean(),

  /** An importer or consignee whose status is suspended or revoked. Owner: risk management. Source: domain 9, group 1. */
  adverseElsewhere: z.enum(['review', 'ignore']),

  /**
   * A revalidation that is due and has not been seen. Owner: risk management. Source: domain 7: the lapse is
   * administrative, and the status usually stands until customs acts.
   */
  revalidationOverdue: z.enum(['review', 'ignore']),

  /**
   * When a blocked key party that a later version no longer names is adverse. `guarded`: when it was blocked
   * for more than an ordinary reason, or when the one named in its place is a member. So a corrected spelling
   * in ordinary trade stays quiet, and a swap to a trusted name does not. Owner: risk management. Source:
   * domain 8, "Key party".
   */
  keyPartyChanged: z.enum(['guarded', 'always', 'never']),
})
export type Policy = z.infer<typeof Policy>

/** What applies until another policy is activated. */
export const builtInPolicy: Policy = {
  name: 'built-in',
  minimumConfidence: 'medium',
  keyPartyOrder: {
    byDestination: { US: ['manufacturer', 'exporter', 'consignor'] },
    otherwise: ['exporter', 'consignor', 'manufacturer'],
  },
  unknownCoverage: {
    byOrigin: { JP: ['exporter', 'importer'] },
    otherwise: ['exporter', 'manufacturer', 'importer'],
  },
  logisticsTypes: ['freight-forwarder', 'consolidator', 'carrier', 'logistics'],
  maximumAge: { feedHours: 48, completeHours: 48, publishedDays: 35, aheadMinutes: 15 },
  exactNameAddress: 'review',
  conveyance: 'on-file',
  tiers: { 'US-CTPAT': ['II', 'III'] },
  consentImpliedBy: ['feed', 'complete'],
  destinationProgrammeMember: true,
  destinationMemberTypes: ['exporter', 'manufacturer'],
  nationalStatusRelied: false,
  adverseElsewhere: 'review',
  revalidationOverdue: 'review',
  keyPartyChanged: 'guarded',
}

const digests = new WeakMap<Policy, string>()

/** SHA-256 of a policy. Remembered per object, so a policy must not be changed once it has been used. */
export function policyDigest(policy: Policy): string {
  const known = digests.get(policy)
  if (known !== undefined) return known
  const digest = digestOf(policy)
  digests.set(policy, digest)
  return digest
}
