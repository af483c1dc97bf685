import {
  REASON_CODES,
  type Reason,
  REASONS,
  REVIEW_CLASSES,
  type ReasonGroup,
  type ReviewClass,
  type RuleReasonCode,
} from '@trustlane/contracts'
import type { Finding, Rule, RuleEntry } from './rules/rule.ts'

/** Runs the rules of one or more groups on their subject. */
export function reasonsOf<Subject>(rules: readonly Rule<Subject>[], subject: Subject): Reason[] {
  const reasons: Reason[] = []
  for (const rule of rules) {
    for (const finding of rule.find(subject)) reasons.push(reasonOf(rule, finding))
  }
  return reasons
}

/** A finding as a reason: group, effect and class are those of its code, unless the finding says otherwise. */
export function reasonOf(rule: RuleEntry, { code, party, effect, reviewClass, detail }: Finding): Reason {
  const entry = REASONS[code]
  const made: Reason = { code, rule: rule.id, group: entry.group, effect: effect ?? EFFECTS[entry.group] }
  const ofCode = 'reviewClass' in entry ? entry.reviewClass : undefined
  const blocksAs = reviewClass ?? ofCode
  if (blocksAs !== undefined) made.reviewClass = blocksAs
  if (party !== undefined) made.party = party
  if (detail !== undefined) made.detail = { ...detail }
  return made
}

const EFFECTS = {
  'not-decided': 'excludes',
  adverse: 'blocks',
  corridor: 'blocks',
  message: 'blocks',
  identity: 'blocks',
  system: 'blocks',
  trust: 'blocks',
  conveyance: 'blocks',
  grant: 'grants',
  advisory: 'advises',
} as const satisfies Record<ReasonGroup, Reason['effect']>

const PRECEDENCE: ReadonlyMap<string, number> = new Map(REASON_CODES.map((code, index) => [code, index]))
const precedence = (code: RuleReasonCode | 'OTHER'): number => PRECEDENCE.get(code) ?? PRECEDENCE.size

/** In the order of the decision table; of one code by party. */
export const byPrecedence = (a: Reason, b: Reason): number =>
  precedence(a.code) - precedence(b.code) || (a.party ?? -1) - (b.party ?? -1)

/** The worst class of reasons that block. */
export function worstClass(blocks: readonly Reason[]): ReviewClass {
  const ranks = blocks.map(({ reviewClass }) => REVIEW_CLASSES.findIndex((known) => known === reviewClass))
  return REVIEW_CLASSES[Math.min(...ranks.filter((rank) => rank >= 0))] ?? 'system'
}
