// The `trustlane` command. Everything it does is a function of arguments and surroundings.

export { EXIT, type ExitCode } from './exit.ts'
export type { Io } from './io.ts'
export { runCommand } from './program.ts'
