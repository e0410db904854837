import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type DeviceId, type GatewayId, OtherReading, type SchoolId } from '@tizhi/contracts';
import { guardSqlite } from './sqlite-file.ts';
import type { ReadingRange, StoredReading } from './telemetry-store.ts';

/** Rows read at a time; a waveform's row is some kilobytes. */
const PAGE_ROWS = 1_000;

interface Row {
  readonly at: number;
  readonly device: DeviceId;
  readonly gateway: GatewayId;
  readonly school: SchoolId;
  readonly n: number;
  readonly reading: string;
  readonly device_at: number | null;
  readonly skew_ms: number;
  readonly error_ms: number | null;
}
const ORDER_COLUMNS = 'r.at, s.device, s.gateway, s.school, r.n';

/** Page by page, as heart rates are read (`readHeartRate`). */
export async function* readReadings(
  database: DatabaseSync,
  range: ReadingRange,
): AsyncGenerator<StoredReading, void, undefined> {
  let from: SQLInputValue[] = [range.from, '', '', '', -1];
  for (;;) {
    const rows = guardSqlite('telemetry', () => readPage(database, { range, from }));
    for (const row of rows) yield toReading(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) return;
    from = [last.at, last.device, last.gateway, last.school, last.n];
    await nextTurn();
  }
}

function readPage(
  database: DatabaseSync,
  page: { readonly range: ReadingRange; readonly from: readonly SQLInputValue[] },
): Row[] {
  const { range, from } = page;
  const statement = database.prepare(
    `SELECT ${ORDER_COLUMNS}, r.reading, r.device_at, r.skew_ms, r.error_ms
     FROM reading r CROSS JOIN series s ON s.id = r.series
     WHERE r.at >= ?1 AND (${ORDER_COLUMNS}) > (?1, ?2, ?3, ?4, ?5) AND r.at < ?6
       AND (?7 IS NULL OR s.school = ?7)
       AND (?8 IS NULL OR s.device IN (SELECT value FROM json_each(?8)))
       AND (?9 IS NULL OR r.kind IN (SELECT value FROM json_each(?9)))
     ORDER BY ${ORDER_COLUMNS} LIMIT ${PAGE_ROWS}`,
  );
  const { devices, kinds, school, to } = range;
  return statement.all(...from, to, school ?? null, jsonOf(devices), jsonOf(kinds)) as unknown as Row[];
}

const jsonOf = (values: readonly string[] | undefined): string | null =>
  values === undefined ? null : JSON.stringify(values);

const toReading = (row: Row): StoredReading => ({
  school: row.school,
  gateway: row.gateway,
  device: row.device,
  at: row.at,
  n: row.n,
  deviceAt: row.device_at,
  reading: OtherReading.parse(JSON.parse(row.reading)),
  skewMs: row.skew_ms,
  errorMs: row.error_ms,
});
