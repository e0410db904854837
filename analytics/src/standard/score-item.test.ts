import { GRADES, type Grade, ITEMS, ScoredItemKey, SEXES, type Sex } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemsOf, scoreItem } from '../index.ts';
import { BMI_GROUPS } from './generated/bmi.ts';
import { THRESHOLDS } from './generated/thresholds.ts';

const groupOf = (key: string): { sex: Sex; grade: Grade } => {
  const [sex, grade] = key.split('/');
  return { sex: sex as Sex, grade: grade as Grade };
};

describe('item scores', () => {
  it.each(THRESHOLDS)('$item: at, just better and just worse than every threshold', (table) => {
    const { item, scale, direction } = table;
    const better = direction === 'higher_better' ? 1 : -1;
    for (const [key, , cells] of table.groups) {
      // Written out a second time, plainly: the best row that the result reaches, or 0.
      const expected = (steps: number) =>
        Math.max(
          0,
          ...cells.filter(([, threshold]) => (steps - threshold) * better >= 0).map(([score]) => score),
        );
      for (const [score, threshold] of cells) {
        const scoreAt = (steps: number) => scoreItem({ item, ...groupOf(key), value: steps / scale })?.score;
        expect(scoreAt(threshold)).toBe(score);
        expect(scoreAt(threshold + better)).toBe(expected(threshold + better));
        expect(scoreAt(threshold - better)).toBe(expected(threshold - better));
        expect(scoreAt(threshold - better)).toBeLessThan(score);
      }
    }
  });

  it.each(BMI_GROUPS)('%s: every BMI band from its first tenth to its last', (key, _sources, bands) => {
    for (const [level, score, low, high] of bands) {
      for (const tenths of [low ?? 80, high ?? 500]) {
        const scored = scoreItem({ item: 'bmi', ...groupOf(key), value: tenths / 10 });
        expect(scored).toMatchObject({ level, score, bonus: 0 });
      }
    }
  });

  const anyTable = fc.constantFrom(...THRESHOLDS).chain((table) =>
    fc.record({
      table: fc.constant(table),
      key: fc.constantFrom(...table.groups.map(([group]) => group)),
      a: fc.double({ min: ITEMS[table.item].min, max: ITEMS[table.item].max, noNaN: true }),
      b: fc.double({ min: ITEMS[table.item].min, max: ITEMS[table.item].max, noNaN: true }),
    }),
  );

  it('never fall when the result is better', () => {
    fc.assert(
      fc.property(anyTable, ({ table, key, a, b }) => {
        const [worse, better] =
          table.direction === 'higher_better'
            ? [Math.min(a, b), Math.max(a, b)]
            : [Math.max(a, b), Math.min(a, b)];
        const pointsAt = (value: number) => {
          const scored = scoreItem({ item: table.item, ...groupOf(key), value });
          return (scored?.score ?? Number.NaN) + (scored?.bonus ?? Number.NaN);
        };
        expect(pointsAt(better)).toBeGreaterThanOrEqual(pointsAt(worse));
      }),
      { numRuns: 2000 },
    );
  });

  it('name the cell that gave them', () => {
    expect(scoreItem({ item: 'run_1000m', grade: '8', sex: 'male', value: 228 })).toEqual({
      value: 228,
      score: 100,
      level: 'excellent',
      bonus: 0,
      cell: {
        kind: 'threshold',
        item: 'run_1000m',
        sex: 'male',
        grade: '8',
        score: 100,
        sources: 'O+C+B',
        threshold: 230,
      },
      bonusCell: null,
    });
    expect(scoreItem({ item: 'run_1000m', grade: '8', sex: 'male', value: 226 })?.bonusCell).toEqual({
      item: 'run_1000m',
      sex: 'male',
      grade: '8',
      bonus: 1,
      beyond: 4,
      sources: 'O+C+B',
    });
    expect(scoreItem({ item: 'bmi', grade: '1', sex: 'male', value: 18.2 })?.cell).toMatchObject({
      kind: 'band',
      level: 'overweight',
      low: 18.2,
      high: 20.3,
    });
  });

  it('of 0 name no cell: the standard prints no such row', () => {
    expect(scoreItem({ item: 'run_50m', grade: '1', sex: 'male', value: 20 })).toMatchObject({
      score: 0,
      level: 'fail',
      cell: null,
    });
  });

  it.each([
    [100, 'excellent'],
    [90, 'excellent'],
    [85, 'good'],
    [80, 'good'],
    [78, 'pass'],
    [60, 'pass'],
    [50, 'fail'],
    [10, 'fail'],
  ])('of %d are %s', (score, level) => {
    const cells = THRESHOLDS[0]?.groups[0]?.[2] ?? [];
    const [, threshold] = cells.find(([cellScore]) => cellScore === score) ?? [];
    const scored = scoreItem({ item: 'vital_capacity', grade: '1', sex: 'male', value: threshold ?? 0 });
    expect(scored).toMatchObject({ score, level });
  });

  it('exist only for the items of a group', () => {
    for (const grade of GRADES) {
      for (const sex of SEXES) {
        const own = itemsOf(grade, sex).map(({ item }) => item);
        const scored = ScoredItemKey.options.filter((item) => scoreItem({ item, grade, sex, value: 20 }));
        expect(scored.sort()).toEqual(own.sort());
      }
    }
  });

  it.each([Number.NaN, Infinity, -Infinity])('are never given for %d', (value) => {
    expect(scoreItem({ item: 'run_50m', grade: '1', sex: 'male', value })).toBeUndefined();
  });
});

describe('tables', () => {
  it('store whole steps of the precision that the item is measured in', () => {
    for (const { item, scale, groups } of THRESHOLDS) {
      expect(scale).toBe(10 ** ITEMS[item].decimals);
      expect(groups.flatMap(([, , cells]) => cells.flat()).every(Number.isInteger)).toBe(true);
    }
  });

  it('lie within the legal range of their item', () => {
    for (const { item, scale, groups } of THRESHOLDS) {
      const values = groups.flatMap(([, , cells]) => cells.map(([, threshold]) => threshold / scale));
      expect(Math.min(...values)).toBeGreaterThanOrEqual(ITEMS[item].min);
      expect(Math.max(...values)).toBeLessThanOrEqual(ITEMS[item].max);
    }
  });

  it('each rest on the Ministry text and on one source besides its copy', () => {
    const letters = [...THRESHOLDS.flatMap(({ groups }) => groups), ...BMI_GROUPS].map(
      ([, sources]) => sources,
    );
    expect(letters.filter((sources) => !/^O\+.*[CTKW]/.test(sources))).toEqual([]);
  });
});
