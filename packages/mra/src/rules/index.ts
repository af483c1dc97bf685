import type { ReasonGroup } from '@trustlane/contracts'
import { adverseRules } from './adverse.ts'
import { advisoryRules, partialCoverage } from './advisory.ts'
import { conveyanceRules } from './conveyance.ts'
import { corridorRules } from './corridor.ts'
import { grantRules } from './grant.ts'
import { identityRules } from './identity.ts'
import { messageRules } from './message.ts'
import { notDecidedRules } from './not-decided.ts'
import type { Rule } from './rule.ts'
import { systemRules } from './system.ts'
import { trustRules } from './trust.ts'

/** The decision table, group by group (domain section 9). */
export const RULES_BY_GROUP: Readonly<Record<ReasonGroup, readonly Rule[]>> = {
  'not-decided': notDecidedRules,
  adverse: adverseRules,
  corridor: corridorRules,
  message: messageRules,
  identity: identityRules,
  system: systemRules,
  trust: trustRules,
  conveyance: conveyanceRules,
  grant: grantRules,
  advisory: advisoryRules,
}

/** Every rule there is. */
export const RULES: readonly Rule[] = [...Object.values(RULES_BY_GROUP).flat(), partialCoverage]
