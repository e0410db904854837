import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../sources/simulated-class.ts';
import { type Example, fitWeights, logOdds, sigmoid } from './logistic.ts';

const none = { bias: 0, weights: [0, 0] };

/** Examples whose labels are drawn by these weights. */
function drawn(of: { bias: number; weights: readonly number[]; seed: number; count: number }): Example[] {
  const { seed, count, ...weights } = of;
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const degrees = weights.weights.map(() => 1.5 * random());
    return { degrees, correct: random() < sigmoid(logOdds(weights, degrees)) ? 1 : 0, weight: 1 };
  });
}

describe('weights of faults', () => {
  it('are found again from examples that they drew', () => {
    const examples = drawn({ bias: 2, weights: [4, 1], seed: 3, count: 4_000 });
    const { bias, weights } = fitWeights(examples, { prior: none, strength: 0.01 });
    expect(bias).toBeCloseTo(2, 0);
    expect(Math.abs((weights[0] as number) - 4)).toBeLessThan(0.4);
    expect(Math.abs((weights[1] as number) - 1)).toBeLessThan(0.4);
  });

  it('are never negative, whatever the labels say, and leave no slope that would lower the loss', () => {
    const example = fc.record({
      degrees: fc.tuple(
        fc.double({ min: 0, max: 1.5, noNaN: true }),
        fc.double({ min: 0, max: 1.5, noNaN: true }),
      ),
      correct: fc.constantFrom(0 as const, 1 as const),
      weight: fc.double({ min: 0.1, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(example, { minLength: 1, maxLength: 40 }), (examples) => {
        const fitted = fitWeights(examples, { prior: none, strength: 0.5 });
        for (const [k, weight] of fitted.weights.entries()) {
          expect(weight).toBeGreaterThanOrEqual(0);
          const slope = examples.reduce(
            (sum, { degrees, correct, weight: own }) =>
              sum + own * (correct - sigmoid(logOdds(fitted, degrees))) * (degrees[k] as number),
            0.5 * weight,
          );
          if (weight > 0) expect(Math.abs(slope)).toBeLessThan(1e-3);
          else expect(slope).toBeGreaterThan(-1e-3);
        }
      }),
    );
  });

  it('are the prior where there is no example, and stay near it where it is firm', () => {
    const prior = { bias: 2.5, weights: [5, 1] };
    expect(fitWeights([], { prior, strength: 1 })).toEqual(prior);
    const against: Example[] = [{ degrees: [1, 1], correct: 1, weight: 1 }];
    const firm = fitWeights(against, { prior, strength: 1_000 });
    expect(firm.weights[0]).toBeCloseTo(5, 1);
    expect(fitWeights(against, { prior, strength: 0.1 }).weights[0]).toBeLessThan(4);
  });
});
