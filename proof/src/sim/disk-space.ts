/** The sizes of the model, bytes; a real gateway's are a hundred times as large, and its messages a hundred times as many. */
const RESERVE_BYTES = 40_000;
/** Where a log is emptied into the file. */
const LOG_BYTES = 10_000;
/** What even the smallest transaction writes to the log. */
const LEAST_BYTES = 400;

/** Room on a gateway's disk as SQLite meets it: a file that keeps its free pages, a log, and a reserve beside them. */
export class DiskSpace {
  readonly maxBytes: number;
  /** What others leave us. */
  #free = 100_000_000;
  #fileBytes = 0;
  #usedBytes = 0;
  #logBytes = 0;
  #logUsed = 0;
  #hasReserve = true;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** Others fill the disk, or make room again. */
  fill(): void {
    this.#free = 0;
  }
  clear(): void {
    this.#free = 100_000_000;
  }
  /** A new file. */
  empty(): void {
    this.#fileBytes = 0;
    this.#usedBytes = 0;
    this.#logUsed = 0;
  }

  /** What a file that was put here holds already. */
  hold(bytes: number): void {
    this.#usedBytes += bytes;
    this.#fileBytes = Math.max(this.#fileBytes, this.#usedBytes);
  }
  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** Room for a transaction that adds so many bytes; false: nothing was written. */
  take({ bytes, bounded }: { readonly bytes: number; readonly bounded: boolean }): boolean {
    const used = this.#usedBytes + bytes;
    const bound = this.#hasReserve ? this.maxBytes : this.#fileBytes;
    if (bounded && bytes > 0 && used > Math.max(bound, this.#fileBytes)) return false;
    const log = LEAST_BYTES + Math.max(0, bytes);
    const more = this.#logUsed + log - this.#logBytes;
    if (more > this.#free) return false;
    const growth = Math.max(0, used - this.#fileBytes);
    if (growth > this.#free) return false;
    if (more > 0) {
      this.#free -= more;
      this.#logBytes += more;
    }
    this.#free -= growth;
    this.#fileBytes += growth;
    this.#usedBytes = used;
    this.#logUsed += log;
    if (this.#logUsed > LOG_BYTES) this.#logUsed = 0;
    return true;
  }
  free(bytes: number): void {
    this.#usedBytes -= bytes;
  }

  hasRoomInside(bytes: number): boolean {
    return this.#fileBytes - this.#usedBytes > bytes + LEAST_BYTES;
  }
  relieve(): boolean {
    const released = this.#hasReserve;
    if (released) this.#free += RESERVE_BYTES;
    this.#hasReserve = false;
    this.#logUsed = 0;
    return released;
  }
  recover(): void {
    if (this.#hasReserve || this.#free < 2 * RESERVE_BYTES) return;
    this.#free -= RESERVE_BYTES;
    this.#hasReserve = true;
  }
}
