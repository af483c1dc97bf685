export { describeStatusStore } from './conformance.ts'
export type { OpenedStatusStore, OpenStatusStore } from './harness.ts'
export { aLink, AS_OF, AT, changeLog, loadBegin, loadEnd, memberEvent, removedEvent } from './change-log.ts'
