import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
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

/** `open` throws `TIZHI_DATA_DIR_LOCKED` where another process has the file open. */
export function sqliteDisk({ file, maxBytes }: SqliteDiskOptions): OutboxDisk {
  const open = (): OutboxFile => {
    const db = inOutboxTerms(() => new DatabaseSync(file, { timeout: 0 }));
    try {
      return inOutboxTerms(() => {
        prepareDatabase(db, dirname(file));
        return new SqliteOutboxFile({ db, maxBytes, reserve: new DiskReserve(`${file}.reserve`) });
      });
    } catch (error) {
      db.close();
      if (isLocked(error)) throw new TizhiError('TIZHI_DATA_DIR_LOCKED', { pid: '?', folder: file });
      throw error;
    }
  };
  return {
    open,
    setAside() {
      const aside = asideName(file);
      for (const suffix of ['-wal', '-shm', '']) {
        if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
      }
      return { file: open(), aside, salvage: salvageFrom(aside) };
    },
  };
}

/** Damaged files kept; the oldest makes way. They are for whoever can read them, and may each be large. */
const MAX_ASIDE = 5;

function asideName(file: string): string {
  const names = Array.from({ length: MAX_ASIDE }, (_, i) => `${file}.damaged-${i + 1}`);
  const free = names.find((name) => !existsSync(name));
  if (free !== undefined) return free;
  const oldest =
    names.toSorted((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)[0] ?? `${file}.damaged-1`;
  for (const suffix of ['-wal', '-shm', '']) rmSync(oldest + suffix, { force: true });
  return oldest;
}
