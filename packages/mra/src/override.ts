import type { Case } from './case.ts'
import { isAhead } from './membership-validity.ts'

/**
 * Whether the officer's override stands: not expired, for this version of this filing, and made for the key
 * parties that decide now. A key party without an identity cannot be shown to be the same.
 */
export function overrideStands({ facts: { override }, filing, keyParties, now }: Case): boolean {
  if (override === undefined) return false
  const present = new Set(keyParties.map(({ view }) => view.facts.key))
  const agreed = new Set<string | undefined>(override.keyParties)
  return (
    isAhead(override.expires, now) &&
    override.manifestId === filing.manifestId &&
    override.version === filing.version &&
    present.size === agreed.size &&
    present.isSubsetOf(agreed)
  )
}
