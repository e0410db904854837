import { join } from 'node:path';
import {
  type DeviceId,
  heartRatesIn,
  type OtherReading,
  type Reading,
  readingsIn,
  type TelemetryBody,
} from '@tizhi/contracts';
import { defineDevice, findDefinition } from '@tizhi/firmware-adapters';
import { temporaryFolder } from '@tizhi/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outboxOn, quiet, SYNCED } from '../outbox/outbox.fixture.ts';
import { sqliteDisk } from '../outbox/sqlite-disk.ts';
import { Pipeline } from './pipeline.ts';

const BAND = 'band-1' as DeviceId;
const trust = { confidence: 1, doubt: null };
const heart: Reading = {
  ...{ kind: 'heart_rate', bpm: 90, contact: 'detected', energyKj: null, rrMs: [] },
  ...trust,
};
const others: readonly OtherReading[] = [
  { kind: 'quantity', quantity: 'spo2', value: 97, ...trust },
  { kind: 'quantity', quantity: 'battery', value: null, confidence: 0, doubt: 'no_value' },
  {
    ...{ kind: 'waveform', signal: 'ecg', fsHz: 130, sensorMs: 5, channels: [[1, 2, 3]] },
    ...trust,
  },
  { kind: 'tag', tag: 'SYN-1' },
  { kind: 'timing', event: 'finish', trigger: 'gate', channel: 1, number: 7, timeMs: 9_000, ...trust },
  { kind: 'device_info', field: 'firmware', text: '1.2.3' },
];
/** A band each frame of which tells everything there is, one heart rate before it and one after. */
const band = defineDevice({
  id: 'synthetic/band',
  name: { zh: '手环', en: 'Band' },
  measures: ['heart_rate', 'spo2', 'battery', 'ecg', 'tag', 'timing', 'device_info'],
  identity: { kind: 'configured' },
  framing: { kind: 'message', maxLength: 4 },
  decode: () => [heart, ...others, heart],
  golden: [],
});

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

function startPipeline(): { pipeline: Pipeline; live: TelemetryBody[]; close: () => void } {
  const live: TelemetryBody[] = [];
  const outbox = outboxOn(sqliteDisk({ file: join(folder.path, 'outbox.db'), maxBytes: 100_000_000 }));
  const pipeline = new Pipeline({
    devices: new Map([[BAND, band]]),
    outbox,
    rule: { enabled: true, sustainedSeconds: 30, gapSeconds: 5, clearMarginBpm: 5, clearSeconds: 10 },
    log: quiet,
    newId: () => '00000000-0000-4000-8000-000000000001',
    monotonic: () => 0,
    stamp: () => SYNCED,
    live: ({ body }) => {
      if (body !== undefined) live.push(body);
    },
  });
  return { pipeline, live, close: () => outbox.close() };
}
const hear = (pipeline: Pipeline, at: number): void =>
  pipeline.frame({ device: BAND, at, deviceAt: 44, bytes: new Uint8Array([1]) });

describe('readings that are no heart rate', () => {
  it('leave the gateway as they were decoded, numbered in one count with the heart rates', () => {
    const { pipeline, live, close } = startPipeline();
    hear(pipeline, 1_000);
    pipeline.flush();
    expect(live).toHaveLength(1);
    const [body] = live as [TelemetryBody];
    expect(readingsIn(body)).toEqual(
      others.map((reading, i) => ({ device: BAND, at: 1_000, n: i + 2, deviceAt: 44, reading })),
    );
    expect(heartRatesIn(body).map(({ n }) => n)).toEqual([1, others.length + 2]);
    expect(pipeline.counters.readings).toBe(others.length + 2);
    close();
  });

  it('are counted on from where they were after a restart, also where the last was no heart rate', () => {
    const first = startPipeline();
    hear(first.pipeline, 1_000);
    first.pipeline.flush();
    first.close();
    const second = startPipeline();
    hear(second.pipeline, 2_000);
    second.pipeline.flush();
    const [body] = second.live as [TelemetryBody];
    const numbers = [...heartRatesIn(body), ...readingsIn(body)].map(({ n }) => n);
    const count = others.length + 2;
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => count + i + 1));
    second.close();
  });

  it('are read by the definition that the frame names, with the doubt of its source', () => {
    const { pipeline, live, close } = startPipeline();
    const battery = findDefinition('gatt/2a19');
    if (!battery.ok) throw new Error('no battery');
    const frame = { device: BAND, at: 1_000, bytes: Uint8Array.of(64), definition: battery.value };
    pipeline.frame(frame);
    pipeline.frame({ ...frame, at: 1_001, doubt: 'out_of_range' });
    pipeline.flush();
    const level = { kind: 'quantity', quantity: 'battery', value: 64 };
    expect(readingsIn(live[0] as TelemetryBody).map(({ reading }) => reading)).toEqual([
      { ...level, confidence: 1, doubt: null },
      { ...level, confidence: 0, doubt: 'out_of_range' },
    ]);
    close();
  });
});
