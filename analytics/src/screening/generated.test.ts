import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sex } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../scripts/csv.ts';
import { renderScreening, SOURCE_FOLDER, STANDARDS_FOLDER } from '../../scripts/generate-screening.ts';
import { fitnessTest } from './fitness-test.fixture.ts';
import { screeningOf } from './index.ts';

const SCREENING = join(STANDARDS_FOLDER, 'screening');
type Row = Readonly<Record<string, string>>;
const rowsOf = (name: string): Row[] => parseCsv(readFileSync(join(SCREENING, name), 'utf8'));

function describeWithCsv(name: string, tests: () => void): void {
  if (existsSync(SCREENING)) describe(name, tests);
  else describe.skip(`${name} (NOT TESTED: the standards' CSV files are not beside the repository)`, tests);
}

/** A test whose body-mass index is exactly this: 1 m tall. */
const withIndex = (row: Row, index: number, ageMonths: number) =>
  screeningOf(
    fitnessTest({
      sex: row.sex as Sex,
      ageMonths,
      values: { height: 100, weight: Number(index.toFixed(1)) },
    }),
  );
const monthsFrom = (row: Row): number => Number(row.age_from) * 12;
const step = (value: string | undefined, by: number): number => Number((Number(value) + by).toFixed(1));

it('the committed tables are the ones that were checked against the CSV files', () => {
  const tables = [
    'screening/generated/overweight.ts',
    'screening/generated/wasting.ts',
    'screening/generated/stunting.ts',
    'screening/generated/blood-pressure.ts',
    'trajectory/generated/points.ts',
  ];
  const sums = tables.map((name) => [
    name,
    createHash('sha256')
      .update(readFileSync(join(SOURCE_FOLDER, name)))
      .digest('hex'),
  ]);
  expect(Object.fromEntries(sums)).toMatchSnapshot();
});

describeWithCsv('screening tables', () => {
  it('are what the script makes of the CSV files today', () => {
    for (const [name, text] of renderScreening(STANDARDS_FOLDER))
      expect(readFileSync(join(SOURCE_FOLDER, name), 'utf8')).toBe(text);
  });

  it('WS/T 586: each printed limit is overweight or obese, a tenth below it is not', () => {
    const rows = rowsOf('wst586_bmi_overweight_obese.csv');
    expect(rows).toHaveLength(50);
    for (const row of rows) {
      const results = [row.overweight_bmi_ge, row.obese_bmi_ge].flatMap((limit) =>
        [-0.1, 0].map((by) => withIndex(row, step(limit, by), monthsFrom(row))[0]?.result),
      );
      expect(results, JSON.stringify(row)).toEqual(['within', 'overweight', 'overweight', 'obese']);
    }
  });

  it('WS/T 456: each printed limit is wasted, a tenth above it is less so', () => {
    const rows = rowsOf('wst456_bmi_wasting.csv');
    expect(rows).toHaveLength(50);
    for (const row of rows) {
      const results = [row.moderate_severe_le, row.mild_to].flatMap((limit) =>
        [0, 0.1].map((by) => withIndex(row, step(limit, by), monthsFrom(row))[1]?.result),
      );
      expect(results, JSON.stringify(row)).toEqual([
        'moderate_severe_wasting',
        'mild_wasting',
        'mild_wasting',
        'within',
      ]);
    }
  });

  it('WS/T 456: each printed height is stunted, a millimetre more is not', () => {
    const rows = rowsOf('wst456_height_stunting.csv');
    expect(rows).toHaveLength(48);
    for (const row of rows) {
      const results = [0, 0.1].map(
        (by) =>
          screeningOf(
            fitnessTest({
              sex: row.sex as Sex,
              ageMonths: monthsFrom(row),
              values: { height: step(row.stunted_if_height_le, by) },
            }),
          )[2]?.result,
      );
      expect(results, JSON.stringify(row)).toEqual(['stunted', 'within']);
    }
  });

  it('WS/T 610: in every band of height each printed P95 is elevated, 1 mmHg below both is not', () => {
    const heights = rowsOf('wst610_height_percentiles.csv');
    const rows = rowsOf('wst610_bp_p95.csv');
    expect(rows).toHaveLength(176);
    for (const row of rows) {
      const tall = heights.find(({ sex, age_year }) => sex === row.sex && age_year === row.age_year);
      const floor = /P(\d+)/.exec(row.height_band?.startsWith('<') ? '' : (row.height_band ?? ''))?.[1];
      const height =
        floor === undefined ? step(tall?.height_P5_cm, -0.1) : Number(tall?.[`height_P${floor}_cm`]);
      const at = (systolic: number, diastolic: number) =>
        screeningOf(
          fitnessTest({
            sex: row.sex as Sex,
            ageMonths: Number(row.age_year) * 12 + 11,
            values: { height },
            bloodPressure: { systolic, diastolic },
          }),
        )[3];
      const [systolic, diastolic] = [Number(row.sbp_p95_mmhg), Number(row.dbp_p95_mmhg)];
      expect(at(systolic - 1, diastolic - 1), JSON.stringify(row)).toMatchObject({ result: 'within' });
      expect(at(systolic, diastolic - 1)).toMatchObject({ result: 'elevated', threshold: systolic });
      expect(at(systolic - 1, diastolic)).toMatchObject({ result: 'elevated', threshold: diastolic });
    }
  });
});
