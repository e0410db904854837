import { TizhiError } from '@tizhi/contracts';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { seal, unseal } from './identity-cipher.ts';
import { fillNumberHashes } from './pupil-identity.ts';
import { MIGRATION_NAMES, migrationProvider } from './records-migrations.ts';
import type { RecordDb } from './records-schema.ts';

export interface Opening {
  /** The file or address, as messages name it. */
  readonly place: string;
  readonly readOnly: boolean;
  /** `isNew`: nothing was ever sealed in this store, so a new key does no harm. */
  readonly masterKey: (store: { readonly isNew: boolean }) => Uint8Array;
}

/**
 * Brings a store to this version's schema, sees that the master key is the one it was written with, and gives
 * that key. Throws `TIZHI_STORE_NEWER` where a newer version wrote it, `TIZHI_FILE_FORMAT` where the key is another.
 */
export async function openSchema(db: RecordDb, opening: Opening): Promise<Uint8Array> {
  await bringToThisVersion(db, opening);
  const isNew = (await sealedCheck(db)) === undefined;
  const key = opening.masterKey({ isNew });
  await checkMasterKey(db, { ...opening, key });
  if (!opening.readOnly) await fillNumberHashes(db, key);
  return key;
}

async function bringToThisVersion(db: RecordDb, { place, readOnly }: Opening): Promise<void> {
  const applied = await appliedMigrations(db);
  if (applied.some((name) => !MIGRATION_NAMES.includes(name)))
    throw new TizhiError('TIZHI_STORE_NEWER', { folder: place });
  if (applied.length === MIGRATION_NAMES.length) return;
  if (readOnly)
    throw new TizhiError('TIZHI_FILE_FORMAT', {
      file: place,
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

async function sealedCheck(db: RecordDb): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('key_check')
    .select('sealed')
    .where('id', '=', KEY_CHECK.id)
    .executeTakeFirst();
  return row?.sealed;
}

/** The first opening seals a known text with the master key; every later one must be able to open it. */
async function checkMasterKey(db: RecordDb, opening: Opening & { readonly key: Uint8Array }): Promise<void> {
  const { place, key, readOnly } = opening;
  const { id, context } = KEY_CHECK;
  if (!readOnly)
    await db
      .insertInto('key_check')
      .values({ id, sealed: seal({ key, plain: Buffer.from(context), context }) })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  const sealed = await sealedCheck(db);
  if (sealed === undefined || unseal({ key, sealed, context }) === undefined)
    throw new TizhiError('TIZHI_FILE_FORMAT', {
      file: place,
      expected: 'record store',
      problem: 'the master key is not the one it was written with',
    });
}
