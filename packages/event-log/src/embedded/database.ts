import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { LogError } from '../errors.ts'
import { asLogError } from './sqlite-error.ts'

const SCHEMA_VERSION = 1
const MIB = 1_048_576
const PAGE_BYTES = 8192

/**
 * A record's id is its slot (a partition of a topic) times 2^40 plus its offset, so that a partition lies
 * together and in order in the table's own tree. `latest` finds a key's record in compacted topics.
 */
export const SCHEMA = `
  CREATE TABLE topics (name TEXT PRIMARY KEY, retention INTEGER NOT NULL, compact INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE slots (id INTEGER PRIMARY KEY, topic TEXT NOT NULL, partition INTEGER NOT NULL,
    next INTEGER NOT NULL DEFAULT 0, timestamp INTEGER NOT NULL DEFAULT 0, UNIQUE (topic, partition));
  CREATE TABLE records (id INTEGER PRIMARY KEY, timestamp INTEGER NOT NULL, key BLOB, headers BLOB NOT NULL,
    value BLOB);
  CREATE INDEX tombstones ON records (timestamp) WHERE value IS NULL;
  CREATE TABLE latest (slot INTEGER NOT NULL, key BLOB NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (slot, key))
    WITHOUT ROWID;
  CREATE TABLE positions (team TEXT NOT NULL, slot INTEGER NOT NULL, next INTEGER NOT NULL,
    PRIMARY KEY (team, slot)) WITHOUT ROWID;
  CREATE TABLE settings (partitions INTEGER NOT NULL);
`

export type Database = {
  readonly db: DatabaseSync
  readonly file: string
  /** Partitions of each topic in this file. */
  readonly partitions: number
  readonly close: () => void
}

/**
 * Opens or makes the file and locks it for this process; the operating system ends the lock with the process.
 * Throws LOG_IN_USE, LOG_BROKEN, LOG_FULL, or LOG_MISMATCH when the file was made with another partition count.
 */
export function openDatabase(
  file: string,
  options: { readonly partitions?: number; readonly maxFileBytes?: number },
): Database {
  const ownerFile = `${file}.owner`
  let db: DatabaseSync | undefined
  try {
    mkdirSync(dirname(file), { recursive: true })
    db = new DatabaseSync(file, { timeout: 0 })
    const limit = options.maxFileBytes ?? 0
    // Exclusive before the first access: the index of the write-ahead log is then in this process's memory.
    db.exec(`PRAGMA locking_mode = EXCLUSIVE; PRAGMA page_size = ${PAGE_BYTES}; PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL; PRAGMA journal_size_limit = ${64 * MIB}; PRAGMA cache_size = -32768;
      BEGIN EXCLUSIVE`)
    if (limit > 0) db.exec(`PRAGMA max_page_count = ${Math.ceil(limit / PAGE_BYTES)}`)
    prepareSchema(db, file, options.partitions)
    db.exec('COMMIT')
    const partitions = partitionsIn(db)
    writeFileSync(ownerFile, `${process.pid}\n`)
    const opened = db
    const close = (): void => {
      rmSync(ownerFile, { force: true })
      opened.close()
    }
    return { db, file, partitions, close }
  } catch (error) {
    db?.close()
    const known = asLogError(error, file)
    throw known instanceof LogError && known.code === 'LOG_IN_USE' ? inUse(file, ownerFile, error) : known
  }
}

function prepareSchema(db: DatabaseSync, file: string, partitions: number | undefined): void {
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version > SCHEMA_VERSION) {
    const message = `${file} was written by a newer version (format ${version}, this one knows ${SCHEMA_VERSION})`
    throw new LogError('LOG_BROKEN', message)
  }
  if (version === 0) {
    const tables = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n']
    if (tables !== 0) throw new LogError('LOG_BROKEN', `${file} is another program's database, not a log`)
    db.exec(SCHEMA)
    db.prepare('INSERT INTO settings (partitions) VALUES (?)').run(partitions ?? 1)
    db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`)
  }
  const kept = partitionsIn(db)
  if (partitions !== undefined && partitions !== kept) {
    const message = `${file} has ${kept} partitions per topic and was opened for ${partitions}: the count never changes`
    throw new LogError('LOG_MISMATCH', message)
  }
}

const partitionsIn = (db: DatabaseSync): number =>
  Number(db.prepare('SELECT partitions FROM settings').get()?.['partitions'])

function inUse(file: string, ownerFile: string, cause: unknown): LogError {
  let owner = 'another process'
  try {
    owner = `process ${Number.parseInt(readFileSync(ownerFile, 'utf8'), 10)}`
  } catch {
    // The owner is just starting, or its file was removed by hand: its lock holds all the same.
  }
  const message = `The log in ${dirname(file)} is in use by ${owner}; a log has one process at a time`
  return new LogError('LOG_IN_USE', message, { cause })
}
