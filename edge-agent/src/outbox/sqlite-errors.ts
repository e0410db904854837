import { Damaged, DiskFull } from './outbox-file.ts';

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html) that the outbox can do something about. */
const SQLITE = { BUSY: 5, CORRUPT: 11, FULL: 13, NOTADB: 26 } as const;

function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined;
  // The low byte; extended codes carry the detail above it.
  return error.errcode & 0xff;
}

/** No room: the configured bound, or the disk itself (which SQLite may also report as a failed write). */
const isDiskFull = (error: unknown): boolean => {
  if (primaryCode(error) === SQLITE.FULL) return true;
  return error instanceof Error && /ENOSPC|disk is full/.test(error.message);
};

const isDamaged = (error: unknown): boolean => {
  const code = primaryCode(error);
  return code === SQLITE.CORRUPT || code === SQLITE.NOTADB;
};

/** Another process has it. */
export const isLocked = (error: unknown): boolean => primaryCode(error) === SQLITE.BUSY;

/** Does the work; SQLite's errors come out in the outbox's terms. */
export function inOutboxTerms<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { message } = error as Error;
    if (isDiskFull(error)) throw new DiskFull(message, { cause: error });
    if (isDamaged(error)) throw new Damaged(message, { cause: error });
    throw error;
  }
}
