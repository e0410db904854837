import { GRADES, SEXES } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { type PupilValues, STANDARD_VERSION, scoreItem, scorePupil } from '../index.ts';
import { THRESHOLDS } from './generated/thresholds.ts';

/** What public calculators get wrong (rules.md and SOURCES.md of the shared standard notes), one test each. */
describe('traps', () => {
  it('no 2007 or 2013 rows: 98, 96 and 94 points do not exist', () => {
    const scores = new Set(
      THRESHOLDS.flatMap(({ groups }) => groups.flatMap(([, , cells]) => cells.map(([s]) => s))),
    );
    expect([...scores].sort((a, b) => b - a)).toEqual([
      100, 95, 90, 85, 80, 78, 76, 74, 72, 70, 68, 66, 64, 62, 60, 50, 40, 30, 20, 10,
    ]);
    expect(STANDARD_VERSION).toBe('CN-NSPFS-2014');
  });

  it('no interpolation: between the rows of 50 and 60 points there is only 50', () => {
    // Grade 8 boys, long jump: 170 cm is 60, 165 cm is 50.
    const at = (value: number) =>
      scoreItem({ item: 'standing_long_jump', grade: '8', sex: 'male', value })?.score;
    expect([165, 166, 167, 168, 169, 170].map(at)).toEqual([50, 50, 50, 50, 50, 60]);
  });

  it('equality earns the row, also where lower is better', () => {
    expect(scoreItem({ item: 'run_50m', grade: '8', sex: 'male', value: 7.5 })?.score).toBe(100);
    expect(scoreItem({ item: 'run_50m', grade: '8', sex: 'male', value: 7.6 })?.score).toBe(95);
  });

  it('worse than the 10-point row is 0', () => {
    expect(scoreItem({ item: 'standing_long_jump', grade: '8', sex: 'male', value: 144 })?.score).toBe(0);
  });

  it("girls are scored by the girls' tables", () => {
    const jump = (sex: 'male' | 'female') =>
      scoreItem({ item: 'standing_long_jump', grade: '8', sex, value: 200 })?.score;
    expect([jump('female'), jump('male')]).toEqual([100, 74]);
  });

  it("girls' rope bonus starts at the girls' 100 points", () => {
    // Grade 5: girls 158, boys 148.
    const bonus = (sex: 'male' | 'female') =>
      scoreItem({ item: 'rope_skip_1min', grade: '5', sex, value: 158 })?.bonus;
    expect([bonus('female'), bonus('male')]).toEqual([0, 5]);
  });

  it('grade 10 vital capacity is 4540, 4420, 4300 and not the 5040, 4800, 4560 of public calculators', () => {
    const at = (value: number) =>
      scoreItem({ item: 'vital_capacity', grade: '10', sex: 'male', value })?.score;
    expect([4540, 4420, 4300].map(at)).toEqual([100, 95, 90]);
  });

  it('no pull-up is 0 points, in every grade', () => {
    const secondary = GRADES.slice(6);
    for (const grade of secondary)
      expect(scoreItem({ item: 'pull_up', grade, sex: 'male', value: 0 })).toMatchObject({
        score: 0,
        level: 'fail',
      });
  });

  it('one pull-up in grade 7 is 30 points: the table has no cells for 20 and 10', () => {
    expect(scoreItem({ item: 'pull_up', grade: '7', sex: 'male', value: 1 })?.score).toBe(30);
    expect(scoreItem({ item: 'pull_up', grade: '8', sex: 'male', value: 1 })?.score).toBe(20);
  });

  it('pull-ups never score 78, 74, 70, 66 or 62', () => {
    for (const grade of GRADES.slice(6))
      for (let value = 0; value <= 40; value += 1)
        expect([78, 74, 70, 66, 62]).not.toContain(
          scoreItem({ item: 'pull_up', grade, sex: 'male', value })?.score,
        );
  });

  it('an unrounded BMI falls into no hole between the bands', () => {
    // Grade 1 boys: normal to 18.1, overweight from 18.2.
    const level = (value: number) => scoreItem({ item: 'bmi', grade: '1', sex: 'male', value })?.level;
    expect([18.1, 18.14, 18.15, 18.19, 18.2].map(level)).toEqual([
      'normal',
      'normal',
      'overweight',
      'overweight',
      'overweight',
    ]);
  });

  it('BMI has four names and three scores of its own', () => {
    const at = (value: number) => {
      const { score, level } = scoreItem({ item: 'bmi', grade: '1', sex: 'male', value }) ?? {};
      return [score, level];
    };
    expect([13.4, 13.5, 18.2, 20.4].map(at)).toEqual([
      [80, 'underweight'],
      [100, 'normal'],
      [80, 'overweight'],
      [60, 'obese'],
    ]);
  });

  it('sit-ups of grades 3 to 6 earn no bonus', () => {
    for (const sex of SEXES)
      for (const grade of ['3', '4', '5', '6'] as const)
        expect(scoreItem({ item: 'sit_up_1min', grade, sex, value: 99 })).toMatchObject({
          score: 100,
          bonus: 0,
        });
  });

  it('boys of grade 7 and later have no sit-ups, girls no pull-ups', () => {
    expect(scoreItem({ item: 'sit_up_1min', grade: '7', sex: 'male', value: 50 })).toBeUndefined();
    expect(scoreItem({ item: 'pull_up', grade: '7', sex: 'female', value: 5 })).toBeUndefined();
  });

  it('50 m is carried up: 10.11 s is 10.2 s', () => {
    // Grade 1 boys: 10.2 s is 100 points, 10.3 s is 95.
    expect(scoreItem({ item: 'run_50m', grade: '1', sex: 'male', value: 10.11 })).toMatchObject({
      value: 10.2,
      score: 100,
    });
    expect(scoreItem({ item: 'run_50m', grade: '1', sex: 'male', value: 10.21 })).toMatchObject({
      value: 10.3,
      score: 95,
    });
  });

  /**
   * Grade 3 boy: BMI 100 x 15 + vital capacity 85 x 15 + 50 m 100 x 20 + reach 95 x 20 + rope 76 x 20 +
   * sit-ups 80 x 10 = 1500 + 1275 + 2000 + 1900 + 1520 + 800 = 8995 hundredths = 89.95.
   */
  const almostExcellent: PupilValues = {
    bmi: 16,
    vital_capacity: 1900,
    run_50m: 9.1,
    sit_and_reach: 14.9,
    rope_skip_1min: 90,
    sit_up_1min: 36,
  };

  it('a total of 89.95 rounds up to 90.0, and the rounded total is graded', () => {
    const scored = scorePupil({ grade: '3', sex: 'male', values: almostExcellent });
    expect(scored).toMatchObject({ standardScore: 90, bonus: 0, total: 90, level: 'excellent' });
  });

  it('the level is of the total with its bonus', () => {
    // Rope 100 instead of 76 points: 89.95 + 4.80; reach 60 instead of 95 points: - 7.00; together 87.75 -> 87.8.
    const good = { ...almostExcellent, sit_and_reach: -0.8 };
    const scored = (skips: number) =>
      scorePupil({ grade: '3', sex: 'male', values: { ...good, rope_skip_1min: skips } });
    expect(scored(126)).toMatchObject({ standardScore: 87.8, bonus: 0, total: 87.8, level: 'good' });
    expect(scored(130)).toMatchObject({ standardScore: 87.8, bonus: 2, total: 89.8, level: 'good' });
    expect(scored(132)).toMatchObject({ standardScore: 87.8, bonus: 3, total: 90.8, level: 'excellent' });
  });

  it.each([undefined, null, Number.NaN])('a missing item (%s) is no 0 and leaves no total', (missing) => {
    const scored = scorePupil({ grade: '3', sex: 'male', values: { ...almostExcellent, run_50m: missing } });
    expect(scored).toMatchObject({ standardScore: null, bonus: null, total: null, level: null });
    expect(scored.missing).toEqual(['run_50m']);
    expect(scored.items.run_50m).toBeUndefined();
    expect(scored.items.vital_capacity?.score).toBe(85);
  });
});
