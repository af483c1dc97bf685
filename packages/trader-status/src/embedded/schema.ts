import type { DatabaseSync } from 'node:sqlite'
import { StatusStoreError } from '../status-store-error.ts'

/** Raised when the tables or the making of keys (`f1:`, `id:`) change: keys of another version are never asked for. */
const FORMAT = 2

/**
 * `record` holds a membership once, as JSON without its programme and number; `key` points to it. `member` says
 * which generation holds which record: one load of a programme's list, or the records of evidence beside it.
 * A list that is loaded again points to the records that have not changed, and writes only the others.
 * A member without `record` is the memory of a removal, so that an older one does not bring it back; one
 * without `source` has that of its generation. `by_change` is 1 for what a single record said, not a list.
 */
const TABLES = `
  CREATE TABLE generation (
    id INTEGER PRIMARY KEY, programme TEXT NOT NULL, shelf TEXT NOT NULL, state TEXT NOT NULL,
    load_id TEXT, kind TEXT, as_of TEXT, partitions INTEGER, partial INTEGER NOT NULL,
    members INTEGER NOT NULL, source TEXT
  );
  CREATE UNIQUE INDEX generation_in_force ON generation (programme, shelf) WHERE state = 'in-force';
  CREATE UNIQUE INDEX generation_load ON generation (programme, load_id) WHERE load_id IS NOT NULL;
  CREATE TABLE load_part (
    generation INTEGER NOT NULL, part INTEGER NOT NULL, applied INTEGER NOT NULL, expected INTEGER,
    PRIMARY KEY (generation, part)
  ) WITHOUT ROWID;
  CREATE TABLE record (id INTEGER PRIMARY KEY, membership TEXT NOT NULL);
  CREATE TABLE key (key TEXT NOT NULL, record INTEGER NOT NULL, PRIMARY KEY (key, record)) WITHOUT ROWID;
  CREATE TABLE member (
    generation INTEGER NOT NULL, member_id TEXT NOT NULL, sequence INTEGER NOT NULL, record INTEGER,
    source TEXT, seat_since TEXT, by_change INTEGER NOT NULL, PRIMARY KEY (generation, member_id)
  ) WITHOUT ROWID;
  CREATE INDEX member_by_record ON member (record) WHERE record IS NOT NULL;
  CREATE INDEX member_to_carry ON member (generation) WHERE by_change = 1;
  CREATE TABLE link (link_id TEXT PRIMARY KEY, key TEXT NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX link_by_key ON link (key);
  CREATE TABLE mark (
    topic TEXT NOT NULL, part INTEGER NOT NULL, next INTEGER NOT NULL, PRIMARY KEY (topic, part)
  ) WITHOUT ROWID;
`

/**
 * Takes the file for this process and makes the tables if it is new.
 * `locking_mode` keeps the lock that the first write takes until the process ends, however it ends.
 * `synchronous = NORMAL` may lose the last transactions when the power fails, never a part of one: the marks
 * go with the data, and the registry reads on from them.
 */
export function prepare(db: DatabaseSync): void {
  db.exec(`
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA cache_size = -131072;
    BEGIN IMMEDIATE;
  `)
  const format = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
  if (format === 0) db.exec(`${TABLES} PRAGMA user_version = ${FORMAT};`)
  db.exec('COMMIT')
  if (format !== 0 && format !== FORMAT) {
    throw new StatusStoreError(
      'STATUS_FORMAT',
      `the status store has format ${format}, this version needs ${FORMAT}: delete it, and it is built again from the log`,
    )
  }
}
