import { type FitnessTest, SubjectId, Trajectory } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { type City, cityPupil } from '../city/index.ts';
import { fitnessTest } from '../screening/fitness-test.fixture.ts';
import { DEFAULT_REFERENCE, DEVIATES, type Measure, type Reference, trajectoryOf } from './index.ts';

const SUBJECT = SubjectId.parse('synthetic-pupil');
const group = (
  grade: '4' | '6' | '8',
  measure: Measure,
  at: (deviate: number) => number,
  schoolYear: number | null = null,
) => ({
  sex: 'male' as const,
  grade,
  measure,
  schoolYear,
  n: 500,
  values: DEVIATES.map(at),
});
const REFERENCE: Reference = {
  version: 'a reference for tests',
  groups: [
    group('6', 'vital_capacity', (z) => 2000 + 100 * z),
    group('6', 'vital_capacity', (z) => 2100 + 100 * z, 2021),
    group('6', 'run_50m', (z) => 10 - 0.5 * z),
    group('6', 'bmi', (z) => 18 + 2 * z),
    group('8', 'vital_capacity', (z) => 3000 + 200 * z),
    group('8', 'pull_up', (z) => Math.max(0, Math.round(2 * z))),
  ],
  forecasts: [],
};
const of = (...tests: Partial<FitnessTest>[]) =>
  trajectoryOf({ subject: SUBJECT, tests: tests.map((test) => fitnessTest(test)) }, REFERENCE);
const item = (trajectory: Trajectory, key: string) =>
  trajectory.tests.at(-1)?.items.find((standing) => standing.item === key);

describe('a standing', () => {
  it('is a percentile and a deviate in the group, better being higher whichever way the item runs', () => {
    const trajectory = of({ values: { vital_capacity: 2100, run_50m: 9.5 } });
    expect(item(trajectory, 'vital_capacity')).toMatchObject({ z: 1, percentile: 84.1, display: '2100' });
    expect(item(trajectory, 'run_50m')).toMatchObject({ z: 1, percentile: 84.1, display: '9.5' });
    expect(item(of({ values: { run_50m: 10.5 } }), 'run_50m')).toMatchObject({ z: -1, percentile: 15.9 });
  });

  it('of the body-mass index has no percentile, for neither end is better', () => {
    expect(item(of({ values: { height: 100, weight: 22 } }), 'bmi')).toMatchObject({
      z: 2,
      percentile: null,
      value: 22,
    });
  });

  it('is against the own cohort where the reference knows it', () => {
    const values = { vital_capacity: 2100 };
    expect(item(of({ schoolYear: 2021, values }), 'vital_capacity')?.z).toBe(0);
    expect(item(of({ schoolYear: 2022, values }), 'vital_capacity')?.z).toBe(1);
  });

  it('of a result that many share is the middle of their share: half the boys do no pull-up', () => {
    // 0 stands at every deviate up to 0, so 0 pull-ups are the lower 50 %: their middle is the 25th percentile
    expect(item(of({ grade: '8', values: { pull_up: 0 } }), 'pull_up')).toMatchObject({
      percentile: 25,
      z: -0.67,
    });
  });

  it('never goes beyond 4 deviates, and what the reference does not know has none', () => {
    expect(item(of({ values: { vital_capacity: 9000 } }), 'vital_capacity')?.z).toBe(4);
    expect(item(of({ values: { sit_and_reach: 5 } }), 'sit_and_reach')).toMatchObject({
      z: null,
      percentile: null,
      score: 72,
    });
  });

  it('of an item without a result is empty, not 0', () => {
    expect(item(of({ values: {} }), 'run_50m')).toEqual({
      item: 'run_50m',
      value: null,
      display: '—',
      score: null,
      level: null,
      percentile: null,
      z: null,
    });
  });
});

describe('a change', () => {
  const change = (before: number, after: number) =>
    of(
      { grade: '6', schoolYear: 2019, values: { vital_capacity: before } },
      { grade: '8', schoolYear: 2021, values: { vital_capacity: after } },
    ).changes[0];

  it('is in deviates of the two groups, with 90 % of what two tests of that reliability may differ by', () => {
    // reliability 0.88: 1.645 x sqrt(2 x 0.12) = 0.81
    expect(change(2000, 3200)).toEqual({
      item: 'vital_capacity',
      fromGrade: '6',
      toGrade: '8',
      change: { value: 1, low: 0.19, high: 1.81, level: 90 },
      direction: 'better',
    });
    expect(change(2000, 2800)?.direction).toBe('worse');
  });

  it('says nothing while 0 is within', () => {
    expect(change(2000, 3160)).toMatchObject({ direction: 'unclear', change: { value: 0.8, low: -0.01 } });
  });
});

describe('points of the grade 4/6/8 rule', () => {
  /** Grade 8 boy, all at their 60-point rows, bmi normal: 15 + 0.85 x 60 = 66. */
  const PASSING: FitnessTest['values'] = {
    height: 165,
    weight: 52,
    vital_capacity: 2000,
    run_50m: 9.9,
    sit_and_reach: -1.4,
    standing_long_jump: 170,
    pull_up: 5,
    run_1000m: 305,
  };

  it('come from the total, unconfirmed, and flagged where the source contradicts itself', () => {
    const points = of({ grade: '8', values: PASSING }).tests[0];
    expect(points).toMatchObject({
      total: 66,
      points: { ruleVersion: 'BJ-2021-468', points: 7.5, confirmed: false, suspect: false },
    });
    const better = of({ grade: '8', values: { ...PASSING, run_1000m: 240 } }).tests[0];
    expect(better).toMatchObject({ points: { points: 8, suspect: true } });
  });

  it('are never derived without a total or for who is exempt or deferred, and only for grades 4, 6 and 8', () => {
    expect(
      of({ grade: '8', values: { ...PASSING, run_1000m: undefined } as never }).tests[0]?.points?.points,
    ).toBeNull();
    for (const why of ['exempt', 'deferred'] as const)
      expect(
        of({ grade: '8', values: PASSING, notMeasured: { pull_up: why } }).tests[0]?.points?.points,
      ).toBeNull();
    expect(
      of({ grade: '8', values: PASSING, notMeasured: { pull_up: 'absent' } }).tests[0]?.points?.points,
    ).toBe(7.5);
    expect(of({ grade: '7', values: {} }).tests[0]?.points).toBeNull();
  });
});

describe('a forecast', () => {
  /** Not the city that the reference was trained on. */
  const CITY: City = { seed: 31, pupils: 100_000, lastSchoolYear: 2026, cohorts: 5 };
  const histories = Array.from({ length: 400 }, (_, n) => cityPupil(CITY, n * 250).history);
  const until = (history: (typeof histories)[number], grades: readonly string[]) =>
    trajectoryOf({ ...history, tests: history.tests.filter(({ grade }) => grades.includes(grade)) });

  it('is a valid message in order: low, expected, high; chances between 0 and 1', () => {
    for (const history of histories.slice(0, 50)) {
      const trajectory = until(history, ['4', '6']);
      expect(() => Trajectory.parse(trajectory)).not.toThrow();
      const { forecast } = trajectory;
      const estimates = [forecast?.total ?? [], ...(forecast?.items.map(({ value }) => value) ?? [])].flat();
      for (const { low, value, high } of estimates) {
        expect(low).toBeLessThanOrEqual(value);
        expect(value).toBeLessThanOrEqual(high);
      }
    }
  });

  it('knows no more than the group from little, and is surer with both tests than with one', () => {
    const widths = (grades: readonly string[]) =>
      histories.flatMap((history) => {
        const total = until(history, grades).forecast?.total;
        return total == null ? [] : [total.high - total.low];
      });
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(widths(['4', '6']))).toBeLessThan(mean(widths(['4'])));
    const boy = fitnessTest({ grade: '4', values: { vital_capacity: 4000 } });
    const total = trajectoryOf({ subject: SUBJECT, tests: [boy] }).forecast?.total;
    expect(total?.value).toBeLessThan(85);
  });

  it('ends with the grade-8 test, and needs a test of grade 4 or 6', () => {
    expect(until(histories[0] as never, ['4', '6', '8']).forecast).toBeNull();
    expect(trajectoryOf({ subject: SUBJECT, tests: [] }).forecast).toBeNull();
    expect(
      trajectoryOf({ subject: SUBJECT, tests: [fitnessTest({ grade: '5', values: { run_50m: 9 } })] })
        .forecast,
    ).toBeNull();
    expect(of({ values: { run_50m: 9 } }).forecast).toBeNull();
  });

  it('rests on what says that it is synthetic', () => {
    expect(until(histories[0] as never, ['4']).reference).toContain('synthetic');
    expect(DEFAULT_REFERENCE.forecasts.map(({ sex }) => sex)).toEqual(['male', 'female']);
  });
});
