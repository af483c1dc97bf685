import { ADVERSE_RULES } from './adverse.ts'
import { CONVEYANCE_RULES } from './conveyance.ts'
import { CORRIDOR_RULES } from './corridor.ts'
import { GRANT_RULES } from './grants.ts'
import { IDENTITY_RULES } from './identity.ts'
import { MATCH_ADVICE } from './match-advice.ts'
import { MESSAGE_RULES } from './message.ts'
import { PARTY_ADVICE } from './party-advice.ts'
import { ROUTE_ADVICE } from './route-advice.ts'
import type { RuleEntry } from './rule.ts'
import { SCOPE_RULES } from './scope.ts'
import { SYSTEM_RULES } from './system.ts'
import { TRUST_RULES } from './trust.ts'

export const ADVISORY_RULES = [...ROUTE_ADVICE, ...MATCH_ADVICE, ...PARTY_ADVICE]

/** The one reason that no rule can find, since it says that the rules were not reached. */
export const PROCESSING_FAILURE: RuleEntry = {
  id: 'system.processing-failed',
  group: 'system',
  codes: ['PROCESSING_FAILED'],
  source: 'domain 9, group 5',
}

/** Every rule there is, in the order of the decision table. */
export const RULES: readonly RuleEntry[] = [
  ...SCOPE_RULES,
  ...ADVERSE_RULES,
  ...CORRIDOR_RULES,
  ...MESSAGE_RULES,
  ...IDENTITY_RULES,
  ...SYSTEM_RULES,
  PROCESSING_FAILURE,
  ...TRUST_RULES,
  ...CONVEYANCE_RULES,
  ...GRANT_RULES,
  ...ADVISORY_RULES,
]
