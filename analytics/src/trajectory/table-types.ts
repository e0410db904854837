/** One band of the grade 4/6/8 points rule: annual totals from `from` to `to`, both included. */
export interface PointsBand {
  readonly from: number;
  readonly to: number;
  readonly points: number;
  /** The source contradicts itself about this row. */
  readonly suspect: boolean;
  readonly support: string;
}
