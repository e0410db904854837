import { type Sex, TESTED_GRADES } from '@tizhi/contracts';
import { calibratedResiduals } from './calibrate.ts';
import { type DeviateScale, deviateScale } from './deviate.ts';
import { isTarget } from './forecaster.ts';
import type { ForecastModel, GroupReference, Variable } from './reference.ts';
import type { MeasuredPupil, Values } from './training.ts';

/** Fewer pupils with grade 8 and an earlier test than this make no forecast. */
export const LEAST_LINKED = 200;
/** So many pupils' worth of "nothing hangs together" stand against what was seen. */
const SHRINKAGE = 20;
/** Every third pupil is kept from the fit, to see how the forecasts miss. */
const HELD_OUT_EVERY = 3;

/**
 * The forecast of one sex, from pupils who were tested in grade 8 and before; `undefined` where there are too few.
 * Fitted on two pupils of three; the third shows how far the truth lies about it.
 */
export function forecastModel(
  sex: Sex,
  of: { readonly groups: readonly GroupReference[]; readonly pupils: readonly MeasuredPupil[] },
): ForecastModel | undefined {
  const linked = of.pupils.filter((pupil) => pupil.sex === sex).flatMap((pupil) => valuesOf(pupil) ?? []);
  if (linked.length < LEAST_LINKED) return undefined;
  const scales = new Map<Variable, DeviateScale>();
  // The totals of grades 4 and 6 are made of items that are known anyhow.
  for (const grade of TESTED_GRADES)
    for (const group of of.groups)
      if (group.sex === sex && group.grade === grade && (grade === '8' || group.measure !== 'total'))
        scales.set(`${grade}/${group.measure}`, deviateScale(group));
  const variables = [...scales.keys()];
  const rows = linked
    .filter((_, n) => n % HELD_OUT_EVERY !== 0)
    .map((values) =>
      variables.map((variable) => {
        const value = values.get(variable);
        return value === undefined ? undefined : scales.get(variable)?.deviateOf(value);
      }),
    );
  const model = { sex, variables, ...fit(rows, variables.length), residuals: [] };
  const heldOut = linked.filter((_, n) => n % HELD_OUT_EVERY === 0);
  return { ...model, residuals: calibratedResiduals({ model, heldOut, scales }) };
}

/** `undefined` for a pupil who shows nothing of how one follows from the other. */
function valuesOf({ results }: MeasuredPupil): Values | undefined {
  const values = new Map<Variable, number>();
  for (const { grade, measure, value } of results) {
    const tested = TESTED_GRADES.find((one) => one === grade);
    if (tested !== undefined) values.set(`${tested}/${measure}`, value);
  }
  const variables = [...values.keys()];
  return variables.some(isTarget) && !variables.every(isTarget) ? values : undefined;
}

type Deviates = readonly (number | undefined)[];

/** Means and covariances over the pairs that are both known, shrunk towards independence. */
function fit(rows: readonly Deviates[], size: number): Pick<ForecastModel, 'means' | 'covariance'> {
  const means = Array.from({ length: size }, (_, column) => {
    let sum = 0;
    let n = 0;
    for (const row of rows) {
      const z = row[column];
      if (z === undefined) continue;
      sum += z;
      n += 1;
    }
    return n === 0 ? 0 : rounded(sum / n);
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
