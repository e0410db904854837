import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALM, type HrDecision, type HrLimits, type HrWatch, watchHeartRate } from './hr-above-ceiling.ts';

const LIMITS: HrLimits = {
  ceilingBpm: 180,
  sustainedMs: 30_000,
  gapMs: 5_000,
  clearMarginBpm: 5,
  clearMs: 10_000,
};

/** Plays `[second, bpm]` samples; gives the decisions. */
function play(samples: readonly (readonly [number, number])[], limits = LIMITS): HrDecision[] {
  let watch: HrWatch = CALM;
  return samples.flatMap(([second, bpm]) => {
    const step = watchHeartRate(watch, { sample: { at: second * 1000, bpm }, limits });
    watch = step.watch;
    return step.decision === null ? [] : [step.decision];
  });
}
const steady = (from: number, to: number, bpm: number): [number, number][] =>
  Array.from({ length: to - from + 1 }, (_, i) => [from + i, bpm]);

describe('heart rate above the ceiling', () => {
  it('is raised when it lasted exactly as long as the rule says, with the samples that decided it', () => {
    const [raised, ...more] = play([[0, 150], ...steady(1, 40, 190)]);
    expect(more).toEqual([]);
    expect(raised).toMatchObject({
      state: 'raised',
      from: 1_000,
      at: 31_000,
      maxBpm: 190,
      sustainedMs: 30_000,
    });
    expect(raised?.series).toHaveLength(31);
  });

  it('is not raised a moment earlier, nor at the ceiling itself', () => {
    expect(play(steady(1, 30, 190))).toEqual([]);
    expect(play(steady(1, 300, 180))).toEqual([]);
  });

  it('starts anew after one sample at or below the ceiling', () => {
    expect(play([...steady(1, 29, 190), [30, 180], ...steady(31, 60, 190)])).toEqual([]);
  });

  it('bridges a silence as long as the gap, and no longer', () => {
    const [raised] = play([...steady(1, 10, 190), ...steady(15, 40, 190)]);
    expect(raised).toMatchObject({ from: 1_000, at: 31_000 });
    expect(play([...steady(1, 10, 190), ...steady(16, 45, 190)])).toEqual([]);
  });

  it('clears only after the rate stayed below by the margin for the time it takes', () => {
    const raised = steady(0, 30, 190);
    const wavering: [number, number][] = Array.from({ length: 60 }, (_, i) => [
      31 + i,
      i % 3 === 0 ? 178 : 170,
    ]);
    expect(play([...raised, ...wavering])).toHaveLength(1);
    const decisions = play([...raised, ...steady(31, 45, 175)]);
    expect(decisions[1]).toMatchObject({
      state: 'cleared',
      from: 0,
      at: 41_000,
      maxBpm: 190,
      sustainedMs: 30_000,
    });
  });

  it('ignores late news', () => {
    expect(play([...steady(1, 29, 190), [5, 100], [30, 190], [31, 190]])).toHaveLength(1);
  });

  it('goes on at once when the clock of its samples was set back an hour, with an open alert open', () => {
    const before = steady(7_200, 7_230, 190);
    const decisions = play([...before, ...steady(3_631, 3_650, 190), ...steady(3_651, 3_665, 120)]);
    expect(decisions.map(({ state }) => state)).toEqual(['raised', 'cleared']);
    // The time of the new clock throughout; the first sample after the change stands for the last before.
    expect(decisions[1]).toMatchObject({ from: 3_601_000, at: 3_661_000, sustainedMs: 49_000 });
    expect(play([...steady(7_200, 7_220, 190), ...steady(3_621, 3_640, 190)])).toHaveLength(1);
  });

  it('keeps the evidence within its bound', () => {
    const dense = Array.from({ length: 5_000 }, (_, i): [number, number] => [i / 100, 190]);
    expect(play(dense)[0]?.series.length).toBeLessThanOrEqual(600);
  });

  const walk = fc
    .array(fc.record({ step: fc.integer({ min: 0, max: 8 }), bpm: fc.integer({ min: 165, max: 195 }) }), {
      minLength: 1,
      maxLength: 400,
    })
    .map((steps) => {
      let second = 0;
      return steps.map(({ step, bpm }): [number, number] => {
        second += step;
        return [second, bpm];
      });
    });
  const brief = { ...LIMITS, sustainedMs: 8_000, clearMs: 3_000, clearMarginBpm: 3 };

  it('raised and cleared always alternate, beginning with raised', () => {
    fc.assert(
      fc.property(walk, (samples) => {
        const states = play(samples, brief).map(({ state }) => state);
        expect(states).toEqual(states.map((_, i) => (i % 2 === 0 ? 'raised' : 'cleared')));
      }),
    );
  });

  it('the first alert comes at the first moment that a plain reading of the rule allows, or never', () => {
    fc.assert(
      fc.property(walk, (samples) => {
        const plain = samples.findIndex(([second], last) => {
          let from = second;
          for (let i = last; i >= 0; i--) {
            const [at, bpm] = samples[i] ?? [0, 0];
            if (bpm <= brief.ceilingBpm || (from - at) * 1000 > brief.gapMs) break;
            from = at;
          }
          const above = (samples[last]?.[1] ?? 0) > brief.ceilingBpm;
          return above && (second - from) * 1000 >= brief.sustainedMs;
        });
        const at = plain < 0 ? undefined : (samples[plain]?.[0] ?? 0) * 1000;
        expect(play(samples, brief)[0]?.at).toBe(at);
      }),
      { numRuns: 300 },
    );
  });

  it('every raised alert rests on an unbroken series above the ceiling', () => {
    fc.assert(
      fc.property(walk, (samples) => {
        for (const { state, series, from, at } of play(samples, brief)) {
          if (state !== 'raised') continue;
          expect(series.every(({ bpm }) => bpm > brief.ceilingBpm)).toBe(true);
          expect([series[0]?.at, series.at(-1)?.at]).toEqual([from, at]);
          const gaps = series.slice(1).map((point, i) => point.at - (series[i]?.at ?? 0));
          expect(Math.max(...gaps)).toBeLessThanOrEqual(brief.gapMs);
        }
      }),
    );
  });
});
