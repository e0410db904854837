import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../sources/simulated-class.ts';
import type { RateAt } from '../rate.ts';
import type { Samples } from '../signal/series.ts';
import { syntheticBeats, syntheticEcg, syntheticWrist } from '../synthetic.ts';
import { HeartStream } from './heart-stream.ts';
import type { HeartChunk } from './live-heart.ts';

const SECONDS = 60;
const bpm = (t: number): number => 80 + 0.5 * t;
const beats = syntheticBeats({ seconds: SECONDS, bpm, seed: 5 });

const cut = ({ t, values }: Samples, from: number, to: number): Samples => {
  const kept = Array.from(t, (_, n) => n).filter((n) => (t[n] as number) >= from && (t[n] as number) < to);
  return { t: kept.map((n) => t[n] as number), values: kept.map((n) => values[n] as number) };
};

/** Asks once a second, and gives what came in that second first. */
function live(kind: HeartChunk['kind'], chunkOf: (from: number, to: number) => HeartChunk) {
  const stream = new HeartStream(kind);
  const rates: RateAt[] = [];
  let most = 0;
  for (let now = 1; now <= SECONDS; now += 1) {
    stream.add(chunkOf(now - 1, now));
    rates.push(stream.rateAt(now));
    most = Math.max(most, stream.held);
  }
  return { rates, most, stream };
}

const settled = (rates: readonly RateAt[]): readonly RateAt[] =>
  rates.filter(({ t }) => t > 20 && t < SECONDS - 1);
const worst = (rates: readonly RateAt[], behind: number): number =>
  Math.max(
    ...settled(rates).map((at) => Math.abs((at.bpm ?? Number.POSITIVE_INFINITY) - bpm(at.t - behind))),
  );

describe('a heart rate, live', () => {
  it('comes each second out of RR intervals', () => {
    const { rates } = live('rr', (from, to) => {
      const here = beats.flatMap((t, n) =>
        n > 0 && t >= from && t < to ? [t - (beats[n - 1] as number)] : [],
      );
      return { kind: 'rr', intervals: here, at: to };
    });
    expect(worst(rates, 3)).toBeLessThan(5);
  });

  it('comes each second out of an ECG', () => {
    const ecg = syntheticEcg({ beats, seconds: SECONDS, fs: 130, seed: 5, noise: 0.05 });
    const { rates, most } = live('ecg', (from, to) => ({ kind: 'ecg', samples: cut(ecg, from, to) }));
    expect(worst(rates, 4)).toBeLessThan(6);
    expect(most).toBeLessThan(13 * 130);
  });

  it('comes each second out of a wrist', () => {
    const wrist = syntheticWrist({ beats, seconds: SECONDS, seed: 5, cadence: null, artefact: 0 });
    const { rates } = live('ppg', (from, to) => ({
      kind: 'ppg',
      samples: cut(wrist.ppg, from, to),
      acceleration: null,
    }));
    expect(worst(rates, 5)).toBeLessThan(6);
  });

  it('is refused with the reason when the sensor falls silent, and holds no more than its limit', () => {
    const random = seededRandom(3);
    const ecg = new HeartStream('ecg');
    const rr = new HeartStream('rr');
    const ppg = new HeartStream('ppg');
    for (const stream of [ecg, rr, ppg])
      expect(stream.rateAt(0)).toMatchObject({ bpm: null, because: 'no_signal' });
    for (let n = 0; n < 20_000; n += 1) {
      // Ten thousand samples a second: a broken clock.
      const samples = { t: [n / 10_000], values: [random()] };
      ecg.add({ kind: 'ecg', samples });
      ppg.add({ kind: 'ppg', samples, acceleration: { t: samples.t, axes: [[1], [1], [1]] } });
      rr.add({ kind: 'rr', intervals: [0.8], at: n * 0.8 });
    }
    expect(ecg.held).toBeLessThanOrEqual(12 * 500 + 64);
    expect(ppg.held).toBeLessThanOrEqual(16 * 125 + 3 * 16 * 60 + 4 * 64);
    expect(rr.held).toBeLessThanOrEqual(30);
    for (const stream of [ecg, rr])
      expect(stream.rateAt(1e6)).toMatchObject({ bpm: null, because: 'contact_lost' });
    expect(ppg.rateAt(1e6)).toMatchObject({ bpm: null, because: 'no_signal' });
  });

  it('does not take what another sensor sends', () => {
    expect(() => new HeartStream('ecg').add({ kind: 'rr', intervals: [1], at: 0 })).toThrow(TypeError);
  });
});
