import type { ReasonGroup, ReviewClass, RuleReasonCode } from '@trustlane/contracts'
import type { Case } from '../case.ts'

/** What one rule found: a code, the party it is about, values for its sentence, and a class where it is not the code's own. */
export type Finding = {
  readonly code: RuleReasonCode
  readonly party?: number
  readonly detail?: Readonly<Record<string, string>>
  readonly reviewClass?: Exclude<ReviewClass, 'other'>
}

/**
 * One rule of the decision table. It looks, and answers with what it found; nothing if there is nothing to say.
 * `codes` are all that it may give, `source` is where the rule comes from.
 */
export type Rule = {
  readonly id: string
  readonly group: ReasonGroup
  readonly codes: readonly RuleReasonCode[]
  readonly source: string
  readonly find: (c: Case) => readonly Finding[]
}

/** No detail rather than an empty one. */
export const detailOf = (
  values: Readonly<Record<string, string | undefined>>,
): { readonly detail?: Readonly<Record<string, string>> } => {
  const known = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return known.length === 0 ? {} : { detail: Object.fromEntries(known) }
}

export const when = (condition: boolean, finding: Finding): readonly Finding[] => (condition ? [finding] : [])
