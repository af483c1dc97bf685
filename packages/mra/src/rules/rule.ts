import type { ReasonGroup, ReviewClass, RuleReasonCode } from '@trustlane/contracts'

/** What a rule finds. Group, and class or effect unless given here, are those of the code. */
export type Finding = {
  readonly code: RuleReasonCode
  /** Index into the consignment's parties. */
  readonly party?: number
  readonly reviewClass?: ReviewClass
  /** Only of an override that refers a consignment, which blocks although its group grants. */
  readonly effect?: 'blocks'
  readonly detail?: Readonly<Record<string, string>>
}

/** What everybody may know of a rule. */
export type RuleEntry = {
  /** Stable: decisions name it. `<subject>.<what it finds>`. */
  readonly id: string
  readonly group: ReasonGroup
  /** Every code that it can give. */
  readonly codes: readonly RuleReasonCode[]
  /** The regulation or reference that it rests on; `domain` is the domain reference under `docs/`. */
  readonly source: string
}

/** A rule reads a subject and finds nothing, once, or once per party. It never throws. */
export type Rule<Subject> = RuleEntry & { readonly find: (subject: Subject) => readonly Finding[] }

const NOTHING: readonly Finding[] = []

export const findIf = (is: boolean, code: RuleReasonCode, detail?: Finding['detail']): readonly Finding[] =>
  is ? [detail === undefined ? { code } : { code, detail }] : NOTHING

/** One finding about each of the parties. */
export const findEach = (
  parties: readonly { readonly index: number }[],
  code: RuleReasonCode,
): readonly Finding[] => parties.map(({ index }) => ({ code, party: index }))

/** Each once, in an order that does not depend on that of the parties or places. */
export const listed = (words: readonly string[]): string =>
  [...new Set(words)].toSorted((a, b) => (a < b ? -1 : 1)).join(', ')
