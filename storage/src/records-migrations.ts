import type { Migration, MigrationProvider } from 'kysely/migration';
import { testDayRoll } from './migrations/test-day-roll.ts';
import { CARE } from './migrations-care.ts';
import { PEOPLE_AND_RESULTS } from './migrations-people-and-results.ts';
import { PROGRAMMES } from './migrations-programmes.ts';
import { TEST_DAYS } from './migrations-test-days.ts';

/**
 * The record store's schema, step by step. A step that has been released never changes: a new one is added
 * with the next number. Types are those that SQLite and PostgreSQL both take (`bigint` for epoch
 * milliseconds, `bytea` for bytes, `double precision` for measured values); nothing counts by itself,
 * because the two count differently (see `arrivals.ts`).
 */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  ...PEOPLE_AND_RESULTS,
  ...TEST_DAYS,
  ...CARE,
  '0009-test-day-roll': testDayRoll,
  ...PROGRAMMES,
};

/** Migration names, in order. A store that holds another name was written by a newer version. */
export const MIGRATION_NAMES: readonly string[] = Object.keys(MIGRATIONS);

export const migrationProvider: MigrationProvider = {
  getMigrations: async () => ({ ...MIGRATIONS }),
};
