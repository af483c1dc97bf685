// A process of the conformance suite: node crash-worker.ts FILE STEP NTH. It kills itself when the stage comes to
// the step for the n-th time, and ends with 0 if that never happens.
import { CRASH, countingStage } from '../testing/counting-stage.ts'
import { openEmbeddedLog } from './embedded-log.ts'

const [file = '', step, nth] = process.argv.slice(2)
let left = Number(nth)

await using log = await openEmbeddedLog({
  file,
  onStep(name) {
    if (name === step) left -= 1
    if (left === 0) process.kill(process.pid, 'SIGKILL')
  },
})
const running = await log.run(countingStage(), { maxBatch: CRASH.maxBatch })
await running.caughtUp()
