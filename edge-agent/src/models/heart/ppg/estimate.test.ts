import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../sources/simulated-class.ts';
import { summaryOf } from '../rate.ts';
import { syntheticBeats, syntheticWrist } from '../synthetic.ts';
import { ratesFromPpg } from './estimate.ts';

interface Scene {
  readonly bpm: (t: number) => number;
  readonly cadence: number | null;
  readonly artefact: number;
  readonly seed: number;
}

const SECONDS = 90;

/** Mean error (bpm) of what was given, the part given, and the part whose interval holds the truth. */
function measured({ bpm, cadence, artefact, seed }: Scene) {
  const beats = syntheticBeats({ seconds: SECONDS, bpm, seed });
  const { ppg, acceleration } = syntheticWrist({ beats, seconds: SECONDS, seed, cadence, artefact });
  const rates = ratesFromPpg(ppg, acceleration);
  // A rate bears the time of the end of its 10 s window: it is that of five seconds before.
  const errors = rates.flatMap((at) =>
    at.bpm === null ? [] : [Math.abs(at.bpm - bpm(Math.max(2.5, at.t - 5)))],
  );
  return {
    mae: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    coverage: summaryOf(rates).coverage,
  };
}

describe('heart rate from a wrist', () => {
  it('is right within 2 bpm at rest, from slow to fast', () => {
    for (const [n, rate] of [48, 62, 90, 125, 170].entries()) {
      const { mae, coverage } = measured({ bpm: () => rate, cadence: null, artefact: 0, seed: 10 + n });
      expect(mae).toBeLessThan(2);
      expect(coverage).toBeGreaterThan(0.9);
    }
  });

  it('is right or absent where the arm swings steadily, off the rate and at it', () => {
    const rising = (t: number) => 80 + 50 * (1 - Math.exp(-t / 40));
    for (const [n, cadence] of [100, 120, 160].entries()) {
      const { mae, coverage } = measured({ bpm: rising, cadence, artefact: 1.5, seed: 21 + n });
      if (coverage > 0.05) expect(mae).toBeLessThan(4);
    }
  });

  it('is refused where there is only noise, and where nothing is worn', () => {
    const random = seededRandom(41);
    const t = Array.from({ length: 60 * 25 }, (_, i) => i / 25);
    const noise = ratesFromPpg({ t, values: t.map(() => random()) }, null);
    expect(summaryOf(noise).coverage).toBeLessThan(0.5);
    const off = ratesFromPpg({ t, values: t.map(() => 17) }, null);
    expect(off.map(({ bpm, because }) => ({ bpm, because }))).toEqual(
      off.map(() => ({ bpm: null, because: 'no_signal' })),
    );
  });

  it('is none of less than four seconds', () => {
    expect(ratesFromPpg({ t: [0, 1, 2, 3], values: [1, 2, 1, 2] }, null)).toEqual([]);
  });
});
