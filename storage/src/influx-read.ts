import { contactOf, Doubt } from '@tizhi/contracts';
import { z } from 'zod';
import { PLACE, type Query, readPages, type Table } from './influx-pages.ts';
import { rrFromText } from './rr-text.ts';
import type { StoredHeartRate, TelemetryRange } from './telemetry-store.ts';

const Row = z.tuple([
  ...PLACE,
  z.int().nullable(),
  z.int(),
  z.number(),
  Doubt.nullable(),
  z.int().nullable(),
  z.string().nullable(),
  z.int().nullable(),
  z.int().nullable(),
  z.int().nullable(),
]);
type Row = z.infer<typeof Row>;

const TABLE: Table<Row> = {
  measurement: 'heart_rate',
  columns: ['bpm', 'contact', 'confidence', 'doubt', 'energyKj', 'rr', 'deviceAt', 'skewMs', 'errorMs'],
  row: Row,
  pageRows: 8_000,
};

export async function* readHeartRate(
  query: Query,
  range: TelemetryRange,
): AsyncGenerator<StoredHeartRate, void, undefined> {
  for await (const row of readPages({ table: TABLE, query }, range)) yield toSample(row);
}

function toSample(row: Row): StoredHeartRate {
  const [at, school, gateway, device, n, bpm, contact, confidence, doubt, energyKj, rr, ...times] = row;
  const [deviceAt, skewMs, errorMs] = times;
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
