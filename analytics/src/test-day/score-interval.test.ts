import { ITEMS } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundItemValue, scoreItem } from '../standard/index.ts';
import { proposedRetests } from './proposed-retests.ts';
import { scoreInterval } from './score-interval.ts';
import { place, pupil, resultOf, scene } from './test-day.fixture.ts';

describe("a station's stated error, carried through the table", () => {
  // Boys of grade 8, 50 m: 80 to 7.9 s, 78 to 8.1 s; good begins at 80.
  it.each([
    [7.95, 0.05, { low: 7.9, high: 8, lowScore: 78, highScore: 80, crossesLevel: true }],
    [8.1, 0, { low: 8.1, high: 8.1, lowScore: 78, highScore: 78, crossesLevel: false }],
    [8.05, 0.02, { low: 8.1, high: 8.1, lowScore: 78, highScore: 78, crossesLevel: false }],
  ] as const)('%d s, off by %d s', (value, error, expected) => {
    expect(scoreInterval({ item: 'run_50m', grade: '8', sex: 'male', value, error })).toEqual(expected);
  });

  it('rounds as the plan does', () => {
    const measured = { item: 'run_50m', grade: '8', sex: 'male', value: 7.95, error: 0.05 } as const;
    expect(scoreInterval({ ...measured, rounding: 'truncate' })).toMatchObject({ low: 7.9, high: 8 });
    expect(scoreInterval({ ...measured, value: 7.96, rounding: 'truncate' })).toMatchObject({
      low: 7.9,
      high: 8,
    });
  });

  it('holds the score of every value within it', () => {
    const value = fc.integer({ min: 500, max: 1500 }).map((cs) => cs / 100);
    const error = fc.integer({ min: 0, max: 50 }).map((cs) => cs / 100);
    fc.assert(
      fc.property(value, error, fc.double({ min: -1, max: 1, noNaN: true }), (measured, bound, part) => {
        const group = { item: 'run_50m', grade: '8', sex: 'male' } as const;
        const interval = scoreInterval({ ...group, value: measured, error: bound });
        const truth = roundItemValue('run_50m', measured + part * bound);
        const score = scoreItem({ ...group, value: truth })?.score;
        expect(score).toBeGreaterThanOrEqual(interval?.lowScore ?? 101);
        expect(score).toBeLessThanOrEqual(interval?.highScore ?? -1);
      }),
    );
  });

  it('is of scored items only, and of items of the group', () => {
    const at = { grade: '8', sex: 'male', error: 1 } as const;
    expect(scoreInterval({ ...at, item: 'height', value: 160 })).toBeNull();
    expect(scoreInterval({ ...at, item: 'run_800m', value: ITEMS.run_800m.min })).toBeNull();
  });
});

describe('a retest', () => {
  const ann = pupil('ann', { tag: 'a' });
  const day = () => scene([ann], { stations: [place('s-1', 'run_50m', 0.05)] });

  it('is proposed where the error reaches over a level line, until there is a second attempt', () => {
    const crossing = day();
    crossing.hear('run_50m', 7.95, { tag: 'a' });
    expect(resultOf(crossing.fold(), 'ann', 'run_50m').interval).toMatchObject({ crossesLevel: true });
    expect(proposedRetests(crossing.fold())).toEqual([{ subject: 'ann', item: 'run_50m' }]);
    crossing.decide({ kind: 'retest_granted', subject: ann.subject, item: 'run_50m', reason: 'close' });
    crossing.hear('run_50m', 7.95, { tag: 'a' });
    expect(proposedRetests(crossing.fold())).toEqual([]);
  });

  it('is not proposed where no line is near, nor for what no station of the plan measured', () => {
    const clear = day();
    clear.hear('run_50m', 8.05, { tag: 'a' });
    expect(proposedRetests(clear.fold())).toEqual([]);
  });
});
