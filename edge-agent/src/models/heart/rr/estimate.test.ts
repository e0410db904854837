import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spoiltIntervals, syntheticBeats } from '../synthetic.ts';
import { ratesFromRr } from './estimate.ts';

const intervals = (seed: number, seconds = 180): number[] => {
  const beats = syntheticBeats({ seconds, bpm: (t) => 80 + 60 * (1 - Math.exp(-t / 40)), seed });
  return beats.slice(1).map((t, n) => t - (beats[n] as number));
};

describe('heart rate from RR intervals', () => {
  it('is off by less than half a bpm when one interval in twenty is spoilt', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const rr = intervals(seed);
        const truth = ratesFromRr(rr, { start: 0 }).rate;
        const { rate } = ratesFromRr(spoiltIntervals(rr, { share: 0.05, seed }), { start: 0 });
        const errors = rate.flatMap((at, n) => {
          const right = truth[n]?.bpm;
          return at.bpm === null || right == null ? [] : [Math.abs(at.bpm - right)];
        });
        expect(errors.length).toBeGreaterThan(0.95 * rate.length);
        expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.5);
      }),
      { numRuns: 30 },
    );
  });

  it('says what it took the intervals for', () => {
    const rr = Array.from({ length: 40 }, () => 0.7);
    const { rejected } = ratesFromRr([...rr, 1.4, ...rr, 0.3, 0.4, ...rr, 0.5, 0.9, ...rr], { start: 0 });
    expect(rejected).toEqual({ missed: 1, extra: 2, ectopic: 2, gap: 0 });
  });

  it('leaves clean intervals alone', () => {
    expect(ratesFromRr(intervals(3), { start: 0 }).rejected).toEqual({
      missed: 0,
      extra: 0,
      ectopic: 0,
      gap: 0,
    });
  });

  it('is refused while contact is lost, and comes back', () => {
    const rr = Array.from({ length: 40 }, () => 0.75);
    const { rate } = ratesFromRr([...rr, 22.3, ...rr], { start: 0 });
    const at = (t: number) => rate.find((each) => each.t === t);
    expect(at(41)).toMatchObject({ bpm: null, because: 'contact_lost' });
    expect(at(70)?.bpm).toBeCloseTo(80, 5);
  });

  it('is a refusal where there are no intervals', () => {
    expect(ratesFromRr([], { start: 0 }).rate).toMatchObject([{ bpm: null, because: 'contact_lost' }]);
  });
});
