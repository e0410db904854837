import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ChainHash, type DeviceId, Epoch, LANES, type Lane } from '@tizhi/contracts';
import type { DiskReserve } from './disk-reserve.ts';
import {
  type Counts,
  Damaged,
  type Letter,
  type Mark,
  type Message,
  type Notes,
  type OutboxFile,
  type StoredLane,
  type StoredLanes,
} from './outbox-file.ts';
import { inOutboxTerms } from './sqlite-errors.ts';

const PAGE_BYTES = 4096;
/** A few pages more than a message needs: an index page may split. */
const SPARE_PAGES = 8;

interface LaneStatements {
  readonly insert: StatementSync;
  readonly read: StatementSync;
  readonly hash: StatementSync;
  readonly remove: StatementSync;
}

interface LaneRow {
  /** A message's id is its sequence plus this. */
  readonly base: number;
  readonly stored: number;
  readonly acked: number;
  readonly dropped: number;
  /** Highest sequence that is not held any more, and the chain there. */
  readonly gone: number;
  readonly before: ChainHash;
}

/** {@link OutboxFile} in SQLite. `maxBytes` bounds what telemetry may fill. Takes a prepared database. */
export class SqliteOutboxFile implements OutboxFile {
  readonly epoch: Epoch | undefined;
  readonly lanes: StoredLanes;
  readonly counts: Counts;
  readonly notes: Notes;
  readonly #db: DatabaseSync;
  readonly #maxBytes: number;
  readonly #reserve: DiskReserve;
  readonly #statements: Readonly<Record<Lane, LaneStatements>>;
  readonly #stored: StatementSync;
  readonly #count: StatementSync;
  readonly #bases: Record<Lane, number> = { alert: 0, result: 0, telemetry: 0 };

  constructor(parts: { db: DatabaseSync; maxBytes: number; reserve: DiskReserve }) {
    const { db, maxBytes, reserve } = parts;
    this.#db = db;
    this.#maxBytes = maxBytes;
    this.#reserve = reserve;
    this.#setTelemetryBound();
    const prepared = (lane: Lane): LaneStatements => ({
      // Or replace: a commit may have failed and yet be on the disk. That message was never sent.
      insert: db.prepare(`INSERT OR REPLACE INTO ${lane}_letters VALUES (?, ?, ?, ?, ?)`),
      read: db.prepare(`SELECT body, hash, stamp, seal FROM ${lane}_letters WHERE id = ?`),
      hash: db.prepare(`SELECT hash FROM ${lane}_letters WHERE id = ?`),
      remove: db.prepare(`DELETE FROM ${lane}_letters WHERE id <= ?`),
    });
    this.#statements = {
      alert: prepared('alert'),
      result: prepared('result'),
      telemetry: prepared('telemetry'),
    };
    this.#stored = db.prepare('UPDATE lanes SET stored = ? WHERE lane = ?');
    this.#count = db.prepare(
      'INSERT INTO counts VALUES (?, ?) ON CONFLICT DO UPDATE SET n = max(n, excluded.n)',
    );
    this.epoch = this.#readEpoch();
    this.lanes = this.#readLanes();
    this.counts = new Map(this.#pairs('SELECT device AS name, n AS value FROM counts'));
    this.notes = new Map(this.#pairs('SELECT name, text AS value FROM notes'));
  }

  append({ lane, seq, body, hash, stamp, seal, counts }: Message): void {
    this.#transaction(() => {
      this.#statements[lane].insert.run(this.#bases[lane] + seq, hash, stamp, seal, body);
      this.#stored.run(seq, lane);
      for (const [device, n] of counts) this.#count.run(device, n);
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

  read(lane: Lane, seq: number): Letter | undefined {
    return inOutboxTerms(() => this.#statements[lane].read.get(this.#bases[lane] + seq)) as
      | Letter
      | undefined;
  }

  hash(lane: Lane, seq: number): string | undefined {
    const row = inOutboxTerms(() => this.#statements[lane].hash.get(this.#bases[lane] + seq));
    return (row as { hash: string } | undefined)?.hash;
  }

  *stamps(): Iterable<string> {
    for (const lane of LANES) {
      const rows = this.#db.prepare(`SELECT stamp FROM ${lane}_letters`).iterate();
      for (;;) {
        const next = inOutboxTerms(() => rows.next());
        if (next.done) break;
        yield (next.value as { stamp: string }).stamp;
      }
    }
  }

  deleteUpTo(marks: Readonly<Partial<Record<Lane, Mark>>>): void {
    this.#transaction(() => {
      for (const lane of LANES) {
        const mark = marks[lane];
        if (mark === undefined) continue;
        this.#removeUpTo(lane, mark);
        this.#db.prepare('UPDATE lanes SET acked = max(acked, ?) WHERE lane = ?').run(mark.seq, lane);
      }
    });
  }

  drop(upTo: Mark, dropped: number): void {
    this.#transaction(() => {
      this.#removeUpTo('telemetry', upTo);
      this.#db.prepare(`UPDATE lanes SET dropped = ? WHERE lane = 'telemetry'`).run(dropped);
    });
  }

  hasRoomFor(bytes: number): boolean {
    const row = inOutboxTerms(() => this.#db.prepare('PRAGMA freelist_count').get());
    const { freelist_count } = row as { freelist_count: number };
    return (freelist_count - SPARE_PAGES) * PAGE_BYTES > bytes;
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

  beginEpoch(epoch: Epoch, starts: Readonly<Record<Lane, ChainHash>>): StoredLanes {
    const begin = `UPDATE lanes SET base = base + gone, stored = ?, acked = 0, gone = 0, before = ? WHERE lane = ?`;
    this.#transaction(() => {
      this.#db.exec('DELETE FROM epochs');
      this.#db.prepare('INSERT INTO epochs VALUES (?)').run(epoch);
      for (const lane of LANES) {
        const { first, stored } = this.#readLane(lane);
        this.#db.prepare(begin).run(stored - first + 1, starts[lane], lane);
      }
    });
    return this.#readLanes();
  }

  save({ notes, counts }: { notes?: Notes; counts?: Counts }): void {
    this.#transaction(() => {
      const note = this.#db.prepare('INSERT OR REPLACE INTO notes VALUES (?, ?)');
      for (const [name, text] of notes ?? []) note.run(name, text);
      for (const [device, n] of counts ?? []) this.#count.run(device, n);
    });
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #removeUpTo(lane: Lane, { seq, chain }: Mark): void {
    this.#statements[lane].remove.run(this.#bases[lane] + seq);
    this.#db.prepare('UPDATE lanes SET gone = ?, before = ? WHERE lane = ?').run(seq, chain, lane);
  }

  #transaction(work: () => void): void {
    inOutboxTerms(() => {
      this.#db.exec('BEGIN IMMEDIATE');
      try {
        work();
        this.#db.exec('COMMIT');
      } catch (error) {
        // SQLite has already rolled back by itself after some errors; either way nothing is half written.
        if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
        throw error;
      }
    });
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

  #readEpoch(): Epoch | undefined {
    const row = this.#db.prepare('SELECT epoch FROM epochs').get() as { epoch: string } | undefined;
    if (row === undefined) return undefined;
    const epoch = Epoch.safeParse(row.epoch);
    if (!epoch.success) throw new Damaged('its epoch makes no sense');
    return epoch.data;
  }

  #readLane(lane: Lane): StoredLane & { readonly base: number } {
    const row = this.#db.prepare('SELECT * FROM lanes WHERE lane = ?').get(lane);
    const newest = this.#db.prepare(`SELECT max(id) AS id FROM ${lane}_letters`).get();
    if (row === undefined) throw new Damaged(`the ${lane} lane is gone`);
    const { base, acked, dropped, before, gone } = row as unknown as LaneRow;
    const { id } = newest as { id: number | null };
    // A number given once is never given again, whatever became of the counter.
    const stored = Math.max(Number(row.stored), gone, (id ?? 0) - base);
    if (this.epoch !== undefined && !ChainHash.safeParse(before).success) {
      throw new Damaged(`the chain of the ${lane} lane makes no sense`);
    }
    return { base, first: gone + 1, stored, acked, dropped, before };
  }

  #readLanes(): StoredLanes {
    const read = (lane: Lane): StoredLane => {
      const { base, ...stored } = this.#readLane(lane);
      this.#bases[lane] = base;
      return stored;
    };
    return { alert: read('alert'), result: read('result'), telemetry: read('telemetry') };
  }

  #pairs<V>(query: string): [DeviceId & string, V][] {
    return this.#db
      .prepare(query)
      .all()
      .map(({ name, value }) => [name as DeviceId, value as V]);
  }
}
