import { GRADES, SEXES } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { itemsOf, scoreItem } from '../index.ts';
import { BONUS_GROUPS } from './generated/bonus.ts';
import { tablesOf } from './tables.ts';

const groups = GRADES.flatMap((grade) => SEXES.map((sex) => ({ grade, sex })));

describe('weights', () => {
  it.each(groups)('of grade $grade, $sex, sum to 100, and the bonus caps to 20', ({ grade, sex }) => {
    const items = itemsOf(grade, sex);
    expect(items.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
    expect(items.reduce((sum, { bonusCap }) => sum + bonusCap, 0)).toBe(20);
    expect(new Set(items.map(({ item }) => item)).size).toBe(items.length);
  });
});

describe('bonus', () => {
  it('is earned up to the cap of its item and no further', () => {
    for (const { grade, sex } of groups) {
      for (const { item, bonusCap, bonusSteps, floors, sign, scale } of tablesOf(grade, sex)) {
        expect(bonusSteps).toHaveLength(bonusCap);
        const best = ((floors[0] ?? 0) + (bonusSteps.at(-1) ?? 0) + 1) * sign;
        expect(scoreItem({ item, grade, sex, value: best / scale })?.bonus).toBe(bonusCap);
      }
    }
  });

  it('begins beyond the 100-point row, in whole steps, and implies 100 points', () => {
    for (const [item, key, , beyond] of BONUS_GROUPS) {
      const { grade, sex } = groups.find((group) => `${group.sex}/${group.grade}` === key) ?? {};
      if (grade === undefined || sex === undefined) throw new Error(key);
      const table = tablesOf(grade, sex).find((candidate) => candidate.item === item);
      const top = table?.floors[0] ?? Number.NaN;
      const at = (steps: number) =>
        scoreItem({ item, grade, sex, value: (top + steps) * (table?.sign ?? Number.NaN) });
      expect(at(0)).toMatchObject({ score: 100, bonus: 0 });
      for (const [index, steps] of beyond.entries()) {
        expect(at(steps)).toMatchObject({ score: 100, bonus: index + 1 });
        expect(at(steps - 1)).toMatchObject({ bonus: index });
      }
    }
  });

  it.each([
    [1, 0],
    [2, 1],
    [3, 1],
    [4, 2],
    [6, 3],
    [7, 4],
    [8, 5],
    [9, 6],
    [12, 9],
    [13, 10],
    [30, 10],
  ])("a girl's %d sit-ups beyond 100 points are not linear: %d", (beyond, bonus) => {
    // Grade 8 girls: 51 sit-ups are 100 points.
    const scored = scoreItem({ item: 'sit_up_1min', grade: '8', sex: 'female', value: 51 + beyond });
    expect(scored?.bonus).toBe(bonus);
  });

  it.each([
    [3, 0],
    [4, 1],
    [8, 2],
    [19, 4],
    [20, 5],
    [22, 5],
    [23, 6],
    [26, 7],
    [29, 8],
    [32, 9],
    [34, 9],
    [35, 10],
    [60, 10],
  ])("a boy's 1000 m %d s under 100 points is not linear: %d", (seconds, bonus) => {
    // Grade 8 boys: 3'50" are 100 points.
    const scored = scoreItem({ item: 'run_1000m', grade: '8', sex: 'male', value: 230 - seconds });
    expect(scored?.bonus).toBe(bonus);
  });

  it.each([
    [4, 0],
    [5, 1],
    [9, 1],
    [49, 9],
    [50, 10],
    [90, 10],
  ])("a girl's 800 m %d s under 100 points is linear: %d", (seconds, bonus) => {
    // Grade 8 girls: 3'30" are 100 points.
    const scored = scoreItem({ item: 'run_800m', grade: '8', sex: 'female', value: 210 - seconds });
    expect(scored?.bonus).toBe(bonus);
  });

  it.each([
    [1, 0],
    [2, 1],
    [39, 19],
    [40, 20],
    [80, 20],
  ])('%d rope skips beyond 100 points earn %d', (beyond, bonus) => {
    // Grade 1 boys: 109 skips are 100 points.
    const scored = scoreItem({ item: 'rope_skip_1min', grade: '1', sex: 'male', value: 109 + beyond });
    expect(scored?.bonus).toBe(bonus);
  });
});
