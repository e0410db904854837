import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../sources/simulated-class.ts';
import { fitNoise } from './fit-noise.ts';

/** Two points a quarter apart that go to and fro over the whole picture, and tremble by so much. */
function track(tremble: number, random: () => number) {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: 400 }, (_, n) => {
    const y = 0.5 + 0.4 * Math.sin(n / 12);
    const swap = n % 100 === 50;
    return [0, 1].map((side) => ({
      x: 0.3 + ((side === 1) === swap ? 0 : 0.25) + tremble * normal(),
      y: y + tremble * normal(),
      score: n % 40 < 4 && side === 0 ? 0.1 : 0.9,
    }));
  });
}

describe('the noise of a detector', () => {
  it('is told apart from the movement that the points follow', () => {
    const extent = 0.25;
    for (const tremble of [0.002, 0.006]) {
      const fitted = fitNoise([track(tremble, seededRandom(3))], [[0, 1]]);
      expect(Math.abs(fitted.tremble.median - tremble / extent)).toBeLessThan((0.2 * tremble) / extent);
      expect(fitted.unseen).toBeCloseTo(0.05, 2);
      expect(fitted.unseenFrames).toBeCloseTo(4, 5);
      // Each swap changes twice, there and back.
      expect(fitted.swaps).toBeCloseTo(8 / 400, 2);
    }
  });
});
