import type { DeviceId, HeartRateSample } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOf, CLOCK_AHEAD_MS, hear, type LiveState, MAX_DEVICES, NOTHING_HEARD } from './live-state.ts';

const NOW = 1_800_000_000_000;
const device = (name: string) => name as DeviceId;
const sample = (changes: Partial<HeartRateSample>): HeartRateSample => ({
  device: device('strap-1'),
  at: NOW,
  n: 1,
  deviceAt: null,
  bpm: 120,
  contact: 'detected',
  energyKj: null,
  rrMs: [],
  confidence: 1,
  doubt: null,
  ...changes,
});
const MONO = 5_000_000;
const heard = (samples: readonly HeartRateSample[], state: LiveState = NOTHING_HEARD): LiveState =>
  hear(state, samples, { now: NOW, mono: MONO });

describe('the live state', () => {
  it('keeps the newest sample of each strap, in whatever order and however often they come', () => {
    const arbitrary = fc.array(
      fc.record({
        device: fc.constantFrom(device('strap-1'), device('strap-2')),
        at: fc.integer({ min: NOW - 60_000, max: NOW }),
      }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(arbitrary, fc.array(fc.nat(39), { maxLength: 20 }), (times, again) => {
        // The rate tells the time, so that two samples of one instant are the same sample.
        const samples = times.map(({ device: of, at }) => sample({ device: of, at, bpm: 60 + (at % 100) }));
        const repeated = again.flatMap((i) => samples[i % samples.length] ?? []);
        const { hearts } = heard([...samples, ...repeated]);
        for (const of of new Set(times.map((time) => time.device))) {
          const newest = Math.max(...times.filter((time) => time.device === of).map((time) => time.at));
          expect(hearts.get(of)).toMatchObject({ at: newest, bpm: 60 + (newest % 100), doubt: null });
        }
      }),
    );
  });

  it.each([
    [{ doubt: 'no_contact' as const }, 'no_contact'],
    [{ bpm: null }, 'no_value'],
    [{ bpm: 0 }, 'no_value'],
    [{ bpm: 301 }, 'out_of_range'],
  ])('has no number for a sample with %o, but a reason', (changes, doubt) => {
    expect(heard([sample(changes)]).hearts.get(device('strap-1'))).toMatchObject({
      at: NOW,
      bpm: null,
      doubt,
    });
  });

  it('believes no clock that is ahead of ours, and counts', () => {
    const state = heard([
      sample({ at: NOW + CLOCK_AHEAD_MS + 1 }),
      sample({ at: NOW + CLOCK_AHEAD_MS, bpm: 99 }),
    ]);
    expect(state.hearts.get(device('strap-1'))?.bpm).toBe(99);
    expect(state.fromTheFuture).toBe(1);
  });

  it('forgets the strap heard longest ago when it is full, and counts', () => {
    const many = Array.from({ length: MAX_DEVICES + 2 }, (_, i) =>
      sample({ device: device(`strap-${i}`), at: NOW - MAX_DEVICES + i - 2 }),
    );
    const state = heard(many);
    expect(state.hearts.size).toBe(MAX_DEVICES);
    expect(state.hearts.has(device('strap-1'))).toBe(false);
    expect(state.hearts.has(device('strap-2'))).toBe(true);
    expect(state.forgotten).toBe(2);
  });

  it.each([
    ['goes on', { now: NOW + 4_000, mono: MONO + 4_000 }, 4_000],
    ['was set back an hour', { now: NOW - 3_600_000, mono: MONO + 4_000 }, 4_000],
    ['was set forward an hour', { now: NOW + 3_600_000, mono: MONO + 4_000 }, 3_600_000],
    ['stood still while the machine slept', { now: NOW + 60_000, mono: MONO }, 60_000],
  ])('grows old as it must while the clock %s', (_what, moment, expected) => {
    const heart = heard([sample({})]).hearts.get(device('strap-1'));
    expect(heart && ageOf(heart, moment)).toBe(expected);
  });

  it('counts a sample that comes late as old from the beginning', () => {
    const heart = heard([sample({ at: NOW - 10_000 })]).hearts.get(device('strap-1'));
    expect(heart && ageOf(heart, { now: NOW - 3_600_000, mono: MONO + 1_000 })).toBe(11_000);
  });

  it('goes on after the clock was set back: what is from the future then does not win', () => {
    const later = hear(heard([sample({})]), [sample({ at: NOW - 3_599_000, bpm: 99 })], {
      now: NOW - 3_599_000,
      mono: MONO + 1_000,
    });
    expect(later.hearts.get(device('strap-1'))?.bpm).toBe(99);
  });
});
