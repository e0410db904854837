/** SQLite's primary result codes (https://www.sqlite.org/rescode.html) that the outbox can do something about. */
const SQLITE = { BUSY: 5, IOERR: 10, CORRUPT: 11, FULL: 13, CANTOPEN: 14, NOTADB: 26 } as const;

function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined;
  // The low byte; extended codes carry the detail above it.
  return error.errcode & 0xff;
}

/** No room: the configured bound, or the disk itself (which SQLite may also report as a failed write). */
export const isDiskFull = (error: unknown): boolean => {
  if (primaryCode(error) === SQLITE.FULL) return true;
  return error instanceof Error && /ENOSPC|disk is full/.test(error.message);
};

/** The file's content cannot be trusted. */
export const isDamaged = (error: unknown): boolean => {
  const code = primaryCode(error);
  return (
    code === SQLITE.CORRUPT ||
    code === SQLITE.NOTADB ||
    (error instanceof Error && error.message.startsWith('integrity check'))
  );
};

/** Another process has it. */
export const isLocked = (error: unknown): boolean => primaryCode(error) === SQLITE.BUSY;
