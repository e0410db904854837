import type { DatabaseSync } from 'node:sqlite';
import { TizhiError } from '@tizhi/contracts';
import { Kysely } from 'kysely';
import { nodeSqliteDialect } from './kysely-sqlite.ts';
import type { RecordStore } from './record-store.ts';
import { recordsOf } from './records-of.ts';
import { openSchema } from './records-opening.ts';
import type { RecordTables } from './records-schema.ts';
import { guardSqlite, openSqliteFile } from './sqlite-file.ts';

export interface SqliteRecordsOptions {
  readonly file: string;
  /** 32 bytes, see `loadMasterKey`. */
  readonly masterKey: Uint8Array;
  /** Open beside a running system, for reading: creates and migrates nothing. */
  readonly readOnly?: boolean;
}

/**
 * The records in one SQLite file, brought to this version's schema. Throws `TIZHI_STORE_NEWER` where a
 * newer version wrote it, `TIZHI_FILE_FORMAT` where the master key is not the one it was written with,
 * `TIZHI_FILE_UNREADABLE` where a read-only file is missing, `TIZHI_STORE_UNAVAILABLE` where it cannot be
 * opened.
 */
export async function openSqliteRecords(options: SqliteRecordsOptions): Promise<RecordStore> {
  const { file, masterKey, readOnly = false } = options;
  const database = openSqliteFile({ file, store: 'records', readOnly });
  const db = new Kysely<RecordTables>({ dialect: nodeSqliteDialect(database) });
  try {
    // secure_delete: a deleted key is overwritten, not just forgotten.
    guardSqlite('records', () => database.exec('PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;'));
    await openSchema(db, { place: file, readOnly, masterKey: () => masterKey });
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    kind: 'sqlite',
    ...recordsOf(db, { masterKey, scrub: () => scrubLog(database) }),
    async close() {
      await db.destroy();
      if (database.isOpen) database.close();
    },
  };
}

/**
 * Empties the write-ahead log, which still holds the pages as they were before a deletion. A reader in
 * another process can hold the log: then this throws and the erasure is to be repeated.
 */
function scrubLog(database: DatabaseSync): void {
  guardSqlite('records', () => {
    const result = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    if (result?.busy !== 0)
      throw new TizhiError('TIZHI_STORE_UNAVAILABLE', {
        store: 'records',
        problem: 'the key is deleted, but a reader holds the log that still remembers it; erase again',
      });
  });
}
