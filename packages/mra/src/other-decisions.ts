import type { Decision, Filing, PreviousDecision, RuleReasonCode } from '@trustlane/contracts'
import type { ArrangementSet } from './arrangement-set.ts'
import { corridorOf } from './corridor.ts'
import { reasonOf } from './decide.ts'
import { type Policy, policyDigest } from './policy.ts'

/** The decision on a filing that its sender took back: nothing is left to decide. */
export const decideWithdrawal = (arrangements: ArrangementSet, policy: Policy, at: Date): Decision => ({
  ...bare('CONSIGNMENT_WITHDRAWN', 'not-decided.withdrawn', arrangements, policy, at),
  outcome: 'not-applicable',
  retryable: false,
})

/**
 * The review of a filing that the pipeline itself failed on. Looks at nothing but the corridor, since what it
 * failed on may be anywhere else.
 */
export const decideFailure = (
  filing: Filing,
  arrangements: ArrangementSet,
  policy: Policy,
  at: Date,
): Decision => ({
  ...bare('PROCESSING_FAILED', 'system.processing-failed', arrangements, policy, at),
  outcome: 'needs-validation',
  review: { class: 'system' },
  corridor: ends(filing, at),
  retryable: true,
})

/** The key parties that blocking reasons were about, for the next version of the filing to be compared with. */
export function blockedKeyParties({ reasons, parties }: Decision): PreviousDecision['blocked'] {
  const about = new Set(reasons.filter(({ effect }) => effect === 'blocks').map(({ party }) => party))
  return parties.flatMap(({ party, isKeyParty, role, key }) =>
    isKeyParty && key !== undefined && about.has(party) ? [{ role, key }] : [],
  )
}

function bare(
  code: RuleReasonCode,
  rule: string,
  arrangements: ArrangementSet,
  policy: Policy,
  at: Date,
): Omit<Decision, 'outcome' | 'retryable'> {
  const primary = reasonOf({ code }, rule)
  return {
    corridor: {},
    primary,
    reasons: [primary],
    notApplied: [],
    parties: [],
    at: at.toISOString(),
    digests: { arrangements: arrangements.digest, policy: policyDigest(policy) },
  }
}

function ends(filing: Filing, at: Date): Decision['corridor'] {
  const { from, to } = corridorOf(filing, at)
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}
