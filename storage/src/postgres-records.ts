import { TizhiError } from '@tizhi/contracts';
import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import { CARE_TABLES_ERASED } from './care-records.ts';
import { parsePostgresUrl } from './postgres-address.ts';
import { openPostgresPool } from './postgres-pool.ts';
import type { InboxRecords, RecordStore } from './record-store.ts';
import { recordsOf } from './records-of.ts';
import { type Opening, openSchema } from './records-opening.ts';
import type { RecordDb, RecordTables } from './records-schema.ts';

export interface PostgresRecordsOptions extends Pick<Opening, 'masterKey'> {
  /** `postgres://user:password@host:5432/database`; `sslmode` and the like as libpq has them. */
  readonly url: string;
  /** Open beside a running system, for reading: creates and migrates nothing. */
  readonly readOnly?: boolean;
}

/**
 * The records in a PostgreSQL database of their own, brought to this version's schema. Throws
 * `TIZHI_STORE_NEWER` where a newer version wrote it, `TIZHI_FILE_FORMAT` where the master key is not the one it
 * was written with or the database is not in UTF-8, `TIZHI_STORE_UNAVAILABLE` where it does not answer. Once
 * open, it goes on by itself when PostgreSQL was away.
 */
export async function openPostgresRecords(options: PostgresRecordsOptions): Promise<RecordStore> {
  const { readOnly = false } = options;
  const { url, shown } = parsePostgresUrl(options.url);
  const db = new Kysely<RecordTables>({
    dialect: new PostgresDialect({
      pool: openPostgresPool(url),
      async onReserveConnection(connection) {
        if (readOnly)
          await connection.executeQuery(CompiledQuery.raw('set default_transaction_read_only = on'));
      },
    }),
  });
  let masterKey: Uint8Array;
  try {
    await refuseOtherEncodings(db, shown);
    const open = () => openSchema(db, { place: shown, readOnly, masterKey: options.masterKey });
    masterKey = readOnly ? await open() : await oneAtATime(db, open);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const records = recordsOf(db, { masterKey, scrub: () => rewriteTables(db) });
  return {
    kind: 'postgres',
    ...records,
    inbox: inOrder(records.inbox),
    close: () => db.destroy(),
  };
}

async function refuseOtherEncodings(db: RecordDb, place: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`select current_setting('server_encoding') as name`.execute(db);
  const encoding = rows[0]?.name;
  if (encoding !== 'UTF8')
    throw new TizhiError('TIZHI_FILE_FORMAT', {
      file: place,
      expected: 'record store',
      problem: `its encoding is ${encoding}; create the database with ENCODING 'UTF8' TEMPLATE template0`,
    });
}

/** Any number that nobody else in this database locks; "tizhi" in ASCII. */
const OPENING_LOCK = 0x74697a6869;
/** Another process may be bringing a large store to a new schema. */
const OPENING_WAIT = '10min';

/** Several processes that open a store at once change its schema, and make its key, one after the other. */
async function oneAtATime<T>(db: RecordDb, open: () => Promise<T>): Promise<T> {
  return db.transaction().execute(async (guard) => {
    await sql`select set_config(name, value, true) from (values
      ('lock_timeout', ${OPENING_WAIT}), ('statement_timeout', ${OPENING_WAIT}),
      ('idle_in_transaction_session_timeout', '0')) as setting (name, value)`.execute(guard);
    await sql`select pg_advisory_xact_lock(${sql.lit(OPENING_LOCK)})`.execute(guard);
    return open();
  });
}

/**
 * Commits of one process, one after the other, as SQLite's single connection has them: ingest sends the next
 * commit of a lane before the answer to the last, and it must not overtake.
 */
function inOrder(inbox: InboxRecords): InboxRecords {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...inbox,
    commit(commit) {
      const next = last.then(() => inbox.commit(commit));
      last = next.catch(() => undefined);
      return next;
    },
  };
}

/**
 * PostgreSQL leaves the old rows of a deletion or change in its files. This writes the tables that spoke of a
 * person anew without them. Its write-ahead log, replicas and backups remember until they are recycled: that is not in
 * our hands (docs/configuration.md).
 */
async function rewriteTables(db: RecordDb): Promise<void> {
  try {
    const tables = ['identity', 'pupil_key', 'pupil', 'test_day_entry', 'attempt', ...CARE_TABLES_ERASED];
    await sql`vacuum (full) ${sql.join(tables.map((table) => sql.table(table)))}`.execute(db);
  } catch (cause) {
    throw new TizhiError(
      'TIZHI_STORE_UNAVAILABLE',
      {
        store: 'records',
        problem:
          'the key is deleted, but the tables that still remember it could not be written anew; erase again',
      },
      { cause },
    );
  }
}
