import type { Grade, ScoredItemKey, Sex, TestedGrade } from '@tizhi/contracts';

/**
 * What a pupil is compared with and forecast from, as data: the default is trained on a synthetic city
 * (`analytics/scripts/train-reference.ts`), a district makes its own with `referenceFrom`.
 */
export interface Reference {
  /** Which data and when; `synthetic` stands in it where no real child was measured. */
  readonly version: string;
  readonly groups: readonly GroupReference[];
  readonly forecasts: readonly ForecastModel[];
}

/** A measure of a group: an item, or the annual total with bonus. */
export type Measure = ScoredItemKey | 'total';

/** One measure of one sex and grade, of one cohort or of all. */
export interface GroupReference {
  readonly sex: Sex;
  readonly grade: Grade;
  readonly measure: Measure;
  /** The cohort's school year; `null`: all years of the data together. */
  readonly schoolYear: number | null;
  /** How many results it rests on. */
  readonly n: number;
  /**
   * The values, in the measure's unit, at the normal deviates `DEVIATES`, worst first (lowest first for the
   * body-mass index and the total): what lies between is read off straight lines.
   */
  readonly values: readonly number[];
}

/** The deviates at which `GroupReference.values` are given: -3 to 3 in steps of 0.25. */
export const DEVIATES: readonly number[] = Array.from({ length: 25 }, (_, n) => -3 + n * 0.25);

/** A measure at a grade, such as `4/vital_capacity` or `8/total`. */
export type Variable = `${TestedGrade}/${Measure}`;

/**
 * How the normal deviates of a pupil's tests hang together, for one sex. A forecast is the expectation of the
 * grade-8 deviates given the known ones, which shrinks towards the group's mean as little is known.
 */
export interface ForecastModel {
  readonly sex: Sex;
  /** Known ones (grades 4 and 6) first, then the targets (grade 8). */
  readonly variables: readonly Variable[];
  readonly means: readonly number[];
  /** Rows of the lower triangle. */
  readonly covariance: readonly (readonly number[])[];
  readonly residuals: readonly ResidualShape[];
}

/** Which tested grades a forecast rests on. */
export type Known = '4' | '6' | '4+6';

/** How the truth lay about the forecast for pupils that the covariance was not fitted to. */
export interface ResidualShape {
  readonly target: Variable;
  readonly known: Known;
  readonly n: number;
  /** Standardised residuals at the shares 0, 0.05, ..., 1, already widened by the calibration. */
  readonly quantiles: readonly number[];
}
