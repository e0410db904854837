import {
  type FitnessHistory,
  type FitnessTest,
  type Grade,
  SEXES,
  type Sex,
  TESTED_GRADES,
} from '@tizhi/contracts';
import { itemsOf, scorePupil } from '../standard/index.ts';
import { calibratedResiduals } from './calibrate.ts';
import { type DeviateScale, deviateScale, isTurned } from './deviate.ts';
import { normalShare } from './normal.ts';
import {
  DEVIATES,
  type ForecastModel,
  type GroupReference,
  type Measure,
  type Reference,
  type Variable,
} from './reference.ts';

/** Fewer results than this make no group to compare with. */
export const LEAST_GROUP = 30;
/** Fewer pupils with grade 8 and an earlier test than this make no forecast. */
export const LEAST_LINKED = 200;
/** So many pupils' worth of "nothing hangs together" stand against what was seen. */
const SHRINKAGE = 20;
/** Every third pupil is kept from the fit, to see how the forecasts miss. */
const HELD_OUT_EVERY = 3;

/** One pupil's values by variable; `undefined`: not measured. */
export interface PupilVariables {
  readonly sex: Sex;
  readonly values: ReadonlyMap<Variable, number>;
}

/**
 * A reference from a district's own histories: groups by grade and sex of at least 30 results, and a forecast of
 * grade 8 per sex where at least 200 pupils were tested there and before. The forecast is fitted on two pupils of
 * three; the third shows how far the truth lies about it. The result keeps distributions only, no pupil.
 */
export function referenceFrom(
  histories: Iterable<FitnessHistory>,
  { version }: { readonly version: string },
): Reference {
  const results = new Map<string, { sex: Sex; grade: Grade; measure: Measure; values: number[] }>();
  const pupils: PupilVariables[] = [];
  for (const { tests } of histories) {
    const values = new Map<Variable, number>();
    for (const test of tests) {
      for (const [measure, value] of measuresOf(test)) {
        const key = `${test.sex}/${test.grade}/${measure}`;
        const group = results.get(key);
        if (group === undefined)
          results.set(key, { sex: test.sex, grade: test.grade, measure, values: [value] });
        else group.values.push(value);
        const tested = TESTED_GRADES.find((grade) => grade === test.grade);
        if (tested !== undefined) values.set(`${tested}/${measure}`, value);
      }
    }
    const sex = tests.at(-1)?.sex;
    if (sex !== undefined && values.size > 0) pupils.push({ sex, values });
  }
  const groups = [...results.values()]
    .filter(({ values }) => values.length >= LEAST_GROUP)
    .map(({ sex, grade, measure, values }): GroupReference => {
      return { sex, grade, measure, n: values.length, values: valuesAtDeviates(values, measure) };
    });
  const forecasts = SEXES.flatMap((sex) => modelOf(sex, { groups, pupils }) ?? []);
  return { version, groups, forecasts };
}

function* measuresOf(test: FitnessTest): Iterable<readonly [Measure, number]> {
  const { items, total } = scorePupil(test);
  for (const { item } of itemsOf(test.grade, test.sex)) {
    const scored = items[item];
    if (scored !== undefined) yield [item, scored.value];
  }
  if (total !== null) yield ['total', total];
}

/** The values at the shares that the deviates mark off, worst first. */
function valuesAtDeviates(values: readonly number[], measure: Measure): number[] {
  const sign = isTurned(measure) ? -1 : 1;
  const sorted = Float64Array.from(values, (value) => sign * value).sort();
  return DEVIATES.map((deviate) => {
    const position = Math.min(sorted.length - 1, Math.max(0, normalShare(deviate) * sorted.length - 0.5));
    const index = Math.floor(position);
    const low = sorted[index] ?? 0;
    const value = low + ((sorted[index + 1] ?? low) - low) * (position - index);
    return Math.round(sign * value * 100) / 100 + 0;
  });
}

interface Training {
  readonly groups: readonly GroupReference[];
  readonly pupils: readonly PupilVariables[];
}

function modelOf(sex: Sex, { groups, pupils }: Training): ForecastModel | undefined {
  const linked = pupils.filter(
    (pupil) =>
      pupil.sex === sex &&
      [...pupil.values.keys()].some((variable) => variable.startsWith('8/')) &&
      [...pupil.values.keys()].some((variable) => !variable.startsWith('8/')),
  );
  if (linked.length < LEAST_LINKED) return undefined;
  const scales = new Map<Variable, DeviateScale>();
  for (const grade of TESTED_GRADES)
    for (const group of groups)
      if (group.sex === sex && group.grade === grade)
        scales.set(`${grade}/${group.measure}`, deviateScale(group));
  // The totals of grades 4 and 6 are made of items that are known anyhow.
  const variables = [...scales.keys()].filter((variable) => variable !== '4/total' && variable !== '6/total');
  const rows = linked.map(({ values }) =>
    variables.map((variable) => {
      const value = values.get(variable);
      return value === undefined ? undefined : scales.get(variable)?.deviateOf(value);
    }),
  );
  const fitted = fit(
    rows.filter((_, n) => n % HELD_OUT_EVERY !== 0),
    variables.length,
  );
  const model = { sex, variables, ...fitted, residuals: [] };
  const heldOut = linked.filter((_, n) => n % HELD_OUT_EVERY === 0);
  return { ...model, residuals: calibratedResiduals({ model, heldOut, scales }) };
}

type Deviates = readonly (number | undefined)[];

/** Means and covariances over the pairs that are both known, shrunk towards independence. */
function fit(rows: readonly Deviates[], size: number): Pick<ForecastModel, 'means' | 'covariance'> {
  const means = Array.from({ length: size }, (_, column) => {
    const known = rows.flatMap((row) => row[column] ?? []);
    return known.length === 0 ? 0 : rounded(known.reduce((sum, z) => sum + z, 0) / known.length);
  });
  const covariance = Array.from({ length: size }, (_, a) =>
    Array.from({ length: a + 1 }, (_, b) => {
      let sum = 0;
      let n = 0;
      for (const row of rows) {
        const x = row[a];
        const y = row[b];
        if (x === undefined || y === undefined) continue;
        sum += (x - (means[a] ?? 0)) * (y - (means[b] ?? 0));
        n += 1;
      }
      return rounded(a === b ? (sum + SHRINKAGE) / (n + SHRINKAGE) : sum / (n + SHRINKAGE));
    }),
  );
  return { means, covariance };
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000 + 0;
