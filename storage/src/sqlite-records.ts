import type { DatabaseSync } from 'node:sqlite';
import { TizhiError } from '@tizhi/contracts';
import { Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { accountRecords } from './account-records.ts';
import { alertRecords } from './alert-records.ts';
import { auditRecords } from './audit-records.ts';
import { seal, unseal } from './identity-cipher.ts';
import { gatewayRecords, inboxRecords } from './inbox-records.ts';
import { nodeSqliteDialect } from './kysely-sqlite.ts';
import { lessonRecords } from './lesson-records.ts';
import { fillNumberHashes } from './pupil-identity.ts';
import type { RecordStore } from './record-store.ts';
import { MIGRATION_NAMES, migrationProvider } from './records-migrations.ts';
import type { RecordDb, RecordTables } from './records-schema.ts';
import { resultRecords } from './result-records.ts';
import { rosterRecords } from './roster-records.ts';
import { guardSqlite, openSqliteFile } from './sqlite-file.ts';
import { testDayRecords } from './test-day-records.ts';

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
    await bringToThisVersion(db, { file, readOnly });
    await checkMasterKey(db, { file, masterKey, readOnly });
    if (!readOnly) await fillNumberHashes(db, masterKey);
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    kind: 'sqlite',
    inbox: inboxRecords(db),
    roster: rosterRecords(db, { masterKey, scrub: () => scrubLog(database) }),
    lessons: lessonRecords(db),
    results: resultRecords(db),
    alerts: alertRecords(db),
    accounts: accountRecords(db),
    audit: auditRecords(db),
    testDays: testDayRecords(db),
    ...gatewayRecords(db),
    async ping() {
      try {
        await db.selectFrom('counter').select('value').execute();
        return true;
      } catch {
        return false;
      }
    },
    async close() {
      await db.destroy();
      if (database.isOpen) database.close();
    },
  };
}

async function bringToThisVersion(
  db: RecordDb,
  { file, readOnly }: { readonly file: string; readonly readOnly: boolean },
): Promise<void> {
  const applied = await appliedMigrations(db);
  if (applied.some((name) => !MIGRATION_NAMES.includes(name)))
    throw new TizhiError('TIZHI_STORE_NEWER', { folder: file });
  if (applied.length === MIGRATION_NAMES.length) return;
  if (readOnly)
    throw new TizhiError('TIZHI_FILE_FORMAT', {
      file,
      expected: 'record store',
      problem: 'an older version wrote it; start tizhi once to bring it up to date',
    });
  const { error } = await new Migrator({ db, provider: migrationProvider }).migrateToLatest();
  if (error !== undefined) throw error;
}

async function appliedMigrations(db: RecordDb): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return rows.map(({ name }) => name);
}

const KEY_CHECK = { id: 1, context: 'tizhi key check' } as const;

/** The first opening seals a known text with the master key; every later one must be able to open it. */
async function checkMasterKey(
  db: RecordDb,
  options: { readonly file: string; readonly masterKey: Uint8Array; readonly readOnly: boolean },
): Promise<void> {
  const { file, masterKey: key, readOnly } = options;
  const { id, context } = KEY_CHECK;
  if (!readOnly)
    await db
      .insertInto('key_check')
      .values({ id, sealed: seal({ key, plain: Buffer.from(context), context }) })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  const row = await db.selectFrom('key_check').select('sealed').where('id', '=', id).executeTakeFirst();
  if (row === undefined || unseal({ key, sealed: row.sealed, context }) === undefined)
    throw new TizhiError('TIZHI_FILE_FORMAT', {
      file,
      expected: 'record store',
      problem: 'the master key is not the one it was written with',
    });
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
