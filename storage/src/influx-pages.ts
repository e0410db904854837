import { DeviceId, GatewayId, type Instant, SchoolId } from '@tizhi/contracts';
import { escape as influxEscape } from 'influx';
import { z } from 'zod';
import type { TelemetryRange } from './telemetry-store.ts';

/** Time asked for at a time: a shard of influxd's default. A query opens every shard of its range, for each page. */
const WINDOW_MS = 7 * 86_400_000;
/** More devices than this are picked out here: a longer condition costs influxd more than it saves. */
const MAX_DEVICES_IN_QUERY = 100;

/** Runs one InfluxQL query with times in whole milliseconds; what `read` throws is the store's failure, too. */
export type Query = <T>(influxQl: string, read: (answer: unknown) => T) => Promise<T>;

/** What every row begins with: time, school, gateway, device and number. */
export type PlacedRow = readonly [Instant, SchoolId, GatewayId, DeviceId, number, ...unknown[]];
export const PLACE = [z.int(), SchoolId, GatewayId, DeviceId, z.int()] as const;
const PLACE_COLUMNS = ['school', 'gateway', 'device', 'n'];

/** A measurement, and how its rows are read. */
export interface Table<Row extends PlacedRow> {
  readonly measurement: string;
  /** Tags and fields (both can be selected) that follow the place, in the order of `row`. */
  readonly columns: readonly string[];
  readonly row: z.ZodType<Row>;
  /** Rows asked for at a time; below influxd's chunk of 10,000 rows, so that `partial` means cut off. */
  readonly pageRows: number;
}

interface Source<Row extends PlacedRow> {
  readonly table: Table<Row>;
  readonly query: Query;
  /** More InfluxQL conditions. */
  readonly where?: readonly string[];
}

/**
 * Reads page by page. A page ends with its last whole millisecond and the next begins with the one after,
 * so times need no more than milliseconds here (nanoseconds of today do not fit a JSON number) and each
 * millisecond can be put into the order that the interface promises.
 */
export async function* readPages<Row extends PlacedRow>(
  source: Source<Row>,
  range: TelemetryRange,
): AsyncGenerator<Row, void, undefined> {
  const wanted = range.devices === undefined ? undefined : new Set(range.devices);
  if (wanted?.size === 0) return;
  let from: Instant = range.from;
  while (from < range.to) {
    const page = await readPage(source, { ...range, from, to: Math.min(range.to, from + WINDOW_MS) });
    for (const row of page.rows.sort(inOrder)) if (wanted?.has(row[3]) ?? true) yield row;
    from = page.next;
    if (page.rows.length === 0 && from < range.to) from = await firstAt(source, { ...range, from });
  }
}

/** The time of the first row in the range, or its end where it has none: the way across the holidays. */
async function firstAt<Row extends PlacedRow>(source: Source<Row>, range: TelemetryRange): Promise<Instant> {
  const [first] = await rowsOf(source, range, { limit: 1, offset: 0 });
  return first?.[0] ?? range.to;
}

/** All rows from `range.from` up to the millisecond `next`: the end of the range, if they fit one page. */
async function readPage<Row extends PlacedRow>(
  source: Source<Row>,
  range: TelemetryRange,
): Promise<{ rows: Row[]; next: Instant }> {
  const { pageRows } = source.table;
  const rows = await rowsOf(source, range, { limit: pageRows, offset: 0 });
  const last = rows.at(-1);
  if (last === undefined || rows.length < pageRows) return { rows, next: range.to };
  const [lastAt] = last;
  const whole = rows.filter(([at]) => at < lastAt);
  if (whole.length > 0) return { rows: whole, next: lastAt };
  // One millisecond fills the page (a clock that stood still): take all of it.
  while (rows.length % pageRows === 0) {
    const page = { limit: pageRows, offset: rows.length };
    const more = await rowsOf(source, { ...range, to: lastAt + 1 }, page);
    if (more.length === 0) break;
    rows.push(...more);
  }
  return { rows, next: lastAt + 1 };
}

interface Page {
  readonly limit: number;
  readonly offset: number;
}

const rowsOf = <Row extends PlacedRow>(
  { table, query, where = [] }: Source<Row>,
  range: TelemetryRange,
  page: Page,
): Promise<Row[]> =>
  query(select(table, [...conditionsOf(range), ...where], page), (answer) => rowsIn(table, answer));

/** The rows in the answer to one query. Throws where influxd reports an error or cut the answer off. */
function rowsIn<Row extends PlacedRow>(table: Table<Row>, answer: unknown): Row[] {
  const [result] = answerOf(table.row).parse(answer).results;
  if (result?.error !== undefined) throw new Error(result.error);
  const [series] = result?.series ?? [];
  if (series?.partial === true)
    throw new Error(`it gave part of an answer: its max-row-limit is below ${table.pageRows}`);
  return series?.values ?? [];
}

const answerOf = <Row extends PlacedRow>(row: z.ZodType<Row>) =>
  z.object({
    results: z
      .array(
        z.object({
          error: z.string().optional(),
          series: z.array(z.object({ values: z.array(row), partial: z.boolean().optional() })).optional(),
        }),
      )
      .length(1),
  });

function select<Row extends PlacedRow>(
  { measurement, columns }: Table<Row>,
  conditions: readonly string[],
  { limit, offset }: Page,
): string {
  const selected = [...PLACE_COLUMNS, ...columns].map((name) => `"${name}"`).join(', ');
  return `SELECT ${selected} FROM "${measurement}" WHERE ${conditions.join(' AND ')}
    ORDER BY time LIMIT ${limit} OFFSET ${offset}`;
}

function conditionsOf({ from, to, school, devices }: TelemetryRange): string[] {
  const conditions = [`time >= ${from}ms`, `time < ${to}ms`];
  if (school !== undefined) conditions.push(`"school" = ${influxEscape.stringLit(school)}`);
  if (devices !== undefined && devices.length <= MAX_DEVICES_IN_QUERY)
    conditions.push(oneOf('device', devices));
  return conditions;
}

/** The condition that a tag has one of some values; there must be one. */
export const oneOf = (tag: string, values: readonly string[]): string =>
  `(${values.map((value) => `"${tag}" = ${influxEscape.stringLit(value)}`).join(' OR ')})`;

/** By time, device, gateway, school; the sort is stable, and then by number. */
function inOrder(a: PlacedRow, b: PlacedRow): number {
  return a[0] - b[0] || compare(a[3], b[3]) || compare(a[2], b[2]) || compare(a[1], b[1]) || a[4] - b[4];
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
