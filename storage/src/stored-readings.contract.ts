import {
  type ClockStamp,
  type DeviceId,
  GatewayId,
  type HeartRateSample,
  type ReadingSample,
  SchoolId,
  toHeartRateBlock,
  toReadingBlock,
} from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyOtherReading } from './reading-samples.contract.ts';
import type { ReadingRange, StoredReading, TelemetryMessage, TelemetryStore } from './telemetry-store.ts';

const SCHOOL = SchoolId.parse('school-1');
const GATEWAY = GatewayId.parse('gym');
const MORNING = 1_757_290_000_000;
const CLOCK: ClockStamp = { skewMs: 0, shiftMs: 0, errorMs: null };
const ALL: ReadingRange = { from: 0, to: 4_102_444_800_000 };

const heartOf = (n: number): HeartRateSample => ({
  ...{ device: 'band-1' as DeviceId, at: MORNING, n, deviceAt: null, bpm: 60 + n, contact: 'detected' },
  ...{ confidence: 1, doubt: null, energyKj: null, rrMs: [] },
});
const origin = { school: SCHOOL, gateway: GATEWAY, skewMs: 0, errorMs: null };
const readingOf = (n: number, more: Partial<ReadingSample> = {}): ReadingSample => ({
  ...{ device: 'band-1' as DeviceId, at: MORNING, n, deviceAt: null },
  reading: { kind: 'quantity', quantity: 'battery', value: n % 100, confidence: 1, doubt: null },
  ...more,
});
/** Heart rates and other readings in one message. */
const mixed = (
  hearts: readonly HeartRateSample[],
  readings: readonly ReadingSample[],
  from: { school?: SchoolId; clock?: ClockStamp } = {},
): TelemetryMessage => ({
  ...{ school: SCHOOL, gateway: GATEWAY, clock: CLOCK, ...from },
  body: {
    kind: 'telemetry',
    blocks: [
      ...(hearts.length > 0 ? [toHeartRateBlock(hearts)] : []),
      ...(readings.length > 0 ? [toReadingBlock(readings)] : []),
    ],
  },
});
const readOthers = (store: TelemetryStore, range: Partial<ReadingRange> = {}): Promise<StoredReading[]> =>
  collect(store.readings({ ...ALL, ...range }));

async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of stream) all.push(one);
  return all;
}

/** The promises of {@link TelemetryStore} on readings that are no heart rate. */
export function describeStoredReadings(
  withStore: (test: (store: TelemetryStore) => Promise<void>) => Promise<void>,
): void {
  describe('readings that are no heart rate', () => {
    it('come back exactly, whatever kind they are and whatever texts they hold', () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ reading: anyOtherReading, deviceAt: fc.option(fc.nat()) }), {
            minLength: 1,
            maxLength: 30,
          }),
          (all) =>
            withStore(async (store) => {
              const readings = all.map((each, i) => readingOf(i + 1, each));
              await store.write([mixed([], readings)]);
              expect(await readOthers(store)).toEqual(readings.map((each) => ({ ...each, ...origin })));
              expect(await collect(store.heartRate(ALL))).toEqual([]);
            }),
        ),
        { numRuns: 25 },
      ));

    it('may be as long as a reading can be', () =>
      withStore(async (store) => {
        const samples = Array.from({ length: 1_024 }, (_, i) => (i + 1) * -1.234567890123e-7);
        const reading = {
          ...{ kind: 'waveform' as const, signal: 'acceleration' as const, fsHz: 52, sensorMs: 1.5 },
          ...{ channels: Array(8).fill(samples), confidence: 1, doubt: null },
        };
        await store.write([mixed([], [readingOf(1, { reading })])]);
        expect((await readOthers(store))[0]?.reading).toEqual(reading);
      }));

    it('of a message with heart rates are stored once, and so are these, however often they come', () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
          fc.array(fc.nat(5), { minLength: 1, maxLength: 6 }),
          (isHeart, sendings) =>
            withStore(async (store) => {
              // One device, one millisecond, one count of numbers: only the number tells them apart.
              const hearts = isHeart.flatMap((heart, i) => (heart ? [heartOf(i + 1)] : []));
              const others = isHeart.flatMap((heart, i) => (heart ? [] : [readingOf(i + 1)]));
              const parts = [
                mixed(hearts, others),
                ...hearts.map((each) => mixed([each], [])),
                ...others.map((each) => mixed([], [each])),
              ];
              await store.write([parts[0] as TelemetryMessage]);
              for (const part of sendings)
                await store.write([parts[part % parts.length] as TelemetryMessage]);
              expect(await collect(store.heartRate(ALL))).toEqual(
                hearts.map((each) => ({ ...each, ...origin })),
              );
              expect(await readOthers(store)).toEqual(others.map((each) => ({ ...each, ...origin })));
            }),
        ),
        { numRuns: 15 },
      ));

    it('keep what their time rests on', () =>
      withStore(async (store) => {
        const clock = { skewMs: 250, shiftMs: 1_000, errorMs: 9 };
        await store.write([mixed([], [readingOf(1, { deviceAt: 777 })], { clock })]);
        const at = { at: MORNING + 1_000, skewMs: 1_250, errorMs: 9, deviceAt: 777 };
        expect(await readOthers(store)).toMatchObject([at]);
      }));

    it('are picked out by time, school, device and kind, in order', () =>
      withStore(async (store) => {
        const tag = { kind: 'tag' as const, tag: 'SYN-1' };
        const other = SchoolId.parse('school-2');
        await store.write([
          mixed(
            [],
            [
              readingOf(3, { at: MORNING + 2 }),
              readingOf(1),
              readingOf(2, { reading: tag }),
              readingOf(1, { device: 'a-band' as DeviceId, at: MORNING + 2 }),
            ],
          ),
          mixed([], [readingOf(9, { at: MORNING + 1 })], { school: other }),
        ]);
        const found = async (range: Partial<ReadingRange>) =>
          (await readOthers(store, range)).map(({ device, n }) => `${device} ${n}`);
        expect(await found({})).toEqual(['band-1 1', 'band-1 2', 'band-1 9', 'a-band 1', 'band-1 3']);
        expect(await found({ from: MORNING + 1, to: MORNING + 2 })).toEqual(['band-1 9']);
        expect(await found({ school: other })).toEqual(['band-1 9']);
        expect(await found({ devices: ['a-band' as DeviceId] })).toEqual(['a-band 1']);
        expect(await found({ devices: [] })).toEqual([]);
        expect(await found({ kinds: ['tag'] })).toEqual(['band-1 2']);
        expect(await found({ kinds: ['tag', 'quantity'], school: SCHOOL })).toHaveLength(4);
        expect(await found({ kinds: [] })).toEqual([]);
      }));

    it('are streamed over many pages, also those of one millisecond', () =>
      withStore(async (store) => {
        const count = 2_300;
        const spread = Array.from({ length: count }, (_, i) => readingOf(i + 1, { at: MORNING + i }));
        const twins = Array.from({ length: count }, (_, i) =>
          readingOf(count + i + 1, { at: MORNING + count + 5 }),
        );
        await store.write([spread, twins].map((part) => mixed([], part)));
        const numbers = (await readOthers(store)).map(({ n }) => n);
        expect(numbers).toEqual(Array.from({ length: 2 * count }, (_, i) => i + 1));
      }));
  });
}
