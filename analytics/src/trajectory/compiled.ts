import type { Grade, Sex } from '@tizhi/contracts';
import { type DeviateScale, deviateScale } from './deviate.ts';
import { type Forecaster, forecaster } from './forecaster.ts';
import type { Measure, Reference } from './reference.ts';

/** A reference made ready for many pupils. */
export interface CompiledReference {
  readonly version: string;
  /** All cohorts together; `undefined`: the reference knows nobody of that sex and grade. */
  readonly scaleOf: (sex: Sex, grade: Grade, measure: Measure) => DeviateScale | undefined;
  /** The pupil's own cohort where the reference knows it, else all together. */
  readonly cohortScaleOf: (of: Cohort, measure: Measure) => DeviateScale | undefined;
  readonly forecasterOf: (sex: Sex) => Forecaster | undefined;
}

/** Who are compared with one another. */
export interface Cohort {
  readonly sex: Sex;
  readonly grade: Grade;
  readonly schoolYear: number;
}

/** What was made ready stays with its reference and goes with it. */
const known = new WeakMap<Reference, CompiledReference>();

export function compiledReference(reference: Reference): CompiledReference {
  const before = known.get(reference);
  if (before !== undefined) return before;
  const scales: ScalesBySex = { male: new Map(), female: new Map() };
  const cohorts = new Map<number, ScalesBySex>();
  for (const group of reference.groups) {
    const { schoolYear } = group;
    const of =
      schoolYear === null ? scales : (cohorts.get(schoolYear) ?? { male: new Map(), female: new Map() });
    if (schoolYear !== null) cohorts.set(schoolYear, of);
    const ofGrade = of[group.sex].get(group.grade) ?? new Map<Measure, DeviateScale>();
    of[group.sex].set(group.grade, ofGrade.set(group.measure, deviateScale(group)));
  }
  const forecasters = new Map(reference.forecasts.map((model) => [model.sex, forecaster(model)]));
  const compiled: CompiledReference = {
    version: reference.version,
    scaleOf: (sex, grade, measure) => scales[sex].get(grade)?.get(measure),
    cohortScaleOf: ({ sex, grade, schoolYear }, measure) =>
      cohorts.get(schoolYear)?.[sex].get(grade)?.get(measure) ?? scales[sex].get(grade)?.get(measure),
    forecasterOf: (sex) => forecasters.get(sex),
  };
  known.set(reference, compiled);
  return compiled;
}

type ScalesBySex = Readonly<Record<Sex, Map<Grade, Map<Measure, DeviateScale>>>>;
