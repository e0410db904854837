import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { postgresFailure } from './postgres-failure.ts';
import { parserOf, toParameter } from './postgres-values.ts';

/** Ingest, the API and a job each hold one for the length of a transaction. */
const CONNECTIONS = 5;
/** How long a connection, or a free one of the pool, is waited for. */
const CONNECT_MS = 5_000;
/** A row or table that another process holds. */
const LOCK_MS = 5_000;
/** The server gives a statement up after this long. */
const STATEMENT_MS = 30_000;
/** And where the server does not answer at all, we do. */
const ANSWER_MS = STATEMENT_MS + 5_000;
/** A process that is frozen inside a transaction must not hold its locks for ever. */
const IDLE_IN_TRANSACTION_MS = 60_000;

/**
 * Connections as Kysely wants them. Broken ones are thrown away and made anew with the next question, so that the
 * store goes on by itself when PostgreSQL is back. Every failing resource is `TIZHI_STORE_UNAVAILABLE`.
 */
export function openPostgresPool(url: string): PostgresPool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'tizhi',
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    lock_timeout: LOCK_MS,
    statement_timeout: STATEMENT_MS,
    query_timeout: ANSWER_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    types: { getTypeParser: (oid, format) => parserOf(oid, pg.types.getTypeParser(oid, format)) },
  });
  // A connection that breaks says so as an event, which would end the process; whoever asks next learns it.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      try {
        return guardClient(await pool.connect());
      } catch (error) {
        throw postgresFailure(error);
      }
    },
  };
}

/** One connection on loan. One that did not answer is not lent again: its answer may still come. */
function guardClient(client: pg.PoolClient): PostgresPoolClient {
  let broken = false;
  const query = async (text: string, parameters: readonly unknown[]): Promise<unknown> => {
    try {
      return await client.query({ text, values: parameters.map(toParameter) });
    } catch (error) {
      const failure = postgresFailure(error);
      broken ||= failure !== error && !(error instanceof pg.DatabaseError);
      throw failure;
    }
  };
  return {
    query: query as PostgresPoolClient['query'],
    release: (destroy = false) => client.release(broken || destroy),
  };
}
