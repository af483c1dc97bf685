// The log that the stages run on: the port, what every adapter shares, and the adapter that needs no server.

export type {
  EventLog,
  Incoming,
  Outgoing,
  Page,
  Positions,
  RunningStage,
  RunOptions,
  Stage,
  StageContext,
  State,
  StateTopic,
  Trouble,
} from './port.ts'
export { positionKey } from './port.ts'
export { isRetriable, LOG_ERRORS, LogError, type LogErrorCode } from './errors.ts'
export { partitionFor } from './partition.ts'
export { deadLetter, type DeadLetterReason, type Failure } from './dead-letter.ts'
export { redriveOf, type Redrive } from './redrive.ts'
export { compose } from './compose.ts'
export { type EmbeddedLogOptions, openEmbeddedLog } from './embedded/embedded-log.ts'
export { type Cause, causeOf, eventRecord, type NewEvent } from './event-record.ts'
export { type EventValue, eventValue, type ValueOf } from './event-value.ts'
export { type Submission, submission, submissionsOf } from './submission.ts'
export { recordsOf } from './records-of.ts'
export { type Problem, shorten } from './problem.ts'
