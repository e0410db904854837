import type { DatabaseSync } from 'node:sqlite';
import { LANES, TizhiError } from '@tizhi/contracts';
import { Damaged } from './outbox-file.ts';
import { moveOldMessages, OLD_LANES } from './sqlite-old-schema.ts';

const VERSION = 1;

/**
 * One table per lane, so that a lane is read and deleted in order. A message's sequence on the wire is its
 * id minus the lane's `base`: a new epoch moves the base and no message. `stored` is kept apart from the
 * messages: deleting the last one must not free its number. The body comes last, so that the small columns
 * are read without it.
 */
const SCHEMA = `
  CREATE TABLE epochs (epoch TEXT NOT NULL) STRICT;
  CREATE TABLE lanes (
    lane TEXT PRIMARY KEY, base INTEGER NOT NULL, stored INTEGER NOT NULL, acked INTEGER NOT NULL,
    dropped INTEGER NOT NULL, gone INTEGER NOT NULL, before TEXT NOT NULL
  ) STRICT;
  CREATE TABLE counts (device TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT;
  CREATE TABLE notes (name TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
  ${LANES.map((lane) => `CREATE TABLE ${lane}_letters (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, stamp TEXT NOT NULL, seal TEXT NOT NULL, body TEXT NOT NULL) STRICT;`).join('\n  ')}
  ${LANES.map((lane) => `INSERT INTO lanes VALUES ('${lane}', 0, 0, 0, 0, 0, '');`).join('\n  ')}
  PRAGMA user_version = ${VERSION};
`;

/** Checks the file and gives it our tables. Throws `TIZHI_STORE_NEWER` where a newer version wrote it. */
export function prepareDatabase(db: DatabaseSync, folder: string): void {
  // Exclusive: two gateways on one file would give one number to two messages. The system drops the lock
  // when the process dies, however it dies.
  db.prepare('PRAGMA locking_mode = EXCLUSIVE').get();
  db.prepare('PRAGMA journal_mode = WAL').get();
  db.exec('PRAGMA synchronous = FULL');
  // 1 MiB: the log must stay well below the disk reserve.
  db.exec('PRAGMA wal_autocheckpoint = 256');
  const check = db.prepare('PRAGMA quick_check(1)').get() as { quick_check: string } | undefined;
  if (check?.quick_check !== 'ok') throw new Damaged(`integrity check: ${check?.quick_check ?? 'no answer'}`);
  const version = versionOf(db);
  if (version > VERSION) throw new TizhiError('TIZHI_STORE_NEWER', { folder });
  if (version < VERSION) createTables(db);
  moveOldMessages(db);
}

function createTables(db: DatabaseSync): void {
  db.exec('BEGIN IMMEDIATE');
  const old = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'lanes'`).get() !== undefined;
  if (old) db.exec(`ALTER TABLE lanes RENAME TO ${OLD_LANES}`);
  db.exec(SCHEMA);
  db.exec('COMMIT');
}

const versionOf = (db: DatabaseSync): number =>
  (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
