import { readFile, stat } from 'node:fs/promises'
import { unreadableError } from './exit.ts'
import type { Io } from './io.ts'

const MIB = 1_048_576
/** Larger files are not even opened: the machine's memory is not the sender's. */
export const MAX_INPUT = 256 * MIB

/** The bytes of a file, or of standard input for `-`. Throws an error that ends with exit code 2. */
export async function readInput(file: string, io: Pick<Io, 'stdin'>): Promise<Uint8Array> {
  if (file === '-') return io.stdin()
  await checkFile(file)
  try {
    return await readFile(file)
  } catch (error) {
    throw cannotRead(file, error)
  }
}

/** Throws when the file cannot be an input, before anything is done with it. Answers its size in bytes. */
export async function checkFile(file: string, limit = MAX_INPUT): Promise<number> {
  const found = await stat(file).catch((error: unknown) => {
    throw cannotRead(file, error)
  })
  if (found.isDirectory()) throw unreadableError(`${file} is a folder: expected a file`)
  if (found.size > limit) {
    throw unreadableError(`${file} has ${found.size} bytes: expected at most ${limit}; split it`)
  }
  return found.size
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'you may not read it',
  ENOTDIR: 'a part of its path is no folder',
}

function cannotRead(file: string, error: unknown): Error {
  const { code = '', message } = error as NodeJS.ErrnoException
  return unreadableError(`${file}: ${REASONS[code] ?? message}`)
}
