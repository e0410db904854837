import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summaryOf } from '../rate.ts';
import { type SyntheticEcg, syntheticBeats, syntheticEcg } from '../synthetic.ts';
import { detectQrs } from './detect.ts';
import { ratesFromBeats } from './rates.ts';

const found = (ecg: SyntheticEcg): number[] => detectQrs(syntheticEcg(ecg)).map(({ t }) => t);

/** Parts of the true beats found and of the found ones true, within 50 ms. */
function against(truth: readonly number[], beats: readonly number[]) {
  const near = (t: number, all: readonly number[]): boolean =>
    all.some((other) => Math.abs(other - t) <= 0.05);
  return {
    sensitivity: truth.filter((t) => near(t, beats)).length / truth.length,
    precision: beats.length === 0 ? 0 : beats.filter((t) => near(t, truth)).length / beats.length,
  };
}

const SECONDS = 20;
const ANY_ECG = fc.record({
  fs: fc.constantFrom(100, 130, 250, 360, 500, 1000),
  bpm: fc.integer({ min: 45, max: 200 }),
  size: fc.constantFrom(0.001, 1, 200),
  polarity: fc.constantFrom(1 as const, -1 as const),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

describe('heartbeats in an ECG', () => {
  it('are all but one found, and none made up, at any sampling rate, size, pace and polarity', () => {
    fc.assert(
      fc.property(ANY_ECG, ({ fs, bpm, size, polarity, seed }) => {
        const beats = syntheticBeats({ seconds: SECONDS, bpm: () => bpm, seed });
        const { t, values } = syntheticEcg({ beats, seconds: SECONDS, fs, seed, noise: 0.02, polarity });
        const scaled = Float64Array.from(values, (v) => v * size);
        const got = detectQrs({ t, values: scaled }).map((beat) => beat.t);
        const { sensitivity, precision } = against(beats, got);
        expect((1 - sensitivity) * beats.length).toBeLessThan(1.5);
        expect((1 - precision) * got.length).toBeLessThan(1.5);
      }),
      { numRuns: 60 },
    );
  });

  it('are found where some are early and wide', () => {
    fc.assert(
      fc.property(
        ANY_ECG,
        fc.double({ min: 0.2, max: 0.4, noNaN: true }),
        ({ fs, bpm, polarity, seed }, early) => {
          const even = syntheticBeats({ seconds: SECONDS, bpm: () => Math.min(110, bpm), seed });
          const wide = new Set([...even.keys()].filter((n) => n > 4 && n % 9 === 0 && n < even.length - 3));
          const beats = even.map((t, n) => (wide.has(n) ? t - early * (t - (even[n - 1] as number)) : t));
          const got = found({ beats, seconds: SECONDS, fs, seed, noise: 0.02, polarity, wide });
          const lost = [...wide].filter((n) => against([beats[n] as number], got).sensitivity === 0);
          expect(lost.length).toBeLessThanOrEqual(1);
          expect((1 - against(beats, got).precision) * got.length).toBeLessThan(1.5);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('are found while the rate rises from rest to effort', () => {
    const beats = syntheticBeats({ seconds: 90, bpm: (t) => 75 + t * 1.2, seed: 5 });
    expect(against(beats, found({ beats, seconds: 90, fs: 130, seed: 5, noise: 0.05 }))).toEqual({
      sensitivity: 1,
      precision: 1,
    });
  });

  it('are still found by more than 95 % under electrode noise as large as the beat is', () => {
    const beats = syntheticBeats({ seconds: 120, bpm: () => 85, seed: 7 });
    const { sensitivity, precision } = against(
      beats,
      found({ beats, seconds: 120, fs: 250, seed: 7, noise: 0.4 }),
    );
    expect(sensitivity).toBeGreaterThan(0.95);
    expect(precision).toBeGreaterThan(0.95);
  });

  it('carry no rate when there is only noise', () => {
    const noise = syntheticEcg({ beats: [], seconds: 60, fs: 250, seed: 8, noise: 0.5 });
    expect(summaryOf(ratesFromBeats(detectQrs(noise)).rate).coverage).toBeLessThan(0.2);
  });

  it('are none in a flat line, in nothing and in two seconds', () => {
    const flat = { t: Array.from({ length: 5000 }, (_, i) => i / 250), values: new Array(5000).fill(3) };
    expect(detectQrs(flat)).toEqual([]);
    expect(detectQrs({ t: [], values: [] })).toEqual([]);
    expect(detectQrs({ t: flat.t.slice(0, 500), values: flat.values.slice(0, 500) })).toEqual([]);
  });
});
