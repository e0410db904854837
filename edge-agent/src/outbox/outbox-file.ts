import { randomUUID } from 'node:crypto';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { DESIRED, type Desired, Epoch, LANES, type Lane, TizhiError } from '@tizhi/contracts';
import { DiskReserve } from './disk-reserve.ts';
import type { StoredLane } from './outbox-machine.ts';
import { isLocked } from './sqlite-errors.ts';

export interface Message {
  readonly lane: Lane;
  readonly seq: number;
  /** JSON. */
  readonly body: string;
}

/**
 * The one durable file of a gateway: its epoch, the messages of the three lanes, their sequences and the
 * last desired state. Every write is a committed, synced transaction when the call returns.
 *
 * One table per lane, so that a message's sequence is its rowid and a lane is read and deleted in order.
 * The next sequence is kept apart from the messages: deleting the last one must not free its number.
 */
export interface OutboxFile {
  readonly epoch: Epoch;
  /** What the lanes held when the file was opened. */
  readonly lanes: Readonly<Record<Lane, StoredLane>>;
  /** Commits one message. Throws an error for which `isDiskFull` holds where there is no room. */
  append(message: Message): void;
  /** The same past the configured bound: for alerts and results, which only the disk itself may stop. */
  appendPastBound(message: Message): void;
  /** A held message's body. */
  body(lane: Lane, seq: number): string | undefined;
  /** Deletes acknowledged messages. */
  deleteUpTo(marks: Readonly<Partial<Record<Lane, number>>>): void;
  /** Gives telemetry below `below` up, counting `dropped` of them in all. */
  drop(below: number, dropped: number): void;
  /** Whether the file itself has room for `bytes`: then a full disk is about SQLite's log, not about data. */
  hasFreePages(bytes: number): boolean;
  /**
   * The disk is full: gives the reserve back to it, and lets telemetry grow no more. False where that was
   * done already.
   */
  relieve(): boolean;
  /** Ends what `relieve` began, once the disk has plenty of room again. */
  recover(): void;
  /**
   * The file is an old copy of itself: the school holds `lane` up to `seq`, more than was numbered here.
   * Begins a new epoch; messages that were in the copy on opening (below `newFrom`) are in the stores.
   */
  beginEpoch(lane: Lane, newFrom: number): { epoch: Epoch; lanes: Record<Lane, StoredLane> };
  desired(what: Desired): string | undefined;
  saveDesired(what: Desired, body: string): void;
  close(): void;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS lanes (
    lane TEXT PRIMARY KEY, stored INTEGER NOT NULL, acked INTEGER NOT NULL, dropped INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS desired (what TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
  ${LANES.map((lane) => `CREATE TABLE IF NOT EXISTS ${lane}_messages (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;`).join('\n  ')}
`;
const PAGE_BYTES = 4096;

/**
 * Opens or creates the file. `maxBytes` bounds what telemetry may fill. Throws `TIZHI_DATA_DIR_LOCKED` where
 * another process has it open, and SQLite's own error where it is damaged.
 */
export function openOutboxFile({ file, maxBytes }: { file: string; maxBytes: number }): OutboxFile {
  const db = new DatabaseSync(file, { timeout: 0 });
  try {
    prepareFile(db);
  } catch (error) {
    db.close();
    if (isLocked(error)) throw new TizhiError('TIZHI_DATA_DIR_LOCKED', { pid: '?', folder: file });
    throw error;
  }
  return new SqliteOutboxFile({ db, maxBytes, reserve: new DiskReserve(`${file}.reserve`) });
}

function prepareFile(db: DatabaseSync): void {
  // Exclusive: two gateways on one file would give one number to two messages. The system drops the lock
  // when the process dies, however it dies.
  db.prepare('PRAGMA locking_mode = EXCLUSIVE').get();
  db.prepare('PRAGMA journal_mode = WAL').get();
  db.exec('PRAGMA synchronous = FULL');
  // 1 MiB: the log must stay well below the disk reserve.
  db.exec('PRAGMA wal_autocheckpoint = 256');
  const check = db.prepare('PRAGMA quick_check(1)').get() as { quick_check: string } | undefined;
  if (check?.quick_check !== 'ok') throw new Error(`integrity check: ${check?.quick_check ?? 'no answer'}`);
  db.exec('BEGIN IMMEDIATE');
  db.exec(SCHEMA);
  db.prepare(`INSERT INTO meta VALUES ('epoch', ?) ON CONFLICT DO NOTHING`).run(randomUUID());
  const lane = db.prepare('INSERT INTO lanes VALUES (?, 0, 0, 0) ON CONFLICT DO NOTHING');
  for (const name of LANES) lane.run(name);
  db.exec('COMMIT');
}

interface LaneStatements {
  readonly insert: StatementSync;
  readonly read: StatementSync;
  readonly remove: StatementSync;
}

class SqliteOutboxFile implements OutboxFile {
  readonly epoch: Epoch;
  readonly lanes: Readonly<Record<Lane, StoredLane>>;
  readonly #db: DatabaseSync;
  readonly #maxBytes: number;
  readonly #reserve: DiskReserve;
  readonly #statements: Readonly<Record<Lane, LaneStatements>>;
  readonly #stored: StatementSync;
  readonly #acked: StatementSync;

  constructor(parts: { db: DatabaseSync; maxBytes: number; reserve: DiskReserve }) {
    const { db, maxBytes, reserve } = parts;
    this.#db = db;
    this.#maxBytes = maxBytes;
    this.#reserve = reserve;
    this.#setTelemetryBound();
    const prepared = (lane: Lane): LaneStatements => ({
      // Or replace: a commit may have failed and yet be on the disk. That message was never sent.
      insert: db.prepare(`INSERT OR REPLACE INTO ${lane}_messages VALUES (?, ?)`),
      read: db.prepare(`SELECT body FROM ${lane}_messages WHERE seq = ?`),
      remove: db.prepare(`DELETE FROM ${lane}_messages WHERE seq <= ?`),
    });
    this.#statements = {
      alert: prepared('alert'),
      result: prepared('result'),
      telemetry: prepared('telemetry'),
    };
    this.#stored = db.prepare('UPDATE lanes SET stored = ? WHERE lane = ?');
    this.#acked = db.prepare('UPDATE lanes SET acked = max(acked, ?) WHERE lane = ?');
    this.epoch = this.#readEpoch();
    this.lanes = this.#readLanes();
  }

  append({ lane, seq, body }: Message): void {
    this.#transaction(() => {
      this.#statements[lane].insert.run(seq, body);
      this.#stored.run(seq, lane);
    });
  }

  body(lane: Lane, seq: number): string | undefined {
    return (this.#statements[lane].read.get(seq) as { body: string } | undefined)?.body;
  }

  deleteUpTo(marks: Readonly<Partial<Record<Lane, number>>>): void {
    this.#transaction(() => {
      for (const lane of LANES) {
        const upTo = marks[lane];
        if (upTo === undefined) continue;
        this.#statements[lane].remove.run(upTo);
        this.#acked.run(upTo, lane);
      }
    });
  }

  drop(below: number, dropped: number): void {
    this.#transaction(() => {
      this.#statements.telemetry.remove.run(below - 1);
      this.#db.prepare(`UPDATE lanes SET dropped = ? WHERE lane = 'telemetry'`).run(dropped);
    });
  }

  appendPastBound(message: Message): void {
    this.#setBound(Number.MAX_SAFE_INTEGER);
    try {
      this.append(message);
    } finally {
      this.#setTelemetryBound();
    }
  }

  hasFreePages(bytes: number): boolean {
    const row = this.#db.prepare('PRAGMA freelist_count').get() as { freelist_count: number } | undefined;
    // A few pages more than the message: an index page may split.
    return ((row?.freelist_count ?? 0) - 8) * PAGE_BYTES > bytes;
  }

  relieve(): boolean {
    const released = this.#reserve.release();
    this.#setTelemetryBound();
    this.#emptyLog();
    return released;
  }

  recover(): void {
    if (this.#reserve.held) return;
    this.#emptyLog();
    this.#reserve.restore();
    this.#setTelemetryBound();
  }

  beginEpoch(beyond: Lane, newFrom: number): { epoch: Epoch; lanes: Record<Lane, StoredLane> } {
    this.#transaction(() => {
      this.#statements[beyond].remove.run(newFrom - 1);
      this.#db.prepare(`UPDATE meta SET value = ? WHERE key = 'epoch'`).run(randomUUID());
      for (const lane of LANES) {
        const { first, stored } = this.#readLane(lane);
        // Through negative numbers, so that no number is taken while the others move.
        this.#db.exec(`UPDATE ${lane}_messages SET seq = -seq`);
        this.#db.prepare(`UPDATE ${lane}_messages SET seq = -seq - ?`).run(first - 1);
        const held = Math.max(0, stored - first + 1);
        this.#db.prepare('UPDATE lanes SET stored = ?, acked = 0 WHERE lane = ?').run(held, lane);
      }
    });
    return { epoch: this.#readEpoch(), lanes: this.#readLanes() };
  }

  desired(what: Desired): string | undefined {
    const row = this.#db.prepare('SELECT body FROM desired WHERE what = ?').get(what);
    return (row as { body: string } | undefined)?.body;
  }

  saveDesired(what: Desired, body: string): void {
    if (!DESIRED.includes(what)) return;
    this.#transaction(() => {
      this.#db.prepare('INSERT OR REPLACE INTO desired VALUES (?, ?)').run(what, body);
    });
  }

  close(): void {
    this.#db.close();
  }

  #transaction(work: () => void): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#db.exec('COMMIT');
    } catch (error) {
      // SQLite has already rolled back by itself after some errors; either way nothing is half written.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  /** Moves the log's pages into the file proper, so that the log begins anew. */
  #emptyLog(): void {
    try {
      this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    } catch {
      // No room for that either; the log stays as it is, and whole.
    }
  }

  /** Without a reserve, telemetry gets only the room it has: SQLite takes a bound below that as that. */
  #setTelemetryBound(): void {
    this.#setBound(this.#reserve.held ? this.#maxBytes : 0);
  }

  #setBound(bytes: number): void {
    const pages = Math.min(4_294_967_294, Math.max(16, Math.floor(bytes / PAGE_BYTES)));
    this.#db.prepare(`PRAGMA max_page_count = ${pages}`).get();
  }

  #readEpoch(): Epoch {
    const row = this.#db.prepare(`SELECT value FROM meta WHERE key = 'epoch'`).get();
    return Epoch.parse((row as { value: string } | undefined)?.value);
  }

  #readLane(lane: Lane): StoredLane {
    const { stored, acked, dropped } = this.#db
      .prepare('SELECT stored, acked, dropped FROM lanes WHERE lane = ?')
      .get(lane) as { stored: number; acked: number; dropped: number };
    const row = this.#db.prepare(`SELECT min(seq) AS first FROM ${lane}_messages`).get();
    const { first } = row as { first: number | null };
    return { first: first ?? stored + 1, stored, acked, dropped };
  }

  #readLanes(): Record<Lane, StoredLane> {
    return {
      alert: this.#readLane('alert'),
      result: this.#readLane('result'),
      telemetry: this.#readLane('telemetry'),
    };
  }
}
