import type { Grade, ItemKey, ScoreInterval, Sex } from '@tizhi/contracts';
import type { RoundingMode } from '../standard/index.ts';

/**
 * The score of a measurement whose instrument may be off by `error` (in the item's unit) either way: both ends
 * are rounded as the item is and looked up. `null` for an item that the group does not score.
 */
export function scoreInterval(measured: {
  readonly item: ItemKey;
  readonly grade: Grade;
  readonly sex: Sex;
  /** As measured, before rounding. */
  readonly value: number;
  readonly error: number;
  readonly rounding?: RoundingMode | undefined;
}): ScoreInterval | null {
  throw new Error(`not built yet: ${measured.item}`);
}
