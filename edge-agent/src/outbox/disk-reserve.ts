import { rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Bytes set aside beside the outbox, so that on a full disk there is room to give telemetry up and to
 * write alerts and results: even a delete must first be written to SQLite's log. Several times what that
 * log grows to between checkpoints.
 */
export const RESERVE_BYTES = 4 * 1024 * 1024;

export class DiskReserve {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
    this.restore();
  }

  get held(): boolean {
    const stat = statSync(this.#path, { throwIfNoEntry: false });
    return stat?.isFile() === true && stat.size >= RESERVE_BYTES;
  }

  /** Gives the bytes back to the disk. False where they were given back already. */
  release(): boolean {
    const { held } = this;
    this.#remove();
    return held;
  }

  /** Sets them aside again when there is plenty. False where there is not. */
  restore(): boolean {
    if (this.held) return true;
    try {
      const { bavail, bsize } = statfsSync(dirname(this.#path));
      if (bavail * bsize < 2 * RESERVE_BYTES) return false;
      // Written, not only sized: a sparse file holds no room.
      writeFileSync(this.#path, Buffer.alloc(RESERVE_BYTES), { mode: 0o600 });
      return true;
    } catch {
      this.#remove();
      return false;
    }
  }

  #remove(): void {
    try {
      rmSync(this.#path, { force: true });
    } catch {
      // Something that is not our file stands there: no reserve then, and telemetry is kept small.
    }
  }
}
