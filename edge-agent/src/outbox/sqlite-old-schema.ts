import type { DatabaseSync } from 'node:sqlite';
import { BootId, DESIRED, type DeviceId, LANES, type Lane } from '@tizhi/contracts';
import type { BootClock, Stamp } from '../clock/boot-clock.ts';
import { parseJson } from '../link/parse-json.ts';
import { letterOf, type Outgoing } from './letter.ts';
import { Notebook } from './notes.ts';
import type { CountedLetter } from './outbox-file.ts';

/** Where the old table of lanes is kept while messages move. */
export const OLD_LANES = 'old_lanes';
/** Messages moved in one transaction: the file must not need room for all of them twice. */
const MOVED_AT_ONCE = 200;

/** Messages from before there were clocks and numbers: their times are the gateway's own word for ever. */
const OLD_BOOT = BootId.parse('before-clocks');
const OLD_STAMP: Stamp = { boot: OLD_BOOT, base: 0, skewMs: 0, errorMs: null, at: 0 };
const OLD_CLOCK: BootClock = {
  boot: OLD_BOOT,
  offset: 0,
  errorMs: null,
  heard: false,
  learnedAt: 0,
  lastAt: 0,
};

/**
 * Takes over what a file of the first version holds (`{lane}_messages (seq, body)`, no chains, numbers or
 * clocks). Without an epoch: a new one begins. Goes on where a crash ended it.
 */
export function moveOldMessages(db: DatabaseSync): void {
  if (!hasTable(db, OLD_LANES)) return;
  const counts = new Map<DeviceId, number>();
  for (const { device, n } of db.prepare('SELECT device, n FROM counts').all()) {
    counts.set(device as DeviceId, Number(n));
  }
  for (const lane of LANES) while (moveSome(db, lane, counts));
  const notebook = new Notebook();
  db.exec('BEGIN IMMEDIATE');
  const note = db.prepare('INSERT OR REPLACE INTO notes VALUES (?, ?)');
  for (const what of DESIRED) {
    const row = db.prepare('SELECT body FROM desired WHERE what = ?').get(what) as
      | { body: string }
      | undefined;
    if (row !== undefined) notebook.set(what, row.body);
  }
  notebook.setClocks(new Map([[OLD_BOOT, OLD_CLOCK]]));
  for (const [name, text] of notebook.all()) note.run(name, text);
  db.exec(`UPDATE lanes SET dropped = (SELECT dropped FROM ${OLD_LANES} AS old WHERE old.lane = lanes.lane)`);
  for (const lane of LANES) db.exec(`DROP TABLE ${lane}_messages`);
  db.exec(`DROP TABLE ${OLD_LANES}; DROP TABLE desired; DROP TABLE meta; COMMIT`);
}

function moveSome(db: DatabaseSync, lane: Lane, counts: Map<DeviceId, number>): boolean {
  const rows = db
    .prepare(`SELECT seq, body FROM ${lane}_messages ORDER BY seq LIMIT ${MOVED_AT_ONCE}`)
    .all() as unknown as { seq: number; body: string }[];
  const last = rows.at(-1);
  if (last === undefined) return false;
  db.exec('BEGIN IMMEDIATE');
  const insert = db.prepare(`INSERT INTO ${lane}_letters (hash, stamp, seal, body) VALUES (?, ?, ?, ?)`);
  for (const row of rows) {
    const { hash, stamp, seal, body } = oldLetter(lane, row.body, counts);
    insert.run(hash, stamp, seal, body);
  }
  const count = db.prepare('INSERT OR REPLACE INTO counts VALUES (?, ?)');
  for (const [device, n] of counts) count.run(device, n);
  db.prepare(`DELETE FROM ${lane}_messages WHERE seq <= ?`).run(last.seq);
  db.prepare(`UPDATE lanes SET stored = (SELECT max(id) FROM ${lane}_letters) WHERE lane = ?`).run(lane);
  db.exec('COMMIT');
  return true;
}

/** An old body with what bodies have now: numbers of readings, and no device time. */
function oldLetter(lane: Lane, text: string, counts: Map<DeviceId, number>): CountedLetter {
  const body = parseJson(text);
  if (lane === 'telemetry') numberReadings(body, counts);
  if (lane === 'result' && isRecord(body)) body.deviceAt = null;
  return letterOf({ lane, body, stamp: OLD_STAMP } as Outgoing);
}

function numberReadings(body: unknown, counts: Map<DeviceId, number>): void {
  if (!isRecord(body) || !Array.isArray(body.blocks)) return;
  for (const block of body.blocks as { devices: DeviceId[]; device: number[]; n?: number[] }[]) {
    block.n = block.device.map((index) => {
      const device = block.devices[index] as DeviceId;
      const n = (counts.get(device) ?? 0) + 1;
      counts.set(device, n);
      return n;
    });
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const hasTable = (db: DatabaseSync, name: string): boolean =>
  db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;
