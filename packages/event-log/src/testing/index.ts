export { aRecord, runOnce } from './run-once.ts'
export { describeEventLog } from './conformance.ts'
export type { LogHarness, LogUnderTest } from './harness.ts'
export { CRASH, countingStage } from './counting-stage.ts'
