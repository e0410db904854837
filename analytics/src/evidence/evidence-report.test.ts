import { type Grade, type GroupReport, type ScoredItemKey, type Sex, SubjectId } from '@tizhi/contracts';
import { describe, expect, test } from 'vitest';
import { type SyntheticClass, syntheticTests } from './evidence.fixture.ts';
import { type EvidenceTest, evidenceReport } from './index.ts';

const four = (shifts: readonly number[], grade: Grade = '4'): SyntheticClass[] =>
  shifts.map((shift, n) => ({ class: `c${grade}-${n + 1}`, grade, boys: 20, girls: 20, shift }));
const find = (
  groups: readonly GroupReport[],
  of: { readonly grade?: Grade; readonly class?: string; readonly sex?: Sex },
): GroupReport => {
  const found = groups.find(
    ({ group }) =>
      group.grade === (of.grade ?? null) &&
      group.class === (of.class ?? null) &&
      group.sex === (of.sex ?? null),
  );
  if (found === undefined) throw new Error('no such group');
  return found;
};

describe('a report on four classes', () => {
  const tests = syntheticTests({ schoolYear: 2025, seed: 7, classes: four([-0.6, 0, 0, 0.4]) });
  const { groups } = evidenceReport({ tests });

  test('tells the school, the grade and each class, each also by sex', () => {
    expect(groups).toHaveLength(3 + 3 + 4 * 3);
    expect(find(groups, {}).pupils).toBe(160);
    expect(find(groups, { grade: '4', class: 'c4-2', sex: 'female' }).pupils).toBe(20);
  });

  test('gives each mean an interval that holds it and is narrower for more pupils', () => {
    const width = ({ total }: GroupReport) => (total?.high ?? 0) - (total?.low ?? 0);
    const own = find(groups, { grade: '4', class: 'c4-1' });
    expect(own.total?.value).toBeGreaterThan(own.total?.low ?? 0);
    expect(width(find(groups, { grade: '4' }))).toBeLessThan(width(own));
  });

  test('makes the drags of a class sum to what its mean lies below the grade', () => {
    for (const n of [1, 2, 3, 4]) {
      const own = find(groups, { grade: '4', class: `c4-${n}` });
      const sum = own.items.reduce((all, { drag }) => all + (drag?.value ?? Number.NaN), 0);
      const gap = (find(groups, { grade: '4' }).total?.value ?? 0) - (own.total?.value ?? 0);
      expect(Math.abs(sum - gap)).toBeLessThan(0.1); // totals are rounded to tenths
    }
  });

  test('finds the item that drags a class down, outside chance', () => {
    const slow = tests.map(
      (each): EvidenceTest =>
        each.class === 'c4-3'
          ? { ...each, test: { ...each.test, values: { ...each.test.values, rope_skip_1min: 30 } } }
          : each,
    );
    const own = find(evidenceReport({ tests: slow }).groups, { grade: '4', class: 'c4-3' });
    const drags = own.items.map(({ item, drag }): [ScoredItemKey, number] => [item, drag?.low ?? 0]);
    expect(drags.filter(([, low]) => low > 2).map(([item]) => item)).toEqual(['rope_skip_1min']);
  });

  test('has levels that sum to the pupils where none is hidden, and none for a class', () => {
    for (const { levels, pupils } of groups) {
      const counts = Object.values(levels ?? {});
      if (counts.length > 0 && !counts.includes(null))
        expect(counts.reduce((all: number, each) => all + (each ?? 0), 0)).toBe(pupils);
    }
    expect(find(groups, { grade: '4' }).levels).not.toBeNull();
    expect(find(groups, { grade: '4', class: 'c4-1' }).levels).toBeNull();
  });

  test('gives a percentile only where ten pupils lie on either side', () => {
    const [p10, p25, p50, p75, p90] = find(groups, { grade: '4', class: 'c4-1' }).items[0]?.percentiles ?? [];
    expect([p10, p90]).toEqual([null, null]);
    expect([p25, p50, p75].every((each) => typeof each === 'number')).toBe(true);
    expect(find(groups, { grade: '4' }).items[0]?.percentiles.every((each) => each !== null)).toBe(true);
  });
});

test('who lacks an item is in no number', () => {
  const tests = syntheticTests({ schoolYear: 2025, seed: 3, classes: four([0, 0]) });
  const { run_50m, ...rest } = tests[0]?.test.values ?? {};
  expect(run_50m).toBeGreaterThan(0);
  const missing = tests.map((each, n) =>
    n === 0 ? { ...each, test: { ...each.test, values: rest } } : each,
  );
  const [school] = evidenceReport({ tests: missing }).groups;
  expect(school?.pupils).toBe(79);
});

test('a small class takes another with it, or its number would be the rest', () => {
  const classes = four([0, 0, 0]);
  const small = { ...(classes[0] as SyntheticClass), boys: 3, girls: 3 };
  const { groups } = evidenceReport({
    tests: syntheticTests({ schoolYear: 2025, seed: 5, classes: [small, ...classes.slice(1)] }),
  });
  const states = [1, 2, 3].map((n) => find(groups, { grade: '4', class: `c4-${n}` }).suppressed);
  expect(states).toEqual(['small', 'complementary', null]);
});

test('a cohort is followed from grade 4 to 6 to 8', () => {
  const tests = (['4', '6', '8'] as const).flatMap((grade, n) =>
    syntheticTests({ schoolYear: 2021 + 2 * n, seed: n, classes: four([0, 0], grade) }),
  );
  const { trends } = evidenceReport({ tests });
  expect(trends).toHaveLength(1);
  expect(trends[0]).toMatchObject({
    cohort: 2021,
    points: [
      { grade: '4', schoolYear: 2021, pupils: 80 },
      { grade: '6', schoolYear: 2023, pupils: 80 },
      { grade: '8', schoolYear: 2025, pupils: 80 },
    ],
  });
});

describe('a programme of four of eight classes', () => {
  const shifts = [0, 0.2, -0.2, 0.1, 0, -0.1, 0.2, -0.2];
  const year = (grade: Grade, schoolYear: number, gain: number) =>
    syntheticTests({
      schoolYear,
      seed: schoolYear,
      classes: shifts.map((shift, n) => ({
        class: `k-${n + 1}`,
        grade,
        boys: 18,
        girls: 18,
        shift: shift + (n < 4 ? gain : 0),
      })),
    });
  const tests = [...year('4', 2023, 0), ...year('6', 2025, 0.8)];
  const programme = (subjects: number, from = '2024-09-01', to = '2025-06-30') => ({
    id: 'p',
    name: 'rope every day',
    from,
    to,
    subjects: [1, 2, 3, 4]
      .flatMap((n) => Array.from({ length: 36 }, (_, seat) => SubjectId.parse(`k-${n}-${seat}`)))
      .slice(0, subjects),
  });
  const totalOf = (programmes: Parameters<typeof evidenceReport>[0]['programmes']) =>
    evidenceReport({ tests, programmes: programmes ?? [] }).effects.find(({ item }) => item === 'total');

  test('shows what it brought with an interval, in tens of pupils, and that nobody drew lots', () => {
    const found = totalOf([programme(144)]);
    expect(found).toMatchObject({ treated: 140, compared: 140, treatedClasses: 4, comparedClasses: 4 });
    expect(found?.effect?.low).toBeGreaterThan(0);
    expect(found?.caveat.en).toContain('nobody drew lots');
  });

  test('shows none, and why, where only three classes had it', () => {
    const found = totalOf([programme(108)]);
    expect(found?.effect).toBeNull();
    expect(found?.caveat.en).toContain('At least 4 classes');
  });

  test('counts no test of an unknown day in a school year that the programme reaches into', () => {
    expect(totalOf([programme(144, '2024-08-31')])).toMatchObject({ effect: null, treated: null });
    expect(totalOf([programme(144, '2024-09-01', '2025-09-01')])).toMatchObject({
      effect: null,
      treated: null,
    });
  });
});
