import { describe, expect, it } from 'vitest';
import { type RateAt, summaryOf } from '../rate.ts';
import type { Samples } from '../signal/series.ts';
import { diceOf } from '../simulate/dice.ts';
import { drawScene } from '../simulate/draw.ts';
import { coloured, GRID, zeros } from '../simulate/grid.ts';
import { simulateWrist } from '../simulate/wrist.ts';
import { syntheticBeats, syntheticWrist } from '../synthetic.ts';
import { ratesFromPpg } from './estimate.ts';

interface Scene {
  readonly bpm: (t: number) => number;
  readonly cadence: number | null;
  readonly artefact: number;
  readonly seed: number;
}

const SECONDS = 60;
const SEEDS = [1, 2, 3, 4, 5, 6];

/** Mean error (bpm) of what was given, the part given, and the part whose interval holds the truth. */
function measured({ bpm, cadence, artefact, seed }: Scene) {
  const beats = syntheticBeats({ seconds: SECONDS, bpm, seed });
  const { ppg, acceleration } = syntheticWrist({ beats, seconds: SECONDS, seed, cadence, artefact });
  const rates = ratesFromPpg(ppg, acceleration);
  // A rate bears the time of the end of its 10 s look: it is that of five seconds before.
  const given = rates.flatMap((at) => {
    const truth = bpm(Math.max(2.5, at.t - 5));
    return at.bpm === null
      ? []
      : [{ off: Math.abs(at.bpm - truth), inside: at.low <= truth && truth <= at.high }];
  });
  return {
    mae: given.reduce((sum, { off }) => sum + off, 0) / given.length,
    inside: given.filter(({ inside }) => inside).length / given.length,
    coverage: summaryOf(rates).coverage,
  };
}

/** Part of all seconds that were given a rate. */
const givenOf = (all: readonly (readonly RateAt[])[]): number => summaryOf(all.flat()).coverage;

/** Every second point of the grid: 25 samples a second. */
const lightOf = (grid: Float64Array): Samples => {
  const values = grid.filter((_, i) => i % 2 === 0);
  return { t: values.map((_, i) => (2 * i) / GRID), values };
};

describe('heart rate from a wrist', () => {
  it('is right within 2 bpm at rest, from slow to fast', { timeout: 60_000 }, () => {
    for (const [n, rate] of [50, 90, 170].entries()) {
      const { mae, coverage, inside } = measured({
        bpm: () => rate,
        cadence: null,
        artefact: 0,
        seed: 10 + n,
      });
      expect(mae).toBeLessThan(2);
      expect(coverage).toBeGreaterThan(0.9);
      expect(inside).toBeGreaterThan(0.6);
    }
  });

  it('follows a rise under an arm that swings steadily beside the rate', { timeout: 60_000 }, () => {
    const rising = (t: number) => 80 + 50 * (1 - Math.exp(-t / 40));
    for (const [n, cadence] of [60, 160, 180].entries()) {
      const { mae, coverage } = measured({ bpm: rising, cadence, artefact: 1, seed: 21 + n });
      expect(coverage).toBeGreaterThan(0.4);
      expect(mae).toBeLessThan(4);
    }
  });

  it('is refused where there is only noise: white, pink or drifting', { timeout: 60_000 }, () => {
    const white = SEEDS.map((seed) => {
      const dice = diceOf(seed);
      return ratesFromPpg(lightOf(zeros(40 * GRID).map(() => dice.gauss())), null);
    });
    const pink = SEEDS.map((seed) =>
      ratesFromPpg(lightOf(coloured(40 * GRID, { dice: diceOf(seed), power: 1 })), null),
    );
    const drifting = SEEDS.map((seed) => {
      const dice = diceOf(seed);
      let level = 0;
      const walk = zeros(40 * GRID).map(() => {
        level += dice.gauss();
        return level;
      });
      return ratesFromPpg(lightOf(walk), null);
    });
    for (const noise of [white, pink, drifting]) expect(givenOf(noise)).toBeLessThanOrEqual(0.05);
  });

  it('is refused where an arm moves and no pulse comes through', { timeout: 60_000 }, () => {
    const moved = Array.from({ length: 20 }, (_, n) => {
      const scene = drawScene(500 + n, {
        library: { rates: [], motions: [] },
        seconds: 30,
        kind: 'motion only',
      });
      const { ppg, acceleration } = simulateWrist(scene);
      return ratesFromPpg(ppg, acceleration);
    });
    // One arm in twenty taken for a pulse is 5 %: this is too small a sample for the aim itself (npm run bench).
    expect(givenOf(moved)).toBeLessThanOrEqual(0.1);
  });

  it('is none where nothing is worn', () => {
    const off = ratesFromPpg(lightOf(zeros(40 * GRID).fill(17)), null);
    expect(off.length).toBeGreaterThan(30);
    expect(off.map(({ bpm, because }) => ({ bpm, because }))).toEqual(
      off.map(() => ({ bpm: null, because: 'no_signal' })),
    );
  });

  it('is none of less than four seconds', () => {
    expect(ratesFromPpg({ t: [0, 1, 2, 3], values: [1, 2, 1, 2] }, null)).toEqual([]);
  });
});
