import type { DeviceId, OtherReading, ReadingSample } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeviceBook, hearReadings } from './device-book.ts';
import { CLOCK_AHEAD_MS, MAX_DEVICES } from './live-state.ts';

const NOW = 1_800_000_000_000;
const moment = { now: NOW, mono: 5_000_000 };
const BAND = 'band-1' as DeviceId;
const quantity = (
  name: 'battery' | 'spo2' | 'steps',
  value: number,
  doubt: 'poor_signal' | null = null,
): OtherReading => ({ kind: 'quantity', quantity: name, value, confidence: 1, doubt });
const told = (at: number, reading: OtherReading, device = BAND): ReadingSample => ({
  ...{ device, at, n: 1, deviceAt: null, reading },
});
const heard = (...samples: ReadingSample[]): DeviceBook => hearReadings(new Map(), samples, moment);

describe('what devices told', () => {
  it('is the newest of each quantity, in whatever order they come', () => {
    const times = fc.uniqueArray(fc.nat(60_000), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(times, fc.array(fc.nat(19), { maxLength: 10 }), (ages, again) => {
        const samples = ages.map((age) => told(NOW - age, quantity('battery', age % 101)));
        const repeated = again.flatMap((i) => samples[i % samples.length] ?? []);
        const news = heard(...samples, ...repeated).get(BAND);
        const newest = Math.min(...ages);
        expect(news?.told.battery).toEqual({ at: NOW - newest, value: newest % 101 });
        expect(news).toMatchObject({ at: NOW - newest, mono: moment.mono - newest });
      }),
    );
  });

  it('keeps quantities apart, and none of those that a live page does not show', () => {
    const news = heard(
      told(NOW - 9, quantity('battery', 50)),
      told(NOW - 5, quantity('spo2', 97)),
      told(NOW - 1, quantity('steps', 4)),
    ).get(BAND);
    expect(news?.told).toEqual({ battery: { at: NOW - 9, value: 50 }, spo2: { at: NOW - 5, value: 97 } });
    expect(news?.at).toBe(NOW - 1);
  });

  it('has no number for a doubtful value, also where an older one was trusted', () => {
    const news = heard(
      told(NOW - 9, quantity('spo2', 97)),
      told(NOW - 1, quantity('spo2', 60, 'poor_signal')),
    ).get(BAND);
    expect(news?.told.spo2).toEqual({ at: NOW - 1, value: null });
  });

  it('counts any reading as a sign of life, but none from the future', () => {
    expect(heard(told(NOW - 7, { kind: 'tag', tag: 'SYN-1' })).get(BAND)).toMatchObject({ at: NOW - 7 });
    expect(heard(told(NOW + CLOCK_AHEAD_MS + 1, quantity('battery', 1))).size).toBe(0);
  });

  it('is bounded: those heard longest ago are forgotten', () => {
    const many = Array.from({ length: MAX_DEVICES + 2 }, (_, i) =>
      told(NOW - i, quantity('battery', 1), `band-${i}` as DeviceId),
    );
    const book = heard(...many);
    expect(book.size).toBe(MAX_DEVICES);
    expect([book.has('band-0' as DeviceId), book.has(`band-${MAX_DEVICES}` as DeviceId)]).toEqual([
      true,
      false,
    ]);
  });
});
