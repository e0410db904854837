import type { BmiLevel, Grade, ScoredItemKey, Sex } from '@tizhi/contracts';
import type { SourceLetters } from './table-types.ts';

interface CellAddress {
  readonly item: ScoredItemKey;
  readonly sex: Sex;
  readonly grade: Grade;
  readonly score: number;
  readonly sources: SourceLetters;
}

/** The row of a printed table that gave a score; `threshold` in the item's unit. */
export interface ThresholdCell extends CellAddress {
  readonly kind: 'threshold';
  readonly threshold: number;
}

/** The band of the BMI table that gave a score, kg/m², both ends included; `null`: open. */
export interface BandCell extends CellAddress {
  readonly kind: 'band';
  readonly level: BmiLevel;
  readonly low: number | null;
  readonly high: number | null;
}

export type TableCell = ThresholdCell | BandCell;

/** The row of the bonus table: `bonus` points for being `beyond` the 100-point threshold, in the item's unit. */
export interface BonusCell {
  readonly item: ScoredItemKey;
  readonly sex: Sex;
  readonly grade: Grade;
  readonly bonus: number;
  readonly beyond: number;
  readonly sources: SourceLetters;
}
