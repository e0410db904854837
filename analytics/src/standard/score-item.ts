import type { BmiLevel, Grade, Level, ScoredItemKey, Sex } from '@tizhi/contracts';
import type { BonusCell, TableCell } from './cells.ts';
import { toSteps } from './measurement.ts';
import { type ItemTable, tablesOf } from './tables.ts';

/** One item's score, with the cells of the printed tables that gave it. */
export interface ItemScore {
  /** In the item's unit, rounded as the item's official rule says. */
  readonly value: number;
  /** 0-100, a score that the table prints; 0 when worse than its last row. */
  readonly score: number;
  /** 优秀 ... 不及格; for BMI 正常, 低体重, 超重, 肥胖. */
  readonly level: Level | BmiLevel;
  /** Bonus points (加分) of this item, 0-20. */
  readonly bonus: number;
  /** `null` only for a score of 0, for which the standard prints no row. */
  readonly cell: TableCell | null;
  readonly bonusCell: BonusCell | null;
}

export interface ItemResult {
  readonly item: ScoredItemKey;
  readonly grade: Grade;
  readonly sex: Sex;
  /** In the item's unit: s (also for `3'45"`), cm, ml, counts, kg/m². Finite. */
  readonly value: number;
}

/**
 * Scores one result by the 2014 national standard (国家学生体质健康标准). `undefined` where the item does not
 * belong to that grade and sex, or the value is not a finite number: never a 0 for what was not measured.
 */
export function scoreItem({ item, grade, sex, value }: ItemResult): ItemScore | undefined {
  const table = tablesOf(grade, sex).find((candidate) => candidate.item === item);
  return table === undefined || !Number.isFinite(value) ? undefined : scoreWith(table, value);
}

/** Scores a finite value by one table. */
export function scoreWith(table: ItemTable, value: number): ItemScore {
  const steps = toSteps(value, table.scale, table.rounding);
  const signed = table.sign * steps;
  const { score, level, cell } = table.outcomes[rowOf(table.floors, signed)] ?? NOTHING;
  const bonus = bonusOf(table, signed);
  return {
    value: steps / table.scale,
    score,
    level,
    bonus,
    cell,
    bonusCell: bonus === 0 ? null : (table.bonusCells[bonus - 1] ?? null),
  };
}

const NOTHING = { score: 0, level: 'fail', cell: null } as const;

/** The first row whose floor the value reaches: the best one. The last floor is below every value. */
function rowOf(floors: Int32Array, signed: number): number {
  let low = 0;
  let high = floors.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((floors[middle] ?? 0) <= signed) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whole steps beyond the 100-point row; a part of a step earns nothing. */
function bonusOf(table: ItemTable, signed: number): number {
  const { bonusSteps } = table;
  if (bonusSteps.length === 0) return 0;
  const beyond = signed - (table.floors[0] ?? 0);
  let bonus = 0;
  while (bonus < bonusSteps.length && beyond >= (bonusSteps[bonus] ?? Infinity)) bonus += 1;
  return bonus;
}
