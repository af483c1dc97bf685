import type { Decision, Facts, Filing, Reason, ReasonGroup } from '@trustlane/contracts'
import type { ArrangementSet } from './arrangement-set.ts'
import { type Case, openCase } from './case.ts'
import { decideFailure } from './decide-failure.ts'
import { goodUntil } from './good-until.ts'
import type { Concluded, Judged } from './judged.ts'
import { countedParties, partyResults } from './party-results.ts'
import { type Policy, policyDigest } from './policy.ts'
import { byPrecedence, reasonsOf, worstClass } from './reasons.ts'
import { ADVERSE_RULES } from './rules/adverse.ts'
import { CONVEYANCE_RULES } from './rules/conveyance.ts'
import { CORRIDOR_RULES } from './rules/corridor.ts'
import { GRANT_RULES } from './rules/grants.ts'
import { IDENTITY_RULES } from './rules/identity.ts'
import { ADVISORY_RULES } from './rules/index.ts'
import { MESSAGE_RULES } from './rules/message.ts'
import { SCOPE_RULES } from './rules/scope.ts'
import { SYSTEM_RULES } from './rules/system.ts'
import { TRUST_RULES } from './rules/trust.ts'

/**
 * Decides whether a consignment meets the conditions of mutual recognition at the instant `at`. Pure and total:
 * equal input gives an equal decision, and every input gives one. Whatever could not be found out ends in
 * `needs-validation`. Every rule is evaluated, and every reason reported.
 */
export function decide(
  filing: Filing,
  facts: Facts,
  arrangements: ArrangementSet,
  policy: Policy,
  at: Date,
): Decision {
  if (Number.isNaN(at.getTime())) return decideFailure(filing, arrangements, policy, new Date(0))
  const subject = openCase(filing, facts, arrangements, policy, at)
  const excludes = reasonsOf(SCOPE_RULES, subject)
  const { judged, notApplied } = judge(subject)
  const found = reasonsOf(GRANT_RULES, judged).toSorted(byPrecedence)
  const isRelied = found.some(({ code }) => code === 'NATIONAL_STATUS_RELIED')
  // Relying on the importer's own status means: what is merely ordinary no longer blocks.
  const blocks = isRelied ? judged.blocks.map(withoutOrdinary) : judged.blocks
  const stops = blocks.filter(({ effect }) => effect === 'blocks')
  const { outcome, primary } = settle(excludes, found, stops)
  if (primary === undefined) return decideFailure(filing, arrangements, policy, at)

  const concluded: Concluded = { ...judged, grants: found, outcome }
  const advice = reasonsOf(ADVISORY_RULES, concluded)
  const reasons = [
    ...[...excludes, ...blocks].toSorted(byPrecedence),
    ...found,
    ...advice.toSorted(byPrecedence),
  ]
  const decision: Decision = {
    outcome,
    corridor: {
      ...(subject.corridor.from !== undefined && { from: subject.corridor.from }),
      ...(subject.corridor.to !== undefined && { to: subject.corridor.to }),
    },
    primary,
    reasons,
    notApplied,
    parties: partyResults(concluded, outcome === 'cleared' ? primary : undefined),
    retryable:
      outcome === 'needs-validation' &&
      primary.code !== 'MANUAL_OVERRIDE' &&
      stops.some(({ group }) => group === 'system'),
    at: at.toISOString(),
    digests: { arrangements: arrangements.digest, policy: policyDigest(policy) },
  }
  return { ...decision, ...ofOutcome(concluded, primary, stops), ...arrangementOf(subject) }
}

function judge(subject: Case): { judged: Judged; notApplied: ReasonGroup[] } {
  const { keyParties, corridor } = subject
  const isOwnMember = keyParties.length > 0 && keyParties.every(({ viaDestination }) => viaDestination)
  const ofCorridor = isOwnMember ? [] : reasonsOf(CORRIDOR_RULES, subject)
  const isSettled = ofCorridor.length > 0 || corridor.from === corridor.to
  const blocks = [
    ...reasonsOf(ADVERSE_RULES, subject),
    ...ofCorridor,
    ...reasonsOf(MESSAGE_RULES, subject),
    ...(isSettled ? [] : reasonsOf(IDENTITY_RULES, subject)),
    ...(isSettled ? [] : reasonsOf(SYSTEM_RULES, subject)),
    ...(isSettled || isOwnMember ? [] : reasonsOf(TRUST_RULES, subject)),
    ...(isSettled ? [] : reasonsOf(CONVEYANCE_RULES, subject)),
  ]
  const notApplied: ReasonGroup[] = [
    ...(isOwnMember ? (['corridor'] as const) : []),
    ...(isSettled ? (['identity', 'system'] as const) : []),
    ...(isSettled || isOwnMember ? (['trust'] as const) : []),
    ...(isSettled ? (['conveyance'] as const) : []),
  ]
  return { judged: { ...subject, blocks, isSettled }, notApplied }
}

const withoutOrdinary = (reason: Reason): Reason =>
  reason.reviewClass === 'ordinary' ? { ...reason, effect: 'advises' } : reason

/** Section 9's order: what is not decided; else what an officer decided; else what grants, if nothing blocks. */
function settle(
  excludes: readonly Reason[],
  grants: readonly Reason[],
  stops: readonly Reason[],
): { outcome: Decision['outcome']; primary: Reason | undefined } {
  const [grant] = grants
  if (excludes.length > 0) return { outcome: 'not-applicable', primary: excludes.toSorted(byPrecedence)[0] }
  if (grant?.code === 'MANUAL_OVERRIDE') {
    return { outcome: grant.effect === 'blocks' ? 'needs-validation' : 'cleared', primary: grant }
  }
  if (grant !== undefined && stops.length === 0) return { outcome: 'cleared', primary: grant }
  return { outcome: 'needs-validation', primary: stops.toSorted(byPrecedence)[0] }
}

function ofOutcome(
  subject: Concluded,
  primary: Reason,
  stops: readonly Reason[],
): Pick<Decision, 'review' | 'grounds' | 'goodUntil'> {
  const end = primary.group === 'grant' ? goodUntil(subject, primary) : undefined
  const good = end === undefined ? {} : { goodUntil: end }
  if (subject.outcome === 'cleared') {
    return { grounds: { code: primary.code, parties: countedParties(subject, primary) }, ...good }
  }
  if (subject.outcome === 'not-applicable') return {}
  return { review: { class: worstClass([...stops, primary]) }, ...good }
}

function arrangementOf({ choice: { chosen } }: Case): Pick<Decision, 'arrangement'> {
  if (chosen === undefined) return {}
  const { arrangement, direction, start, startAssumed } = chosen
  return {
    arrangement: {
      arrangementId: arrangement.arrangementId,
      from: direction.from,
      to: direction.to,
      start: start.toISOString(),
      startAssumed,
    },
  }
}
