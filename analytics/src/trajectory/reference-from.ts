import { type FitnessHistory, type FitnessTest, type Grade, SEXES, type Sex } from '@tizhi/contracts';
import { itemsOf, scorePupil } from '../standard/index.ts';
import { isTurned } from './deviate.ts';
import { forecastModel } from './forecast-model.ts';
import { normalShare } from './normal.ts';
import { DEVIATES, type GroupReference, type Measure, type Reference } from './reference.ts';
import type { MeasuredPupil, Result } from './training.ts';

/** Fewer results than this make no group to compare with; a cohort of its own needs more, or it is mere chance. */
export const LEAST_GROUP = 30;
export const LEAST_COHORT = 200;
/** More pupils than this add nothing: they are thinned evenly as they come. */
export const MOST_PUPILS = 120_000;

/**
 * A reference from a district's own histories: groups by grade and sex of at least 30 results, and by cohort of at
 * least 200, and a forecast of grade 8 for each sex with at least 200 pupils who were tested there and before. The
 * result keeps distributions only, no pupil. `cohorts: 'pooled'` leaves the single cohorts out, for data whose years
 * mean nothing elsewhere.
 */
export function referenceFrom(
  histories: Iterable<FitnessHistory>,
  { version, cohorts = 'each' }: { readonly version: string; readonly cohorts?: 'each' | 'pooled' },
): Reference {
  const pupils = thinned(histories);
  const pooled = groupsOf(pupils, () => null).filter(({ n }) => n >= LEAST_GROUP);
  const single =
    cohorts === 'pooled'
      ? []
      : groupsOf(pupils, ({ schoolYear }) => schoolYear).filter(({ n }) => n >= LEAST_COHORT);
  const forecasts = SEXES.flatMap((sex) => forecastModel(sex, { groups: pooled, pupils }) ?? []);
  return { version, groups: [...pooled, ...single], forecasts };
}

/** Every pupil up to the most that are kept, then every second of them, every fourth, ... of all that come. */
function thinned(histories: Iterable<FitnessHistory>): readonly MeasuredPupil[] {
  let kept: MeasuredPupil[] = [];
  let every = 1;
  let n = -1;
  for (const { tests } of histories) {
    n += 1;
    const sex = tests.at(-1)?.sex;
    if (sex === undefined || n % every !== 0) continue;
    kept.push({ sex, results: tests.flatMap((test) => [...resultsOf(test)]) });
    if (kept.length <= MOST_PUPILS) continue;
    kept = kept.filter((_, index) => index % 2 === 0);
    every *= 2;
  }
  return kept;
}

function* resultsOf(test: FitnessTest): Iterable<Result> {
  const { grade, schoolYear } = test;
  const { items, total } = scorePupil(test);
  for (const { item } of itemsOf(grade, test.sex)) {
    const scored = items[item];
    if (scored !== undefined) yield { grade, schoolYear, measure: item, value: scored.value };
  }
  if (total !== null) yield { grade, schoolYear, measure: 'total', value: total };
}

function groupsOf(
  pupils: readonly MeasuredPupil[],
  cohortOf: (result: Result) => number | null,
): GroupReference[] {
  const groups = new Map<string, Omit<GroupReference, 'n'> & { readonly values: number[] }>();
  for (const { sex, results } of pupils) {
    for (const result of results) {
      const { grade, measure, value } = result;
      const schoolYear = cohortOf(result);
      const key = `${sex}/${grade}/${measure}/${schoolYear}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { sex, grade, measure, schoolYear, values: [value] });
      else group.values.push(value);
    }
  }
  return [...groups.values()].map(({ values, ...group }) => ({
    ...group,
    n: values.length,
    values: valuesAtDeviates(values, group.measure),
  }));
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
