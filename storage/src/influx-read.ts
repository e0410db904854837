import { contactOf, DeviceId, Doubt, GatewayId, type Instant, SchoolId } from '@tizhi/contracts';
import { escape as influxEscape } from 'influx';
import { z } from 'zod';
import { rrFromText } from './rr-text.ts';
import type { StoredHeartRate, TelemetryRange } from './telemetry-store.ts';

/** Samples asked for at a time; below influxd's chunk of 10,000 rows, so that `partial` means cut off. */
const PAGE_ROWS = 8_000;
/** Time asked for at a time: a shard of influxd's default. A query opens every shard of its range, for each page. */
const WINDOW_MS = 7 * 86_400_000;
/** More devices than this are picked out here: a longer condition costs influxd more than it saves. */
const MAX_DEVICES_IN_QUERY = 100;

/** Runs one InfluxQL query with times in whole milliseconds, and gives its rows. */
export type QueryRows = (influxQl: string) => Promise<Row[]>;

const Row = z.tuple([
  z.int(),
  SchoolId,
  GatewayId,
  DeviceId,
  z.int().nullable(),
  z.int(),
  z.number(),
  Doubt.nullable(),
  z.int().nullable(),
  z.string().nullable(),
  z.int(),
  z.int().nullable(),
  z.int().nullable(),
  z.int().nullable(),
]);
type Row = z.infer<typeof Row>;
/** In the order of {@link Row}. Tags can be selected like fields. */
const COLUMNS =
  '"school", "gateway", "device", "bpm", "contact", "confidence", "doubt", "energyKj", "rr", "n", "deviceAt", "skewMs", "errorMs"';

const Answer = z.object({
  results: z
    .array(
      z.object({
        error: z.string().optional(),
        series: z.array(z.object({ values: z.array(Row), partial: z.boolean().optional() })).optional(),
      }),
    )
    .length(1),
});

/**
 * Reads page by page. A page ends with its last whole millisecond and the next begins with the one after,
 * so times need no more than milliseconds here (nanoseconds of today do not fit a JSON number) and each
 * millisecond can be put into the order that the interface promises.
 */
export async function* readHeartRate(
  query: QueryRows,
  range: TelemetryRange,
): AsyncGenerator<StoredHeartRate, void, undefined> {
  const wanted = range.devices === undefined ? undefined : new Set(range.devices);
  if (wanted?.size === 0) return;
  let from: Instant = range.from;
  while (from < range.to) {
    const page = await readPage(query, { ...range, from, to: Math.min(range.to, from + WINDOW_MS) });
    for (const row of page.rows.sort(inOrder)) if (wanted?.has(row[3]) ?? true) yield toSample(row);
    from = page.next;
    if (page.rows.length === 0 && from < range.to) from = await firstAt(query, { ...range, from });
  }
}

/** The time of the first sample in the range, or its end where it has none: the way across the holidays. */
async function firstAt(query: QueryRows, range: TelemetryRange): Promise<Instant> {
  const [first] = await query(select(range, { limit: 1, offset: 0 }));
  return first?.[0] ?? range.to;
}

/** All rows from `range.from` up to the millisecond `next`: the end of the range, if they fit one page. */
async function readPage(query: QueryRows, range: TelemetryRange): Promise<{ rows: Row[]; next: Instant }> {
  const rows = await query(select(range, { limit: PAGE_ROWS, offset: 0 }));
  const last = rows.at(-1);
  if (last === undefined || rows.length < PAGE_ROWS) return { rows, next: range.to };
  const [lastAt] = last;
  const whole = rows.filter(([at]) => at < lastAt);
  if (whole.length > 0) return { rows: whole, next: lastAt };
  // One millisecond fills the page (a clock that stood still): take all of it.
  while (rows.length % PAGE_ROWS === 0) {
    const more = await query(select({ ...range, to: lastAt + 1 }, { limit: PAGE_ROWS, offset: rows.length }));
    if (more.length === 0) break;
    rows.push(...more);
  }
  return { rows, next: lastAt + 1 };
}

function select(range: TelemetryRange, page: { readonly limit: number; readonly offset: number }): string {
  const conditions = [`time >= ${range.from}ms`, `time < ${range.to}ms`];
  if (range.school !== undefined) conditions.push(`"school" = ${influxEscape.stringLit(range.school)}`);
  if (range.devices !== undefined && range.devices.length <= MAX_DEVICES_IN_QUERY)
    conditions.push(`(${range.devices.map((d) => `"device" = ${influxEscape.stringLit(d)}`).join(' OR ')})`);
  return `SELECT ${COLUMNS} FROM "heart_rate" WHERE ${conditions.join(' AND ')}
    ORDER BY time LIMIT ${page.limit} OFFSET ${page.offset}`;
}

/** The rows in the answer to one query. Throws where influxd reports an error or cut the answer off. */
export function rowsOf(answer: unknown): Row[] {
  const [result] = Answer.parse(answer).results;
  if (result?.error !== undefined) throw new Error(result.error);
  const [series] = result?.series ?? [];
  if (series?.partial === true)
    throw new Error(`it gave part of an answer: its max-row-limit is below ${PAGE_ROWS}`);
  return series?.values ?? [];
}

/** By time, device, gateway, school; the sort is stable, and then by number. */
function inOrder(a: Row, b: Row): number {
  return a[0] - b[0] || compare(a[3], b[3]) || compare(a[2], b[2]) || compare(a[1], b[1]) || a[10] - b[10];
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function toSample(row: Row): StoredHeartRate {
  const [
    at,
    school,
    gateway,
    device,
    bpm,
    contact,
    confidence,
    doubt,
    energyKj,
    rr,
    n,
    deviceAt,
    skewMs,
    errorMs,
  ] = row;
  return {
    school,
    gateway,
    device,
    at,
    n,
    deviceAt,
    bpm,
    contact: contactOf(contact),
    confidence,
    doubt,
    energyKj,
    rrMs: rrFromText(rr),
    skewMs: skewMs ?? 0,
    errorMs,
  };
}
