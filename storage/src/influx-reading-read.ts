import { OtherReading } from '@tizhi/contracts';
import { z } from 'zod';
import { oneOf, PLACE, type Query, readPages, type Table } from './influx-pages.ts';
import type { ReadingRange, StoredReading } from './telemetry-store.ts';

const Row = z.tuple([...PLACE, z.string(), z.int().nullable(), z.int().nullable(), z.int().nullable()]);
type Row = z.infer<typeof Row>;

const TABLE: Table<Row> = {
  measurement: 'reading',
  columns: ['reading', 'deviceAt', 'skewMs', 'errorMs'],
  row: Row,
  // A waveform's row is some kilobytes.
  pageRows: 1_000,
};

export async function* readReadings(
  query: Query,
  range: ReadingRange,
): AsyncGenerator<StoredReading, void, undefined> {
  const { kinds } = range;
  if (kinds?.length === 0) return;
  const where = kinds === undefined ? [] : [oneOf('kind', kinds)];
  for await (const row of readPages({ table: TABLE, query, where }, range)) yield toReading(row);
}

function toReading([at, school, gateway, device, n, reading, deviceAt, skewMs, errorMs]: Row): StoredReading {
  return {
    school,
    gateway,
    device,
    at,
    n,
    deviceAt,
    reading: OtherReading.parse(JSON.parse(reading)),
    skewMs: skewMs ?? 0,
    errorMs,
  };
}
