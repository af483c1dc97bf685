// The wire contract of the pipeline, by subject. Everything that crosses a topic is here and nowhere else.

export {
  Consent,
  ConveyanceMethod,
  CountryCode,
  Day,
  IdentifierScheme,
  Instant,
  ListKind,
  ManifestFunction,
  MatchGrade,
  MembershipStatus,
  OperatorType,
  PartyRole,
  ProgrammeCode,
  TransportMode,
  UnLocode,
} from './codes.ts'
export {
  Address,
  Consignment,
  Conveyance,
  Equipment,
  Filing,
  Goods,
  Identifier,
  Manifest,
  ManifestHeader,
  Party,
  PartyFlag,
  Place,
} from './manifest.ts'
export { MemberAddress, Membership, PartyLink, StatusSource, TraderStatusEvent } from './membership.ts'
export {
  Denial,
  Facts,
  FoundMembership,
  ListState,
  Match,
  Override,
  PartyFacts,
  PreviousDecision,
} from './facts.ts'
export { Decision, Outcome, PartyResult, Reason, UsedArrangement } from './decision.ts'
export {
  type Fixer,
  REASON_CODES,
  REASON_GROUPS,
  REASONS,
  REVIEW_CLASSES,
  ReasonCode,
  type ReasonEntry,
  type ReasonGroup,
  ReviewClass,
  type RuleReasonCode,
} from './reasons.ts'
export {
  ConsignmentAccepted,
  ConsignmentDecided,
  ConsignmentEnriched,
  ConsignmentState,
  DecisionRecord,
  FilingRef,
  Lane,
  ManifestState,
  PolicyActivated,
  RecheckCause,
} from './events.ts'
export {
  ALL_TOPICS,
  deadLetterTopic,
  eventType,
  PARTITIONS,
  type Topic,
  topicNamed,
  TOPICS,
} from './topics.ts'
export {
  type EventAttributes,
  eventHeaders,
  type Headers,
  headerText,
  readEvent,
  type ReceivedEvent,
  type RecordPosition,
} from './cloud-events.ts'
export { readerOf } from './reader.ts'
export { canonicalJson, digestOf, sha256 } from './digest.ts'
export { consignmentIdOf, headerOf, manifestIdOf, normalIdPart, uuidOf } from './ids.ts'
