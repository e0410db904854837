import type { Grade, Sex } from '@tizhi/contracts';
import { type DeviateScale, deviateScale } from './deviate.ts';
import { type Forecaster, forecaster } from './forecaster.ts';
import type { Measure, Reference } from './reference.ts';

/** A reference made ready for many pupils. */
export interface CompiledReference {
  readonly version: string;
  /** `undefined`: the reference knows nobody of that sex and grade. */
  readonly scaleOf: (sex: Sex, grade: Grade, measure: Measure) => DeviateScale | undefined;
  readonly forecasterOf: (sex: Sex) => Forecaster | undefined;
}

/** What was made ready stays with its reference and goes with it. */
const known = new WeakMap<Reference, CompiledReference>();

export function compiledReference(reference: Reference): CompiledReference {
  const before = known.get(reference);
  if (before !== undefined) return before;
  const scales: { [sex in Sex]: Map<Grade, Map<Measure, DeviateScale>> } = {
    male: new Map(),
    female: new Map(),
  };
  for (const group of reference.groups) {
    const ofGrade = scales[group.sex].get(group.grade) ?? new Map<Measure, DeviateScale>();
    scales[group.sex].set(group.grade, ofGrade.set(group.measure, deviateScale(group)));
  }
  const forecasters = new Map(reference.forecasts.map((model) => [model.sex, forecaster(model)]));
  const compiled: CompiledReference = {
    version: reference.version,
    scaleOf: (sex, grade, measure) => scales[sex].get(grade)?.get(measure),
    forecasterOf: (sex) => forecasters.get(sex),
  };
  known.set(reference, compiled);
  return compiled;
}
