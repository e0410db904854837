import type { Grade, ItemKey, ScoreInterval, Sex } from '@tizhi/contracts';
import {
  levelOfScore,
  OFFICIAL_ROUNDING,
  type RoundingMode,
  roundItemValue,
  scoreItem,
} from '../standard/index.ts';

/**
 * The score of a measurement whose instrument may be off by `error` (in the item's unit, 0 or more) either way:
 * both ends are rounded as the item is and looked up. A table is a staircase that runs one way, so every score
 * between is between the two. `null` for an item that the group does not score.
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
  const { item, grade, sex, value, error, rounding = OFFICIAL_ROUNDING[item] } = measured;
  if (item === 'height' || item === 'weight') return null;
  const low = roundItemValue(item, value - error, rounding);
  const high = roundItemValue(item, value + error, rounding);
  const atLow = scoreItem({ item, grade, sex, value: low });
  const atHigh = scoreItem({ item, grade, sex, value: high });
  if (atLow === undefined || atHigh === undefined) return null;
  const lowScore = Math.min(atLow.score, atHigh.score);
  const highScore = Math.max(atLow.score, atHigh.score);
  return {
    low,
    high,
    lowScore,
    highScore,
    crossesLevel: levelOfScore(lowScore) !== levelOfScore(highScore),
  };
}
