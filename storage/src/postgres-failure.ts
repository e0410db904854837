import { TizhiError } from '@tizhi/contracts';
import { DatabaseError } from 'pg';

/**
 * SQLSTATE classes and codes that mean "the resource, not the statement"
 * (https://www.postgresql.org/docs/15/errcodes-appendix.html): connection, wrong or missing account and database,
 * serialization and deadlock, lost transaction, read-only, resources (disk full, memory, connections), lock not
 * available, operator intervention (shutdown, crash, not yet started, time limit), I/O, damaged data.
 */
const RESOURCE_STATES = /^(08|28|3D000|40|25006|25P03|53|55P03|57|58|XX00[012])/;

/** What pg itself says, without a code, when a connection is gone or does not come (pg 8.23, pg-pool 3). */
const CONNECTION_LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end|The server does not support SSL|driver has already been destroyed)/i;

/**
 * The error to throw for one that came from pg: a failing resource becomes `TIZHI_STORE_UNAVAILABLE`. What is left
 * is a fault of ours; it loses its details, which hold the values of the row.
 */
export function postgresFailure(error: unknown): unknown {
  if (isResourceFailure(error))
    return new TizhiError(
      'TIZHI_STORE_UNAVAILABLE',
      { store: 'records', problem: textOf(error) },
      { cause: error },
    );
  if (error instanceof DatabaseError) {
    error.detail = undefined;
    error.where = undefined;
  }
  return error;
}

function isResourceFailure(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (error instanceof DatabaseError) return RESOURCE_STATES.test(error.code ?? '');
  // Node's own: refused, reset, not found, certificate not trusted.
  return ('code' in error && typeof error.code === 'string') || CONNECTION_LOST.test(error.message);
}

/** A host with several addresses fails with one error for each, and no text of its own. */
const textOf = (error: Error): string =>
  error.message === '' && error instanceof AggregateError
    ? error.errors.map((one: unknown) => (one instanceof Error ? one.message : String(one))).join('; ')
    : error.message;
