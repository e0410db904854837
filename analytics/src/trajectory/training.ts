import type { Grade, Sex } from '@tizhi/contracts';
import type { Measure, Variable } from './reference.ts';

/** What a reference is made of. */

/** One measured value and whose group it belongs to. */
export interface Result {
  readonly grade: Grade;
  readonly schoolYear: number;
  readonly measure: Measure;
  readonly value: number;
}

/** A pupil with every value that was measured. */
export interface MeasuredPupil {
  readonly sex: Sex;
  readonly results: readonly Result[];
}

/** One pupil's values by variable. */
export type Values = ReadonlyMap<Variable, number>;
