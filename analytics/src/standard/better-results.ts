import { type Grade, ITEMS, type ScoredItemKey, type Sex } from '@tizhi/contracts';
import { toSteps } from './measurement.ts';
import { scoreWith } from './score-item.ts';
import { type ItemTable, tablesOf } from './tables.ts';

/** A result better than the present one that brings more: the smallest that brings so much. */
export interface BetterResult {
  /** In the item's unit, at the stored precision. */
  readonly value: number;
  /** What it brings to the annual total, bonus included, in hundredths of a point. */
  readonly gain: number;
}

/**
 * The inverse of scoring one item: every row of its table and of its bonus table that lies above a result, the
 * nearest first, each bringing more than the one before. One stored step short of a row brings what the row
 * before it brings. Rows outside the legal range (`ITEMS`) are left out. The body-mass index has none: it has
 * no better direction, and nobody proposes a change of weight to a child.
 */
export function betterResults(result: {
  readonly item: ScoredItemKey;
  readonly grade: Grade;
  readonly sex: Sex;
  readonly value: number;
}): readonly BetterResult[] {
  const { item } = result;
  const table = tablesOf(result.grade, result.sex).find((candidate) => candidate.item === item);
  if (item === 'bmi' || table === undefined) return [];
  const { min, max } = ITEMS[item];
  const signed = table.sign * toSteps(result.value, table.scale, table.rounding);
  const now = pointsOf(table, result.value);
  const better: BetterResult[] = [];
  for (const row of rowsAbove(table, signed)) {
    const value = (table.sign * row) / table.scale;
    const gain = pointsOf(table, value) - now;
    if (value >= min && value <= max && gain > (better.at(-1)?.gain ?? 0)) better.push({ value, gain });
  }
  return better;
}

/** Score and bonus in hundredths of a point of the annual total. */
function pointsOf(table: ItemTable, value: number): number {
  const { score, bonus } = scoreWith(table, value);
  return score * table.weight + bonus * 100;
}

/** Signed steps of the rows of both tables above a value, nearest first. */
function rowsAbove({ floors, bonusSteps }: ItemTable, signed: number): readonly number[] {
  const top = floors[0] ?? 0;
  return [...floors, ...bonusSteps.map((beyond) => top + beyond)]
    .filter((row) => row > signed)
    .sort((a, b) => a - b);
}
