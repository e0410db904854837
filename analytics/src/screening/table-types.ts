import type { Sex } from '@tizhi/contracts';

/** A row that holds from an age (months, included) to the next (excluded; `null`: open). */
export interface AgeRow {
  readonly sex: Sex;
  readonly fromMonths: number;
  readonly toMonths: number | null;
  /** Sources of the cells as the notes state them, with what was decided where they disagree. */
  readonly support: string;
}

/** WS/T 586-2018: lowest body-mass index, kg/m², that is overweight and that is obese. */
export interface OverweightRow extends AgeRow {
  readonly overweight: number;
  readonly obese: number;
}

/** WS/T 456-2014: highest body-mass index, kg/m², of moderate or severe and of mild wasting. */
export interface WastingRow extends AgeRow {
  readonly moderateSevere: number;
  readonly mild: number;
}

/** WS/T 456-2014: a height in cm not above this is stunted. */
export interface StuntingRow extends AgeRow {
  readonly stunted: number;
}

/** WS/T 610-2018: P95 of blood pressure, mmHg, in one band of height at one whole year of age. */
export interface PressureCell {
  readonly systolic: number;
  readonly diastolic: number;
}

export interface PressureRow {
  readonly sex: Sex;
  readonly ageYears: number;
  /** Heights in cm at P5, P10, P25, P50, P75, P90 and P95: the bands lie below, between and above them. */
  readonly heights: readonly number[];
  /** One more than heights: below P5 first. */
  readonly cells: readonly PressureCell[];
  readonly support: string;
}
