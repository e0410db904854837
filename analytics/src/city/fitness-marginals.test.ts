import { TESTED_GRADES, type TestedGrade } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { screeningOf } from '../screening/index.ts';
import { scorePupil } from '../standard/index.ts';
import { SHARES } from './growth-marginals.ts';
import { type City, cityPupil } from './index.ts';

/** Every 313th pupil of a whole city: many schools, none of which can carry a figure alone. */
const CITY: City = { seed: 468, pupils: 1_900_000, lastSchoolYear: 2025, cohorts: 5 };
const PUPILS = Array.from({ length: 6_000 }, (_, n) => cityPupil(CITY, n * 313));
const TESTS = PUPILS.flatMap(({ history }) => history.tests);

const shareOf = <T>(of: readonly T[], is: (one: T) => boolean): number =>
  (100 * of.filter(is).length) / of.length;

describe('levels of the annual total lie near those of the 2016 national study (PMC6189247, table 3)', () => {
  it.each([
    ['4', 'male', { excellent: 8.26, good: 25.92, pass: 57.71, fail: 8.11 }],
    ['6', 'male', { excellent: 8.26, good: 25.92, pass: 57.71, fail: 8.11 }],
    ['8', 'male', { excellent: 3.69, good: 17.8, pass: 62.76, fail: 15.75 }],
    ['4', 'female', { excellent: 7.51, good: 31, pass: 56.04, fail: 5.45 }],
    ['6', 'female', { excellent: 7.51, good: 31, pass: 56.04, fail: 5.45 }],
    ['8', 'female', { excellent: 3.6, good: 27.89, pass: 61.36, fail: 7.15 }],
  ] as const)('grade %s, %s', (grade, sex, published) => {
    const levels = TESTS.filter((test) => test.grade === grade && test.sex === sex)
      .map((test) => scorePupil(test).level)
      .filter((level) => level !== null);
    for (const [level, percent] of Object.entries(published))
      expect(Math.abs(shareOf(levels, (one) => one === level) - percent), level).toBeLessThan(6);
  });
});

const index = ({ values }: (typeof TESTS)[number]): number | undefined =>
  values.weight === undefined || values.height === undefined
    ? undefined
    : values.weight / (values.height / 100) ** 2;

describe.each(['male', 'female'] as const)('screening of %s pupils finds', (sex) => {
  const shareFound = (grade: TestedGrade, results: readonly string[]): number => {
    const tests = TESTS.filter(
      (test) => test.sex === sex && test.grade === grade && test.values.weight !== undefined,
    );
    return shareOf(tests, (test) => screeningOf(test).some(({ result }) => results.includes(result)));
  };

  it.each(TESTED_GRADES)(
    'at grade %s about the stated shares of overweight, obesity and wasting',
    (grade) => {
      const stated = SHARES[sex];
      for (const [results, share, off] of [
        [['overweight', 'obese'], stated.overweightOrObese, 5],
        [['obese'], stated.obese, 4],
        [['mild_wasting', 'moderate_severe_wasting'], stated.wasting, 2.5],
        [['moderate_severe_wasting'], stated.severeWasting, 2],
      ] as const)
        expect(Math.abs(shareFound(grade, results) - 100 * share), results.join()).toBeLessThan(off);
    },
  );

  it.each(TESTED_GRADES)(
    'at grade %s blood pressure elevated in 8-18 %% (11.9 %% in cities, 13 %% of all in 2019)',
    (grade) => {
      expect(shareFound(grade, ['elevated'])).toBeGreaterThan(8);
      expect(shareFound(grade, ['elevated'])).toBeLessThan(18);
    },
  );

  it.each(TESTED_GRADES)('at grade %s few stunted (0.8 %% of the country in 2014)', (grade) => {
    expect(shareFound(grade, ['stunted'])).toBeLessThan(3);
  });
});

describe('bodies', () => {
  it.each([
    // WS/T 610-2018, P50 of the row: ages 9.0-9.9, 11.0-11.9 and 13.0-13.9.
    ['male', 9, 135.8],
    ['male', 11, 146],
    ['male', 13, 160.2],
    ['female', 9, 135],
    ['female', 11, 147.3],
    ['female', 13, 156.1],
  ] as const)('of %s pupils of %d are at the middle as tall as WS/T 610 says', (sex, years, median) => {
    const heights = TESTS.filter(
      (test) => test.sex === sex && Math.floor((test.ageMonths ?? 0) / 12) === years,
    )
      .flatMap(({ values }) => values.height ?? [])
      .toSorted((a, b) => a - b);
    // The tested of an age are not spread evenly over its year.
    expect(Math.abs((heights[heights.length >> 1] ?? 0) - median)).toBeLessThan(3);
  });

  it('never shrink by more than two readings can err', () => {
    for (const { history } of PUPILS) {
      const heights = history.tests.flatMap(({ values }) => values.height ?? []);
      for (const [n, height] of heights.entries()) expect(height).toBeGreaterThan((heights[n - 1] ?? 0) - 1);
    }
  });

  it('spurt at their own time: gains of two years spread far wider than heights would let expect', () => {
    const gains = PUPILS.filter(({ sex }) => sex === 'male').flatMap(({ history }) => {
      const [, sixth, eighth] = TESTED_GRADES.map((grade) =>
        history.tests.find((test) => test.grade === grade),
      );
      return sixth?.values.height && eighth?.values.height
        ? [eighth.values.height - sixth.values.height]
        : [];
    });
    const sorted = gains.toSorted((a, b) => a - b);
    const at = (share: number): number => sorted[Math.floor(share * sorted.length)] ?? 0;
    expect(at(0.9) - at(0.1)).toBeGreaterThan(5);
  });

  it('heavier stay heavier: the index at grade 4 and 6 correlates as in followed children (0.83-0.89 and more)', () => {
    expect(correlation('4', '6', index)).toBeGreaterThan(0.8);
  });
});

describe('results keep their rank over the years, but not wholly', () => {
  it.each(['vital_capacity', 'run_50m', 'sit_and_reach', 'rope_skip_1min', 'sit_up_1min'] as const)(
    '%s from grade 4 to 6',
    (item) => {
      const seen = correlation('4', '6', ({ values }) => values[item]);
      expect(seen).toBeGreaterThan(0.35);
      expect(seen).toBeLessThan(0.85);
    },
  );

  it('what is four years apart is less alike than what is two', () => {
    const of = ({ values }: (typeof TESTS)[number]) => values.run_50m;
    expect(correlation('4', '8', of)).toBeLessThan(correlation('4', '6', of));
    expect(correlation('4', '8', of)).toBeGreaterThan(0.2);
  });
});

it('a boy in three can do no pull-up at all, and that is a 0, not a gap', () => {
  const counts = TESTS.flatMap(({ values }) => values.pull_up ?? []);
  expect(shareOf(counts, (count) => count === 0)).toBeGreaterThan(20);
  expect(shareOf(counts, (count) => count === 0)).toBeLessThan(50);
});

it('a few in a hundred tests lack something, each with its reason', () => {
  const incomplete = shareOf(TESTS, (test) => scorePupil(test).total === null);
  expect(incomplete).toBeGreaterThan(1);
  expect(incomplete).toBeLessThan(8);
  const reasons = new Set(TESTS.flatMap(({ notMeasured }) => Object.values(notMeasured)));
  expect([...reasons].toSorted()).toEqual(['absent', 'deferred', 'exempt', 'missing']);
});

function correlation(
  from: TestedGrade,
  to: TestedGrade,
  value: (test: (typeof TESTS)[number]) => number | undefined,
): number {
  const pairs = PUPILS.filter(({ sex }) => sex === 'female').flatMap(({ history }) => {
    const [a, b] = [from, to].map((grade) => {
      const test = history.tests.find((each) => each.grade === grade);
      return test === undefined ? undefined : value(test);
    });
    return a === undefined || b === undefined ? [] : [[a, b] as const];
  });
  const mean = (n: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[n], 0) / pairs.length;
  const [meanA, meanB] = [mean(0), mean(1)];
  const sum = (of: (a: number, b: number) => number): number =>
    pairs.reduce((all, [a, b]) => all + of(a - meanA, b - meanB), 0);
  return sum((a, b) => a * b) / Math.sqrt(sum((a) => a * a) * sum((_, b) => b * b));
}
