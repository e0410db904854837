import {
  type ClockStamp,
  type DeviceId,
  GatewayId,
  type HeartRateSample,
  type Instant,
  SchoolId,
  TizhiError,
  toHeartRateBlock,
} from '@tizhi/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeStoredReadings } from './stored-readings.contract.ts';
import type { StoredHeartRate, TelemetryMessage, TelemetryRange, TelemetryStore } from './telemetry-store.ts';

/** What an implementation brings, so that the contract can be held against it. */
export interface TelemetryHarness {
  /** A store with nothing in it. */
  empty(): Promise<TelemetryStore>;
  /** Makes the stores not answer, as a crash or a lock would. */
  interrupt(): Promise<void>;
  /** Ends the interruption. The stores opened before must work again. */
  resume(): Promise<void>;
  remove(): Promise<void>;
}

/** Everything a stream gives. */
export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of stream) all.push(one);
  return all;
}

const SCHOOL = SchoolId.parse('school-1');
const GATEWAY = GatewayId.parse('gym');
const ALL: TelemetryRange = { from: 0, to: 4_102_444_800_000 };
const MORNING: Instant = 1_757_290_000_000;

/** `n` 0: it gets its number from the message that carries it. */
const sample = (device: string, at: Instant, more: Partial<HeartRateSample> = {}): HeartRateSample => ({
  device: device as DeviceId,
  at,
  n: 0,
  deviceAt: null,
  bpm: 120,
  contact: 'detected',
  confidence: 1,
  doubt: null,
  energyKj: null,
  rrMs: [],
  ...more,
});

/** Samples numbered as the `part`-th thousand of what a gateway heard. */
const numbered = (part: number, samples: readonly HeartRateSample[]): HeartRateSample[] =>
  samples.map((each, row) => ({ ...each, n: each.n === 0 ? part * 1_000 + row + 1 : each.n }));

const CLOCK: ClockStamp = { skewMs: 0, shiftMs: 0, errorMs: null };

const message = (
  part: number,
  samples: readonly HeartRateSample[],
  from: { school?: SchoolId; gateway?: GatewayId; clock?: ClockStamp } = {},
): TelemetryMessage => ({
  school: from.school ?? SCHOOL,
  gateway: from.gateway ?? GATEWAY,
  clock: from.clock ?? CLOCK,
  body: { kind: 'telemetry', blocks: [toHeartRateBlock(numbered(part, samples))] },
});

const stored = (s: HeartRateSample): StoredHeartRate => ({
  ...s,
  school: SCHOOL,
  gateway: GATEWAY,
  skewMs: 0,
  errorMs: null,
});
const read = (store: TelemetryStore, range: Partial<TelemetryRange> = {}): Promise<StoredHeartRate[]> =>
  collect(store.heartRate({ ...ALL, ...range }));
const codeOf = (error: unknown): string => (error instanceof TizhiError ? error.code : String(error));

/** The promises of {@link TelemetryStore}, run on every implementation of it. */
export function describeTelemetryStore(open: () => Promise<TelemetryHarness>): void {
  let harness: TelemetryHarness;
  beforeAll(async () => {
    harness = await open();
  });
  afterAll(() => harness.remove());

  const withStore = async (test: (store: TelemetryStore) => Promise<void>): Promise<void> => {
    const store = await harness.empty();
    try {
      await test(store);
    } finally {
      await store.close();
    }
  };

  describe('what is written is what is read', () => {
    it('gives every field back exactly, with nulls, doubts, RR intervals and energy', () =>
      withStore(async (store) => {
        const samples = [
          sample('strap-1', MORNING, { rrMs: [501.953125, 812.5], energyKj: 0 }),
          sample('strap-2', MORNING + 1, { bpm: null, doubt: 'no_value', contact: 'lost', confidence: 0 }),
          sample('strap-3', MORNING + 2, { bpm: 0, doubt: 'out_of_range', confidence: 0.30000000000000004 }),
          sample('strap-4', MORNING + 3, { bpm: 65_535, energyKj: 65_535, contact: 'unsupported' }),
          sample('strap-5', MORNING + 4, { rrMs: Array.from({ length: 256 }, (_, n) => (n * 1000) / 1024) }),
        ];
        await store.write([message(1, samples)]);
        expect(await read(store)).toEqual(numbered(1, samples).map(stored));
      }));

    it('round-trips any message', () =>
      fc.assert(
        fc.asyncProperty(fc.array(anySample, { minLength: 1, maxLength: 40 }), (samples) =>
          withStore(async (store) => {
            await store.write([message(7, samples)]);
            expect(await read(store)).toEqual(numbered(7, samples).map(stored).sort(inOrder));
          }),
        ),
        { numRuns: 25 },
      ));

    it('has nothing before the first write', () =>
      withStore(async (store) => expect(await read(store)).toEqual([])));

    it('takes a write of no messages', () =>
      withStore(async (store) => {
        await store.write([]);
        expect(await read(store)).toEqual([]);
      }));

    it('keeps what a time rests on: device time, gateway time and the error', () =>
      withStore(async (store) => {
        const clocks: ClockStamp[] = [
          { skewMs: 0, shiftMs: 0, errorMs: null },
          { skewMs: -3_600_000, shiftMs: 0, errorMs: 12 },
          { skewMs: 0, shiftMs: 1_757_000_000_000, errorMs: 7_200_000 },
        ];
        for (const [part, clock] of clocks.entries())
          await store.write([message(part, [sample('strap-1', 9_000, { deviceAt: 777 })], { clock })]);
        const found = await read(store);
        expect(found.map(({ at, skewMs, errorMs }) => ({ at, skewMs, errorMs }))).toEqual([
          { at: 9_000, skewMs: 0, errorMs: null },
          { at: 9_000, skewMs: -3_600_000, errorMs: 12 },
          { at: 1_757_000_009_000, skewMs: 1_757_000_000_000, errorMs: 7_200_000 },
        ]);
        expect(found.map(({ deviceAt }) => deviceAt)).toEqual([777, 777, 777]);
      }));
  });

  describe('a point has an identity', () => {
    it('changes nothing when the same messages come again, alone or among new ones', () =>
      withStore(async (store) => {
        const first = message(1, [sample('strap-1', MORNING), sample('strap-1', MORNING + 1000)]);
        const second = message(2, [sample('strap-1', MORNING + 2000)]);
        await store.write([first]);
        await store.write([first, first]);
        await store.write([first, second]);
        expect((await read(store)).map(({ at }) => at - MORNING)).toEqual([0, 1000, 2000]);
      }));

    it('keeps two samples of one device in the same millisecond, in their order', () =>
      withStore(async (store) => {
        const twins = message(1, [
          sample('strap-1', MORNING, { bpm: 141 }),
          sample('strap-1', MORNING, { bpm: 140 }),
        ]);
        const third = message(2, [sample('strap-1', MORNING, { bpm: 139 })]);
        await store.write([twins, third]);
        await store.write([third, twins]);
        expect((await read(store)).map(({ bpm }) => bpm)).toEqual([141, 140, 139]);
      }));

    it('takes a reading that comes again in another message for the one it has', () =>
      withStore(async (store) => {
        const [first, second] = numbered(1, [sample('strap-1', MORNING), sample('strap-1', MORNING)]) as [
          HeartRateSample,
          HeartRateSample,
        ];
        await store.write([message(1, [first, second])]);
        await store.write([message(2, [second]), message(3, [first])]);
        expect((await read(store)).map(({ n }) => n)).toEqual([first.n, second.n]);
      }));

    it('stores the rows of all blocks of a message', () =>
      withStore(async (store) => {
        const blocks = [150, 149].map((bpm, n) => toHeartRateBlock([sample('strap-1', MORNING, { bpm, n })]));
        await store.write([
          { school: SCHOOL, gateway: GATEWAY, clock: CLOCK, body: { kind: 'telemetry', blocks } },
        ]);
        expect((await read(store)).map(({ bpm }) => bpm)).toEqual([150, 149]);
      }));

    it('keeps what two gateways heard of one device apart', () =>
      withStore(async (store) => {
        const field = GatewayId.parse('field');
        await store.write([message(1, [sample('strap-1', MORNING)])]);
        await store.write([message(1, [sample('strap-1', MORNING)], { gateway: field })]);
        expect((await read(store)).map(({ gateway }) => gateway)).toEqual(['field', 'gym']);
      }));

    it('keeps the millisecond of the last digits: 999,999 ns do not round up', () =>
      withStore(async (store) => {
        const rows = Array.from({ length: 1000 }, (_, row) =>
          sample(`strap-${row}`, MORNING, { n: 999_000 + row }),
        );
        await store.write([message(1, rows)]);
        const times = new Set((await read(store)).map(({ at }) => at));
        expect([...times]).toEqual([MORNING]);
      }));
  });

  describeStoredReadings(withStore);

  describe('reading a range', () => {
    it('orders by time, then device, whatever the order of arrival', () =>
      withStore(async (store) => {
        await store.write([message(1, [sample('strap-2', MORNING + 5), sample('strap-2', MORNING)])]);
        await store.write([message(2, [sample('strap-1', MORNING + 5), sample('strap-3', MORNING)])]);
        expect((await read(store)).map(({ at, device }) => [at - MORNING, device])).toEqual([
          [0, 'strap-2'],
          [0, 'strap-3'],
          [5, 'strap-1'],
          [5, 'strap-2'],
        ]);
      }));

    it('includes `from` and excludes `to`', () =>
      withStore(async (store) => {
        await store.write([
          message(
            1,
            [0, 1, 2, 3].map((n) => sample('strap-1', MORNING + n)),
          ),
        ]);
        const range = { from: MORNING + 1, to: MORNING + 3 };
        expect((await read(store, range)).map(({ at }) => at - MORNING)).toEqual([1, 2]);
        expect(await read(store, { from: MORNING, to: MORNING })).toEqual([]);
      }));

    it('filters by school and by devices', () =>
      withStore(async (store) => {
        const other = SchoolId.parse('school-2');
        const devices = Array.from({ length: 300 }, (_, n) => `strap-${n}` as DeviceId);
        await store.write([
          message(
            1,
            devices.map((device) => sample(device, MORNING)),
          ),
        ]);
        await store.write([message(1, [sample('strap-1', MORNING + 1)], { school: other })]);
        expect(await read(store)).toHaveLength(301);
        expect(await read(store, { school: other })).toHaveLength(1);
        expect(await read(store, { devices: ['strap-1' as DeviceId] })).toHaveLength(2);
        expect(await read(store, { devices: devices.slice(0, 250), school: SCHOOL })).toHaveLength(250);
        expect(await read(store, { devices: [] })).toEqual([]);
        expect(await read(store, { devices: ['nobody' as DeviceId] })).toEqual([]);
      }));

    it('streams far more than one batch or one page, complete and in order', () =>
      withStore(async (store) => {
        const devices = Array.from({ length: 45 }, (_, n) => `strap-${n}`);
        const messages = Array.from({ length: 560 }, (_, second) =>
          message(
            second + 1,
            devices.map((device) => sample(device, MORNING + second * 1000, { bpm: second % 200 })),
          ),
        );
        await store.write(messages);
        const found = await read(store);
        expect(found).toHaveLength(560 * 45);
        expect(found).toEqual([...found].sort(inOrder));
        expect(new Set(found.map(({ at, device }) => `${at} ${device}`)).size).toBe(560 * 45);
        expect(found.every(({ at, bpm }) => bpm === ((at - MORNING) / 1000) % 200)).toBe(true);
      }));

    it('streams a single millisecond that is larger than a page', () =>
      withStore(async (store) => {
        const rows = Array.from({ length: 1000 }, (_, n) => sample('strap-1', MORNING, { bpm: n }));
        const messages = Array.from({ length: 12 }, (_, n) => message(n, rows));
        await store.write([...messages, message(20, [sample('strap-1', MORNING + 1)])]);
        expect(await read(store)).toHaveLength(12_001);
      }));

    it('may be left before its end, and the store goes on working', () =>
      withStore(async (store) => {
        await store.write([message(1, [sample('strap-1', MORNING), sample('strap-2', MORNING)])]);
        for await (const first of store.heartRate(ALL)) {
          expect(first.device).toBe('strap-1');
          break;
        }
        await store.write([message(2, [sample('strap-3', MORNING)])]);
        expect(await read(store)).toHaveLength(3);
      }));
  });

  describe('an interruption', () => {
    it('is told as TIZHI_STORE_UNAVAILABLE, and ends by itself', () =>
      withStore(async (store) => {
        const before = message(1, [sample('strap-1', MORNING)]);
        const during = message(2, [sample('strap-1', MORNING + 1)]);
        await store.write([before]);
        await harness.interrupt();
        try {
          expect(await store.write([during]).then(() => 'stored', codeOf)).toBe('TIZHI_STORE_UNAVAILABLE');
        } finally {
          await harness.resume();
        }
        expect(await store.ping()).toBe(true);
        await store.write([during]);
        expect((await read(store)).map(({ at }) => at - MORNING)).toEqual([0, 1]);
      }));

    it('a closed store says so, and closing twice is harmless', async () => {
      const store = await harness.empty();
      expect(await store.ping()).toBe(true);
      await store.close();
      await store.close();
      expect(await store.ping()).toBe(false);
      const write = store.write([message(1, [sample('strap-1', MORNING)])]);
      expect(await write.then(() => 'stored', codeOf)).toBe('TIZHI_STORE_UNAVAILABLE');
      expect(await read(store).catch(codeOf)).toBe('TIZHI_STORE_UNAVAILABLE');
    });
  });
}

/** The order the interface promises, for samples of one school and gateway; a stable sort keeps rows. */
function inOrder(a: HeartRateSample, b: HeartRateSample): number {
  return a.at - b.at || (a.device < b.device ? -1 : a.device > b.device ? 1 : 0);
}

const anySample: fc.Arbitrary<HeartRateSample> = fc.record({
  device: fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,6}[a-z0-9])?$/).map((text) => text as DeviceId),
  n: fc.constant(0),
  deviceAt: fc.option(fc.integer({ min: 0, max: 4_102_444_800_000 })),
  at: fc.oneof(fc.integer({ min: 0, max: 4_102_444_799_999 }), fc.constantFrom(0, 1, MORNING, MORNING + 1)),
  bpm: fc.option(fc.integer({ min: 0, max: 65_535 })),
  contact: fc.constantFrom('detected', 'lost', 'unsupported'),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
  doubt: fc.option(fc.constantFrom('no_contact', 'out_of_range', 'manual')),
  energyKj: fc.option(fc.integer({ min: 0, max: 65_535 })),
  rrMs: fc.array(
    fc.double({ min: 0, max: 64_000, noNaN: true }).map((value) => value + 0),
    { maxLength: 9 },
  ),
});
