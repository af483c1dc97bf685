import {
  type Decision,
  type Facts,
  type Filing,
  type Outcome,
  REASON_CODES,
  REASON_GROUPS,
  type Reason,
  REASONS,
  type ReasonGroup,
  REVIEW_CLASSES,
  type ReviewClass,
} from '@trustlane/contracts'
import type { ArrangementSet } from './arrangement-set.ts'
import { type Case, caseOf } from './case.ts'
import { goodUntil } from './good-until.ts'
import { overrideInForce } from './override.ts'
import { partyResults } from './party-results.ts'
import { type Policy, policyDigest } from './policy.ts'
import { partialCoverage } from './rules/advisory.ts'
import { isNationalStatusEnough, nationalMembers } from './rules/grant.ts'
import { RULES_BY_GROUP } from './rules/index.ts'
import type { Finding, Rule } from './rules/rule.ts'
import { RULES_FOR_DESTINATION_MEMBERS } from './rules/trust.ts'

/** Groups that look for trust abroad: without an arrangement there is none to look for. */
const AFTER_CORRIDOR: readonly ReasonGroup[] = ['identity', 'system', 'trust', 'conveyance']
const BLOCKING: ReadonlySet<ReasonGroup> = new Set(['adverse', 'corridor', 'message', ...AFTER_CORRIDOR])

/**
 * Decides whether a filing meets the conditions of mutual recognition at the instant `at`. Pure and total: the
 * clock and everything known of the parties are arguments, and every input yields a decision. Unknown is never
 * trusted: whatever is missing in `facts` can only lead to a review.
 *
 * Every rule is evaluated and every reason reported, excluding and blocking ones first. A group that an
 * earlier one settled is named in `notApplied`.
 */
export function decide(
  filing: Filing,
  facts: Facts,
  arrangements: ArrangementSet,
  policy: Policy,
  at: Date,
): Decision {
  const c = caseOf(filing, facts, arrangements, policy, at)
  const { reasons: found, notApplied } = judge(c)
  const isBlocked = found.some(({ effect }) => effect === 'blocks')
  const isExcluded = found.some(({ effect }) => effect === 'excludes')
  const override = overrideInForce(c)
  const granted = grants(c, isBlocked)
  const beforeFallback = [...found, ...granted]
  const reasons =
    isExcluded || isBlocked || granted.length > 0
      ? beforeFallback
      : [
          ...beforeFallback,
          reasonOf({ code: 'STATUS_UNKNOWN', detail: { cause: 'nothing-granted' } }, NOTHING_GRANTED),
        ]
  const outcome: Outcome = isExcluded
    ? 'not-applicable'
    : (override?.outcome ?? (granted.length > 0 && !isBlocked ? 'cleared' : 'needs-validation'))
  const all = [...reasons, ...(outcome === 'cleared' ? run(c, [partialCoverage]) : [])].toSorted(byRank)
  const primary = primaryOf(all, outcome, override !== undefined)
  const relied = outcome === 'cleared' ? reliedOn(c, primary) : []
  const until = goodUntil(c, relied, outcome === 'not-applicable' ? undefined : override)
  const [used] = c.inForce

  return {
    outcome,
    ...(outcome === 'needs-validation' && { review: { class: classOf(all) } }),
    ...(outcome === 'cleared' && { grounds: { code: primary.code, parties: [...relied] } }),
    ...(until !== undefined && { goodUntil: until }),
    corridor: {
      ...(c.corridor.from !== undefined && { from: c.corridor.from }),
      ...(c.corridor.to !== undefined && { to: c.corridor.to }),
    },
    primary,
    reasons: all,
    notApplied: [...notApplied],
    parties: partyResults(c, relied),
    ...(used !== undefined && {
      arrangement: {
        arrangementId: used.arrangement.arrangementId,
        from: used.direction.from,
        to: used.direction.to,
        start: used.start.toISOString(),
        startAssumed: used.startAssumed,
      },
    }),
    retryable:
      outcome === 'needs-validation' &&
      all.some(({ group, effect }) => group === 'system' && effect === 'blocks'),
    at: at.toISOString(),
    digests: { arrangements: arrangements.digest, policy: policyDigest(policy) },
  }
}

const NOTHING_GRANTED = 'system.nothing-granted'

/** Runs the groups before the grants, but those that are settled by another. */
function judge(c: Case): {
  readonly reasons: readonly Reason[]
  readonly notApplied: readonly ReasonGroup[]
} {
  const skipped = new Set<ReasonGroup>()
  if (isNationalStatusEnough(c))
    for (const group of ['corridor', ...AFTER_CORRIDOR] as const) skipped.add(group)
  else if (c.byDestinationMembership) for (const group of ['corridor', 'trust'] as const) skipped.add(group)
  const reasons: Reason[] = []
  for (const group of REASON_GROUPS) {
    if (group === 'grant') continue
    if (group === 'trust' && c.byDestinationMembership && skipped.has('trust')) {
      reasons.push(
        ...run(
          c,
          RULES_BY_GROUP.trust.filter(({ id }) => RULES_FOR_DESTINATION_MEMBERS.has(id)),
        ),
      )
    }
    if (skipped.has(group)) continue
    const found = run(c, RULES_BY_GROUP[group])
    reasons.push(...found)
    if (group === 'corridor' && found.length > 0) for (const later of AFTER_CORRIDOR) skipped.add(later)
  }
  return { reasons, notApplied: REASON_GROUPS.filter((group) => skipped.has(group)) }
}

/** An officer's decision stands whatever blocks; anything else needs that nothing does. */
const grants = (c: Case, isBlocked: boolean): readonly Reason[] =>
  run(c, RULES_BY_GROUP.grant).filter(({ code }) => code === 'MANUAL_OVERRIDE' || !isBlocked)

const run = (c: Case, rules: readonly Rule[]): Reason[] =>
  rules.flatMap((rule) => rule.find(c).map((finding) => reasonOf(finding, rule.id)))

export function reasonOf(finding: Finding, rule: string): Reason {
  const { code, party, detail } = finding
  const entry: { readonly group: ReasonGroup; readonly reviewClass?: Exclude<ReviewClass, 'other'> } =
    REASONS[code]
  const reviewClass = finding.reviewClass ?? entry.reviewClass
  const isReview = code === 'MANUAL_OVERRIDE' && detail?.['outcome'] === 'needs-validation'
  return {
    code,
    rule,
    group: entry.group,
    effect: isReview ? 'blocks' : effectOf(entry.group),
    // An officer who asks for a review wants it seen.
    ...(isReview ? { reviewClass: 'adverse' as const } : reviewClass !== undefined && { reviewClass }),
    ...(party !== undefined && { party }),
    ...(detail !== undefined && { detail: { ...detail } }),
  }
}

function effectOf(group: ReasonGroup): 'excludes' | 'blocks' | 'grants' | 'advises' {
  if (group === 'not-decided') return 'excludes'
  if (group === 'grant') return 'grants'
  return BLOCKING.has(group) ? 'blocks' : 'advises'
}

const CODE_RANK = new Map<string, number>(REASON_CODES.map((code, rank) => [code, rank]))
const byRank = (a: Reason, b: Reason): number =>
  (CODE_RANK.get(a.code) ?? 0) - (CODE_RANK.get(b.code) ?? 0) || (a.party ?? -1) - (b.party ?? -1)

/** The codes stand in the order of the groups, so that the first of the right effect is the primary one. */
function primaryOf(reasons: readonly Reason[], outcome: Outcome, isOverridden: boolean): Reason {
  const first =
    outcome === 'not-applicable'
      ? reasons.find(({ effect }) => effect === 'excludes')
      : isOverridden
        ? reasons.find(({ code }) => code === 'MANUAL_OVERRIDE')
        : reasons.find(({ effect }) => effect === (outcome === 'cleared' ? 'grants' : 'blocks'))
  // Unreachable: each outcome comes from a reason. A bug must not clear, and must be seen.
  return first ?? reasonOf({ code: 'PROCESSING_FAILED' }, 'system.no-primary')
}

function classOf(reasons: readonly Reason[]): ReviewClass {
  const classes = new Set(
    reasons.filter(({ effect }) => effect === 'blocks').map(({ reviewClass }) => reviewClass),
  )
  return REVIEW_CLASSES.find((reviewClass) => classes.has(reviewClass)) ?? 'system'
}

/** Indexes of the parties that a clearance relies on. */
function reliedOn(c: Case, primary: Reason): readonly number[] {
  const key = c.keyParties.map(({ index }) => index)
  const national = (): readonly number[] => nationalMembers(c).map(({ index }) => index)
  if (primary.code === 'NATIONAL_STATUS_RELIED') return national()
  if (primary.code === 'MRA_MET_BOTH_ENDS') return [...key, ...national()]
  return primary.code === 'MANUAL_OVERRIDE' ? [] : key
}
