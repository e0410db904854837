import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  contactOf,
  type DeviceId,
  type Doubt,
  type GatewayId,
  type SchoolId,
  TizhiError,
} from '@tizhi/contracts';
import { rrFromText, rrToText } from './rr-text.ts';
import { guardSqlite, openSqliteFile } from './sqlite-file.ts';
import {
  pointDigits,
  type StoredHeartRate,
  type TelemetryMessage,
  type TelemetryRange,
  type TelemetryStore,
} from './telemetry-store.ts';

/** Grows when the tables below change; kept in the file's `user_version`. */
const SCHEMA_VERSION = 1;
/** Rows read at a time: some 10 ms of work, then other work of the process gets its turn. */
const PAGE_ROWS = 5_000;
/** Series (a device heard by a gateway) whose row ids are remembered; a school has hundreds. */
const MAX_SERIES_REMEMBERED = 10_000;

/**
 * A sample is identified by time, series and point digits. Time comes first: lessons are written and read
 * in time order, so that new rows go to the end of the tree.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS series (
  id INTEGER PRIMARY KEY,
  school TEXT NOT NULL,
  gateway TEXT NOT NULL,
  device TEXT NOT NULL,
  UNIQUE (school, gateway, device)
) STRICT;
CREATE TABLE IF NOT EXISTS heart_rate (
  at INTEGER NOT NULL,
  series INTEGER NOT NULL REFERENCES series (id),
  digits INTEGER NOT NULL,
  bpm INTEGER,
  contact INTEGER NOT NULL,
  confidence REAL NOT NULL,
  doubt TEXT,
  energy_kj INTEGER,
  rr TEXT,
  PRIMARY KEY (at, series, digits)
) STRICT, WITHOUT ROWID;
PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * Telemetry in one SQLite file: the embedded default. Throws `TIZHI_STORE_NEWER` where a newer version
 * wrote the file; with `readOnly` (an export beside a running system) `TIZHI_FILE_UNREADABLE` where there
 * is none.
 */
export function openSqliteTelemetry(options: {
  readonly file: string;
  readonly readOnly?: boolean;
}): TelemetryStore {
  const { file, readOnly = false } = options;
  const database = openSqliteFile({ file, store: 'telemetry', readOnly });
  const guard = <T>(work: () => T): T => guardSqlite('telemetry', work);
  try {
    guard(() => prepareSchema({ database, file, readOnly }));
  } catch (error) {
    database.close();
    throw error;
  }
  let writer: ((messages: readonly TelemetryMessage[]) => void) | undefined;
  return {
    kind: 'sqlite',
    async write(messages) {
      guard(() => {
        writer ??= createWriter(database);
        writer(messages);
      });
    },
    heartRate: (range) => readHeartRate(database, range),
    async ping() {
      try {
        database.prepare('SELECT id FROM series LIMIT 1').get();
        return true;
      } catch {
        return false;
      }
    },
    async close() {
      if (database.isOpen) database.close();
    },
  };
}

function prepareSchema(options: { database: DatabaseSync; file: string; readOnly: boolean }): void {
  const { database, file, readOnly } = options;
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (version > SCHEMA_VERSION) throw new TizhiError('TIZHI_STORE_NEWER', { folder: file });
  if (version === SCHEMA_VERSION) return;
  if (readOnly)
    throw new TizhiError('TIZHI_FILE_FORMAT', { file, expected: 'telemetry store', problem: 'it is empty' });
  database.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT;`);
}

/** Prepares the statements once; each call then writes its messages in one transaction. */
function createWriter(database: DatabaseSync): (messages: readonly TelemetryMessage[]) => void {
  const insert = database.prepare(
    `INSERT INTO heart_rate (at, series, digits, bpm, contact, confidence, doubt, energy_kj, rr)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const addSeries = database.prepare(
    'INSERT INTO series (school, gateway, device) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const findSeries = database.prepare(
    'SELECT id FROM series WHERE school = ? AND gateway = ? AND device = ?',
  );
  const remembered = new Map<string, number>();

  const seriesOf = (school: SchoolId, gateway: GatewayId, device: DeviceId): number => {
    const key = `${school}/${gateway}/${device}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    addSeries.run(school, gateway, device);
    const id = Number(findSeries.get(school, gateway, device)?.id);
    if (remembered.size >= MAX_SERIES_REMEMBERED) remembered.clear();
    remembered.set(key, id);
    return id;
  };

  return (messages) => {
    database.exec('BEGIN IMMEDIATE');
    try {
      for (const message of messages) writeMessage(message, { insert, seriesOf });
      database.exec('COMMIT');
    } catch (error) {
      remembered.clear(); // the series of this transaction are gone with it
      if (database.isOpen && database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  };
}

function writeMessage(
  message: TelemetryMessage,
  statements: {
    readonly insert: StatementSync;
    seriesOf(school: SchoolId, gateway: GatewayId, device: DeviceId): number;
  },
): void {
  const { insert, seriesOf } = statements;
  let rowOfMessage = 0;
  for (const block of message.body.blocks) {
    const series = block.devices.map((device) => seriesOf(message.school, message.gateway, device));
    for (let row = 0; row < block.device.length; row += 1, rowOfMessage += 1) {
      const rrMs = block.rrMs?.[row];
      insert.run(
        block.at[row] ?? null,
        series[block.device[row] ?? -1] ?? null,
        pointDigits(message.seq, rowOfMessage),
        block.bpm[row] ?? null,
        block.contact[row] ?? null,
        block.confidence[row] ?? null,
        block.doubt?.[row] ?? null,
        block.energyKj?.[row] ?? null,
        rrMs === undefined || rrMs.length === 0 ? null : rrToText(rrMs),
      );
    }
  }
}

/** One row of the reading query; `ORDER_COLUMNS` of it is where the next page goes on. */
interface Row {
  readonly at: number;
  readonly device: DeviceId;
  readonly gateway: GatewayId;
  readonly school: SchoolId;
  readonly digits: number;
  readonly bpm: number | null;
  readonly contact: number;
  readonly confidence: number;
  readonly doubt: Doubt | null;
  readonly energy_kj: number | null;
  readonly rr: string | null;
}
const ORDER_COLUMNS = 'h.at, s.device, s.gateway, s.school, h.digits';

/**
 * Reads page by page, each page a query of its own that goes on behind the last row: an open cursor would
 * hold the write-ahead log's snapshot for as long as the reader takes.
 */
async function* readHeartRate(
  database: DatabaseSync,
  range: TelemetryRange,
): AsyncGenerator<StoredHeartRate, void, undefined> {
  let from: SQLInputValue[] = [range.from, '', '', '', -1];
  for (;;) {
    const rows = guardSqlite('telemetry', () => readPage(database, { range, from }));
    for (const row of rows) yield toSample(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) return;
    from = [last.at, last.device, last.gateway, last.school, last.digits];
    await nextTurn();
  }
}

function readPage(
  database: DatabaseSync,
  page: { readonly range: TelemetryRange; readonly from: readonly SQLInputValue[] },
): Row[] {
  const { range, from } = page;
  // CROSS JOIN keeps the samples as the outer loop: they are read in key order, without a sort of the whole.
  const statement = database.prepare(
    `SELECT ${ORDER_COLUMNS}, h.bpm, h.contact, h.confidence, h.doubt, h.energy_kj, h.rr
     FROM heart_rate h CROSS JOIN series s ON s.id = h.series
     WHERE h.at >= ?1 AND (${ORDER_COLUMNS}) > (?1, ?2, ?3, ?4, ?5) AND h.at < ?6
       AND (?7 IS NULL OR s.school = ?7)
       AND (?8 IS NULL OR s.device IN (SELECT value FROM json_each(?8)))
     ORDER BY ${ORDER_COLUMNS} LIMIT ${PAGE_ROWS}`,
  );
  const devices = range.devices === undefined ? null : JSON.stringify(range.devices);
  return statement.all(...from, range.to, range.school ?? null, devices) as unknown as Row[];
}

const toSample = (row: Row): StoredHeartRate => ({
  school: row.school,
  gateway: row.gateway,
  device: row.device,
  at: row.at,
  bpm: row.bpm,
  contact: contactOf(row.contact),
  confidence: row.confidence,
  doubt: row.doubt,
  energyKj: row.energy_kj,
  rrMs: rrFromText(row.rr),
});
