import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { TizhiError } from '@tizhi/contracts';

export type StoreName = 'telemetry' | 'records';

/**
 * How long a statement waits for another process's lock. `node:sqlite` waits on the event loop's own
 * thread, so the limit is short: the caller has a better place to wait (its retry).
 */
export const LOCK_WAIT_MS = 1_000;

/**
 * SQLite's primary result codes that mean "the resource, not the statement": busy, locked, out of memory,
 * read-only, interrupted, I/O, corrupt, full, cannot open, protocol, not a database
 * (https://www.sqlite.org/rescode.html).
 */
const RESOURCE_CODES: ReadonlySet<number> = new Set([5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 26]);

/**
 * Opens (or creates) one SQLite file in write-ahead mode, so that an export reads while a lesson writes.
 * `synchronous = FULL`: a commit is on the disk before it returns, because the gateway deletes its copy
 * on our acknowledgement. `readOnly` creates nothing and throws `TIZHI_FILE_UNREADABLE` where there is no
 * file; a resource that fails throws `TIZHI_STORE_UNAVAILABLE`.
 */
export function openSqliteFile(options: {
  readonly file: string;
  readonly store: StoreName;
  readonly readOnly?: boolean;
}): DatabaseSync {
  const { file, store, readOnly = false } = options;
  if (readOnly && !existsSync(file))
    throw new TizhiError('TIZHI_FILE_UNREADABLE', {
      file,
      problem: 'there is no such file',
      problemZh: '没有这个文件',
    });
  return guardSqlite(store, () => {
    if (!readOnly) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(file, { readOnly, timeout: LOCK_WAIT_MS });
    try {
      if (!readOnly) database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** Runs one piece of SQLite work; a failing resource becomes `TIZHI_STORE_UNAVAILABLE`. */
export function guardSqlite<T>(store: StoreName, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw isResourceFailure(error)
      ? new TizhiError('TIZHI_STORE_UNAVAILABLE', { store, problem: error.message }, { cause: error })
      : error;
  }
}

function isResourceFailure(error: unknown): error is Error {
  if (!(error instanceof Error) || !('code' in error)) return false;
  if (error.code === 'ERR_INVALID_STATE') return true; // the database was closed
  const isSystem = typeof error.code === 'string' && 'syscall' in error;
  if (error.code !== 'ERR_SQLITE_ERROR') return isSystem;
  const resultCode = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0;
  return RESOURCE_CODES.has(resultCode & 0xff);
}
