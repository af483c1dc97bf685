export { aRecord, runOnce } from './run-once.ts'
