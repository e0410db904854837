import { describe, expect, test } from 'vitest';
import { adjustedEffect, type BeforeAfter, type SimulatedProgramme, simulateProgramme } from './index.ts';

const REPETITIONS = 300;

/** Share of seeded repetitions whose interval holds the effect that the process really has, in per cent. */
function coverage(process: Omit<SimulatedProgramme, 'seed'>): {
  readonly covered: number;
  readonly mean: number;
} {
  let covered = 0;
  let sum = 0;
  for (let seed = 1; seed <= REPETITIONS; seed++) {
    const found = adjustedEffect(simulateProgramme({ ...process, seed }));
    if (found.kind === 'none') throw new Error(found.reason);
    const { value, low, high } = found.effect;
    if (low <= process.effect && process.effect <= high) covered++;
    sum += value;
  }
  return { covered: (100 * covered) / REPETITIONS, mean: sum / REPETITIONS };
}

describe('a 95 % interval holds the true effect in 92 to 98 of 100 schools', () => {
  test.each([
    ['where the worse classes were chosen', 'weak_classes', 10],
    ['where the worse pupils of every class were chosen', 'weak_pupils', 10],
    ['where classes were chosen by lot', 'lot', 8],
  ] as const)('%s', (_, chosen, classes) => {
    const { covered, mean } = coverage({ classes, pupilsPerClass: 30, effect: 3, chosen });
    expect(covered).toBeGreaterThanOrEqual(92);
    expect(covered).toBeLessThanOrEqual(98);
    expect(Math.abs(mean - 3)).toBeLessThan(1);
  });
});

test('a programme without any effect for pupils with a bad test gets no praise for their recovery', () => {
  const pupils = simulateProgramme({
    seed: 4,
    classes: 20,
    pupilsPerClass: 40,
    effect: 0,
    chosen: 'weak_pupils',
  });
  const gain = (treated: boolean) => {
    const own = pupils.filter((pupil) => pupil.treated === treated);
    return own.reduce((sum, { before, after }) => sum + after - before, 0) / own.length;
  };
  expect(gain(true) - gain(false)).toBeGreaterThan(4);
  const found = adjustedEffect(pupils);
  expect(found.kind === 'estimated' && found.effect.low < 0 && found.effect.high > 0).toBe(true);
});

describe('no effect is told', () => {
  const pupils = (of: {
    readonly treated: number;
    readonly compared: number;
    readonly each: number;
  }): BeforeAfter[] =>
    Array.from({ length: of.treated + of.compared }, (_, n) =>
      Array.from({ length: of.each }, (_, seat) => ({
        class: `c${n}`,
        stratum: '4-6',
        girl: seat % 2 === 0,
        before: 60 + ((seat * 7 + n * 3) % 20),
        after: 64 + ((seat * 5 + n * 11) % 20),
        treated: n < of.treated,
      })),
    ).flat();

  test('with fewer than four classes on one side', () => {
    expect(adjustedEffect(pupils({ treated: 3, compared: 9, each: 30 }))).toEqual({
      kind: 'none',
      reason: 'few_classes',
    });
    expect(adjustedEffect(pupils({ treated: 4, compared: 4, each: 30 })).kind).toBe('estimated');
  });

  test('with fewer than ten pupils on one side', () => {
    const few = [...pupils({ treated: 4, compared: 0, each: 2 })].map((each) => ({
      ...each,
      class: `t-${each.class}`,
    }));
    expect(adjustedEffect([...few, ...pupils({ treated: 0, compared: 5, each: 30 })])).toEqual({
      kind: 'none',
      reason: 'few_pupils',
    });
  });

  test('where nobody of the same tests went without', () => {
    const other = pupils({ treated: 0, compared: 5, each: 30 }).map((each) => ({ ...each, stratum: '6-8' }));
    expect(adjustedEffect([...pupils({ treated: 5, compared: 0, each: 30 }), ...other])).toEqual({
      kind: 'none',
      reason: 'nobody_alike',
    });
  });
});
