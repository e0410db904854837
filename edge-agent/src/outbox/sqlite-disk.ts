import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { TizhiError } from '@tizhi/contracts';
import { DiskReserve } from './disk-reserve.ts';
import type { OutboxDisk, OutboxFile } from './outbox-file.ts';
import { inOutboxTerms, isLocked } from './sqlite-errors.ts';
import { SqliteOutboxFile } from './sqlite-outbox-file.ts';
import { salvageFrom } from './sqlite-salvage.ts';
import { prepareDatabase } from './sqlite-schema.ts';

/** The gateway's disk: one SQLite file and its reserve. `maxBytes` bounds what telemetry may fill. */
export interface SqliteDiskOptions {
  readonly file: string;
  readonly maxBytes: number;
}

/** `open` throws `TIZHI_OUTBOX_LOCKED` where another process has the file open. */
export function sqliteDisk({ file, maxBytes }: SqliteDiskOptions): OutboxDisk {
  const fresh = `${file}.new`;
  const openAt = (path: string): OutboxFile => {
    const db = inOutboxTerms(() => new DatabaseSync(path, { timeout: 0 }));
    try {
      return inOutboxTerms(() => {
        prepareDatabase(db, dirname(path));
        return new SqliteOutboxFile({ db, maxBytes, reserve: new DiskReserve(`${file}.reserve`) });
      });
    } catch (error) {
      db.close();
      if (isLocked(error)) throw new TizhiError('TIZHI_OUTBOX_LOCKED', { file: path });
      throw error;
    }
  };
  return {
    open() {
      finishMove(file, fresh);
      return openAt(file);
    },
    replace() {
      remove(fresh);
      const begun = openAt(fresh);
      return {
        file: begun,
        salvage: salvageFrom(file),
        settle() {
          // Closing moves the log into the file: what is renamed is all of it.
          begun.close();
          const aside = asideName(file);
          renameSync(file, aside);
          for (const suffix of LOGS) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
          finishMove(file, fresh);
          return { file: openAt(file), aside };
        },
      };
    },
  };
}

const LOGS = ['-wal', '-shm'] as const;

/**
 * A whole new file whose damaged predecessor has its other name already takes its place, also where the process
 * died between the two. While the predecessor is there, a new file is none.
 */
function finishMove(file: string, fresh: string): void {
  if (existsSync(file) || !existsSync(fresh)) return;
  // A log left by the predecessor would be taken for the new file's own.
  for (const suffix of LOGS) rmSync(file + suffix, { force: true });
  renameSync(fresh, file);
  syncFolder(dirname(file));
}

/** A rename is on the disk when its folder is. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function remove(file: string): void {
  for (const suffix of [...LOGS, '']) rmSync(file + suffix, { force: true });
}

/** Damaged files kept; the oldest makes way. They are for whoever can read them, and may each be large. */
const MAX_ASIDE = 5;

function asideName(file: string): string {
  const names = Array.from({ length: MAX_ASIDE }, (_, i) => `${file}.damaged-${i + 1}`);
  const free = names.find((name) => !existsSync(name));
  if (free !== undefined) return free;
  const oldest =
    names.toSorted((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)[0] ?? `${file}.damaged-1`;
  remove(oldest);
  return oldest;
}
