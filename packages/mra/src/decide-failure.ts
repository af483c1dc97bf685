import type { Decision, Filing, Reason } from '@trustlane/contracts'
import type { ArrangementSet } from './arrangement-set.ts'
import { type Policy, policyDigest } from './policy.ts'
import { reasonOf } from './reasons.ts'
import { PROCESSING_FAILURE } from './rules/index.ts'
import { SCOPE_RULES } from './rules/scope.ts'

type Bare = Pick<Decision, 'outcome' | 'review' | 'primary' | 'retryable' | 'parties'>

/** The decision on a filing that its sender has withdrawn: it is no longer decided. */
export function decideWithdrawal(arrangements: ArrangementSet, policy: Policy, at: Date): Decision {
  const rule = SCOPE_RULES.find(({ codes }) => codes.includes('CONSIGNMENT_WITHDRAWN')) ?? PROCESSING_FAILURE
  const primary = reasonOf(rule, { code: 'CONSIGNMENT_WITHDRAWN' })
  return complete(
    { outcome: 'not-applicable', primary, retryable: false, parties: [] },
    arrangements,
    policy,
    at,
  )
}

/** The decision on a filing on which the pipeline itself failed: a review of class `system`, to be decided again. */
export function decideFailure(
  { consignment }: Filing,
  arrangements: ArrangementSet,
  policy: Policy,
  at: Date,
): Decision {
  const primary: Reason = reasonOf(PROCESSING_FAILURE, { code: 'PROCESSING_FAILED' })
  const parties: Decision['parties'] = consignment.parties.map(({ role }, party) => ({
    party,
    role,
    isKeyParty: false,
    found: 'unknown',
    counted: false,
  }))
  const bare: Bare = {
    outcome: 'needs-validation',
    review: { class: 'system' },
    primary,
    retryable: true,
    parties,
  }
  return complete(bare, arrangements, policy, at)
}

const complete = (bare: Bare, arrangements: ArrangementSet, policy: Policy, at: Date): Decision => ({
  ...bare,
  corridor: {},
  reasons: [bare.primary],
  notApplied: [],
  at: at.toISOString(),
  digests: { arrangements: arrangements.digest, policy: policyDigest(policy) },
})
