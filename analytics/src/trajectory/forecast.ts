import type { Estimate, FitnessHistory, Forecast, Grade, TestStanding } from '@tizhi/contracts';
import { stepsPerUnit } from '../standard/index.ts';
import { INTERVAL_LEVEL } from './changes.ts';
import type { CompiledReference } from './compiled.ts';
import type { DeviateScale } from './deviate.ts';
import type { TargetForecast } from './forecaster.ts';
import type { Measure } from './reference.ts';
import { chanceBelow, shapeQuantile } from './residual.ts';

const TARGET_GRADE = '8';
const FAIL_BELOW = 60;
const GOOD_FROM = 80;

/**
 * The grade-8 test as far as it can be told from the tests of grades 4 and 6. The expectation is the regression of
 * grade-8 deviates on the known ones, so that little knowledge stays near the group's middle; the interval comes
 * from how such forecasts missed for pupils the model was not fitted to. `null`: nothing is known yet, grade 8 has
 * been tested or is past, or the reference has no forecast.
 */
export function forecastOf(
  known: { readonly history: FitnessHistory; readonly standings: readonly TestStanding[] },
  reference: CompiledReference,
): Forecast | null {
  const { history, standings } = known;
  const sex = history.tests.at(-1)?.sex;
  if (sex === undefined || standings.some(({ grade }) => !isBefore(grade))) return null;
  const forecaster = reference.forecasterOf(sex);
  if (forecaster === undefined) return null;
  // Always against all cohorts together, as the model was fitted: nobody knows the cohort that is still to be tested.
  const deviates = forecaster.variables.map((variable) => {
    const [grade, measure] = variable.split('/') as [Grade, Measure];
    const value = standings
      .find((one) => one.grade === grade)
      ?.items.find(({ item }) => item === measure)?.value;
    return value == null ? undefined : reference.scaleOf(sex, grade, measure)?.deviateOf(value);
  });
  const from = standings.filter(
    ({ grade, items }) => isInput(grade) && items.some(({ value }) => value !== null),
  );
  if (from.length === 0) return null;
  const targets = forecaster.forecast(deviates);
  const items: Forecast['items'] = [];
  let total: Forecast['total'] = null;
  let failChance: number | null = null;
  let goodChance: number | null = null;
  for (const target of targets) {
    const measure = target.target.slice(2) as Measure;
    const scale = reference.scaleOf(sex, TARGET_GRADE, measure);
    if (scale === undefined) continue;
    if (measure === 'total') {
      total = estimateOf(target, scale, 'total');
      failChance = chance(chanceBelow(target, scale.deviateOf(FAIL_BELOW - 0.05)));
      goodChance = chance(1 - chanceBelow(target, scale.deviateOf(GOOD_FROM - 0.05)));
    } else items.push({ item: measure, value: estimateOf(target, scale, measure) });
  }
  return {
    model: reference.version,
    toGrade: TARGET_GRADE,
    from: from.map(({ grade }) => grade),
    total,
    failChance,
    goodChance,
    items,
  };
}

const isInput = (grade: string): boolean => grade === '4' || grade === '6';
const isBefore = (grade: string): boolean => ['1', '2', '3', '4', '5', '6', '7'].includes(grade);

/** The middle and 90 % of a target in its unit, at the precision that the item is stored with. */
export function estimateOf(target: TargetForecast, scale: DeviateScale, measure: Measure): Estimate {
  const steps = measure === 'total' ? 10 : stepsPerUnit(measure);
  const at = (share: number): number => {
    const value = scale.valueOf(target.mean + target.deviation * shapeQuantile(target.shape, share));
    return bounded(measure, Math.round(value * steps) / steps + 0);
  };
  const ends = [at(0.05), at(0.95)];
  return {
    value: at(0.5),
    low: Math.min(...ends),
    high: Math.max(...ends),
    level: INTERVAL_LEVEL,
  };
}

function bounded(measure: Measure, value: number): number {
  if (measure === 'total') return Math.min(120, Math.max(0, value));
  return measure === 'sit_and_reach' ? value : Math.max(0, value);
}

const chance = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000;
