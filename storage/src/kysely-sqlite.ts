import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';
import { guardSqlite } from './sqlite-file.ts';

/**
 * Kysely's SQLite dialect over `node:sqlite`. Kysely speaks to better-sqlite3's statement interface
 * (`reader`, and parameters as one array); three things differ from its defaults:
 *
 * - transactions begin `IMMEDIATE`: a deferred one that reads before it writes fails at once, without
 *   waiting, when another process wrote in between;
 * - migrations run in a transaction: SQLite's DDL is transactional, a crash leaves the old schema whole;
 * - SQLite itself rolls back on a full disk, and then has nothing left to roll back.
 */
export function nodeSqliteDialect(database: DatabaseSync): Dialect {
  const adapted = adaptDatabase(database);
  const dialect = new SqliteDialect({ database: adapted });
  return {
    createAdapter: () => new TransactionalDdlAdapter(),
    createDriver: () => new ImmediateDriver(database, adapted),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

function adaptDatabase(database: DatabaseSync): SqliteDatabase {
  const guard = <T>(work: () => T): T => guardSqlite('records', work);
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = guard(() => database.prepare(sql));
      const bind = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => guard(() => statement.all(...bind(parameters))),
        run: (parameters) => guard(() => statement.run(...bind(parameters))),
        iterate: (parameters) => guard(() => statement.iterate(...bind(parameters))),
      };
    },
  };
}

class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #database: DatabaseSync;
  constructor(database: DatabaseSync, adapted: SqliteDatabase) {
    super({ database: adapted });
    this.#database = database;
  }
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }
}
