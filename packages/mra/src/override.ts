import type { Override } from '@trustlane/contracts'
import type { Case } from './case.ts'

export type OverrideState = 'none' | 'in-force' | 'lapsed'

/**
 * Whether an officer's decision still stands: made for this version of this filing, not over (at its expiry it
 * is), and about the same key parties.
 */
export function overrideState({ facts, filing, at, keyParties }: Case): OverrideState {
  const { override } = facts
  if (override === undefined) return 'none'
  const isThisVersion = override.manifestId === filing.manifestId && override.version === filing.version
  const isOver = Date.parse(override.expires) <= at.getTime()
  const present = keyParties.map(({ key }) => key ?? '').toSorted()
  const isSame = JSON.stringify(present) === JSON.stringify(override.keyParties.toSorted())
  return isThisVersion && !isOver && isSame ? 'in-force' : 'lapsed'
}

export const overrideInForce = (c: Case): Override | undefined =>
  overrideState(c) === 'in-force' ? c.facts.override : undefined
