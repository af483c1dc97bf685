export { Arrangement, Coverage, Dated, Direction, DirectionConveyance, Territory } from './arrangement.ts'
export {
  Activation,
  type ArrangementSet,
  ArrangementSetError,
  builtInArrangements,
  createArrangementSet,
  type DirectedArrangement,
  isActiveStatus,
  isInForce,
} from './arrangement-set.ts'
export { certificateStanding, type CertificateStanding } from './certificate-standing.ts'
export { type Corridor, corridorOf, filingsOf } from './filings.ts'
export {
  type CertificateClasses,
  LIST_CONTEXT,
  type Programme,
  programmeNamed,
  programmeOf,
  PROGRAMMES,
} from './programmes.ts'
export { notBeforeOf, type Start, type StartBasis, startOf } from './start-date.ts'
export { countryOfMid, territoryOf, territoryOfCountry, timeZoneOf } from './territories.ts'
export { startOfDay } from './time-zones.ts'
export { blockedKeyParties } from './blocked-key-parties.ts'
export { decide } from './decide.ts'
export { decideFailure, decideWithdrawal } from './decide-failure.ts'
export { builtInPolicy, Policy, policyDigest } from './policy.ts'
export { RULES } from './rules/index.ts'
export type { RuleEntry } from './rules/rule.ts'
export { sentenceFor } from './sentences.ts'
