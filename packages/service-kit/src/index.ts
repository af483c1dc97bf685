// What every process of Trustlane needs around its stages: control channel, log lines, a clean stop, and output for people.

export { createLogger, type Logger, type LoggerOptions } from './logger.ts'
export { type SignalSource, untilSignal } from './shutdown.ts'
export { type Control, MAX_BODY } from './control/control.ts'
export { serveControl, type ServeControlOptions } from './control/serve.ts'
export { connectControl, ControlError } from './control/connect.ts'
export { type Paint, painterFor, plain, type Tone } from './paint.ts'
export { type Cell, type Column, renderTable } from './table.ts'
export { displayWidth, oneLine, truncate } from './text-width.ts'
export { createProgress, type Progress, type ProgressOptions } from './progress.ts'
