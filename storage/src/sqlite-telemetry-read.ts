import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { contactOf, type DeviceId, type Doubt, type GatewayId, type SchoolId } from '@tizhi/contracts';
import { rrFromText } from './rr-text.ts';
import { guardSqlite } from './sqlite-file.ts';
import type { StoredHeartRate, TelemetryRange } from './telemetry-store.ts';

/** Rows read at a time: some 10 ms of work, then other work of the process gets its turn. */
const PAGE_ROWS = 5_000;

/** One row of the reading query; `ORDER_COLUMNS` of it is where the next page goes on. */
interface Row {
  readonly at: number;
  readonly device: DeviceId;
  readonly gateway: GatewayId;
  readonly school: SchoolId;
  readonly n: number;
  readonly bpm: number | null;
  readonly contact: number;
  readonly confidence: number;
  readonly doubt: Doubt | null;
  readonly energy_kj: number | null;
  readonly rr: string | null;
  readonly device_at: number | null;
  readonly skew_ms: number;
  readonly error_ms: number | null;
}
const ORDER_COLUMNS = 'h.at, s.device, s.gateway, s.school, h.n';

/**
 * Reads page by page, each page a query of its own that goes on behind the last row: an open cursor would
 * hold the write-ahead log's snapshot for as long as the reader takes.
 */
export async function* readHeartRate(
  database: DatabaseSync,
  range: TelemetryRange,
): AsyncGenerator<StoredHeartRate, void, undefined> {
  let from: SQLInputValue[] = [range.from, '', '', '', -1];
  for (;;) {
    const rows = guardSqlite('telemetry', () => readPage(database, { range, from }));
    for (const row of rows) yield toSample(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) return;
    from = [last.at, last.device, last.gateway, last.school, last.n];
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
    `SELECT ${ORDER_COLUMNS}, h.bpm, h.contact, h.confidence, h.doubt, h.energy_kj, h.rr,
       h.device_at, h.skew_ms, h.error_ms
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
  n: row.n,
  deviceAt: row.device_at,
  bpm: row.bpm,
  contact: contactOf(row.contact),
  confidence: row.confidence,
  doubt: row.doubt,
  energyKj: row.energy_kj,
  rrMs: rrFromText(row.rr),
  skewMs: row.skew_ms,
  errorMs: row.error_ms,
});
