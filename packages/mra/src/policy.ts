import { digestOf, OperatorType, PartyRole, ProgrammeCode } from '@trustlane/contracts'
import { z } from 'zod'

const Hours = z.number().positive()
const Text = z.string().min(1)

/**
 * Every choice of the product that is not law, by name. Who owns one may change it for his port by activating
 * another policy; a decision names the digest of the one it was made under.
 */
export const Policy = z.strictObject({
  name: Text,
  /**
   * Roles in the order in which the first that a bill names decides, where the arrangement's direction has no
   * order of its own. Owner: customs procedure. By destination territory; `default` for all others.
   */
  keyPartyOrder: z.object({ default: z.array(PartyRole).min(1) }).catchall(z.array(PartyRole).min(1)),
  /** Hours for which a source is believed after it last vouched for a status. Owner: risk. Evidence has its own expiry. */
  maxAgeHours: z.strictObject({ feed: Hours, complete: Hours, published: Hours }),
  /** Hours by which a source may be ahead of the clock before it is not believed. Owner: operations. */
  maxClockSkewHours: Hours,
  /** Arrangements researched with less confidence are not active. Owner: legal. */
  minimumConfidence: z.enum(['high', 'medium', 'low']),
  /** Operator types taken as covered where no source says which, by exporting territory. Owner: legal. */
  assumedOperatorTypes: z.object({ default: z.array(OperatorType) }).catchall(z.array(OperatorType)),
  /** Whether a unique fingerprint of name and address is enough where status is not conveyed by name. Owner: risk. */
  exactNameAddress: z.enum(['review', 'clear']),
  /**
   * Where a status must be seen to reach the destination's customs: verified on file or in the message, in the
   * message only, or not asked. Owner: customs procedure.
   */
  conveyance: z.enum(['on-file', 'in-message', 'off']),
  /** The lowest tier that counts, by programme (6 U.S.C. 964-966: benefits of C-TPAT grow with validation). Owner: legal. */
  minimumTier: z.record(ProgrammeCode, z.enum(['I', 'II', 'III'])),
  /** Whether an overdue revalidation needs a review (6 U.S.C. 969: every four years). Owner: risk. */
  revalidationOverdue: z.enum(['review', 'ignore']),
  /** Whether a suspended or revoked importer or consignee needs a review. Owner: risk. */
  adverseElsewhere: z.enum(['review', 'ignore']),
  /**
   * When the replacement of a key party in a later version needs a review: where the former one was blocked by
   * more than ordinary reasons, or the new one is a member. `any` also where both are ordinary trade, `ignore`
   * never. Owner: risk.
   */
  keyPartyChanged: z.enum(['suspicious', 'any', 'ignore']),
  /** Whether a key party that holds the destination's own validated membership is enough (Mexican and Canadian manufacturers in C-TPAT). Owner: legal. */
  destinationProgrammeMember: z.boolean(),
  /** Whether the importer's own status in its own country is enough. Owner: legal. */
  nationalStatusRelied: z.boolean(),
})
export type Policy = z.infer<typeof Policy>

/** In force until another policy is activated. */
export const builtInPolicy: Policy = Policy.parse({
  name: 'built-in',
  keyPartyOrder: {
    default: ['exporter', 'consignor', 'manufacturer'],
    US: ['manufacturer', 'exporter', 'consignor'],
  },
  maxAgeHours: { feed: 48, complete: 48, published: 35 * 24 },
  maxClockSkewHours: 0.25,
  minimumConfidence: 'medium',
  assumedOperatorTypes: {
    default: ['exporter', 'manufacturer', 'importer'],
    JP: ['exporter', 'importer'],
  },
  exactNameAddress: 'review',
  conveyance: 'on-file',
  minimumTier: { 'US-CTPAT': 'II' },
  revalidationOverdue: 'review',
  adverseElsewhere: 'review',
  keyPartyChanged: 'suspicious',
  destinationProgrammeMember: true,
  nationalStatusRelied: false,
})

const digests = new WeakMap<Policy, string>()

/** SHA-256 of the policy's canonical JSON; computed once per object, which must not be changed. */
export function policyDigest(policy: Policy): string {
  const known = digests.get(policy)
  if (known !== undefined) return known
  const digest = digestOf(policy)
  digests.set(policy, digest)
  return digest
}
