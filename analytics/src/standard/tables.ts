import { type BmiLevel, Grade, type Level, type ScoredItemKey, Sex } from '@tizhi/contracts';
import type { BonusCell, TableCell } from './cells.ts';
import { BMI_GROUPS } from './generated/bmi.ts';
import { BONUS_GROUPS } from './generated/bonus.ts';
import { THRESHOLDS } from './generated/thresholds.ts';
import { WEIGHT_GROUPS } from './generated/weights.ts';
import { levelOfScore } from './levels.ts';
import { OFFICIAL_ROUNDING, type RoundingMode, stepsPerUnit } from './measurement.ts';
import type { GroupKey } from './table-types.ts';

/** What one row of a table gives. `cell` is null below the last row, where the standard prints nothing. */
export interface Outcome {
  readonly score: number;
  readonly level: Level | BmiLevel;
  readonly cell: TableCell | null;
}

/** One item of one group, ready for integer comparison. */
export interface ItemTable {
  readonly item: ScoredItemKey;
  readonly weight: number;
  readonly bonusCap: number;
  readonly scale: 1 | 10;
  readonly rounding: RoundingMode;
  /** -1 where lower is better: values and thresholds are turned round, so that better is always greater. */
  readonly sign: 1 | -1;
  /** Thresholds in signed steps, best first; the last is below every value. */
  readonly floors: Int32Array;
  readonly outcomes: readonly Outcome[];
  /** Signed steps beyond the first floor that earn 1, 2, 3 ... bonus points, and their cells. */
  readonly bonusSteps: Int32Array;
  readonly bonusCells: readonly BonusCell[];
}

/** Below any value: closes every table. */
const BOTTOM = -0x8000_0000;

type Rows = readonly { readonly floor: number; readonly outcome: Outcome }[];

const tablesByGroup: ReadonlyMap<string, readonly ItemTable[]> = new Map(
  WEIGHT_GROUPS.map(([key, items]) => [
    key,
    items.map(([item, weight, bonusCap]) => compile({ key, item, weight, bonusCap })),
  ]),
);

type ByGrade = Readonly<Record<Grade, readonly ItemTable[]>>;
const byGrade = (sex: Sex): ByGrade =>
  Object.fromEntries(
    Grade.options.map((grade) => [grade, tablesByGroup.get(`${sex}/${grade}`) ?? []]),
  ) as ByGrade;
const BY_SEX: Readonly<Record<Sex, ByGrade>> = { male: byGrade('male'), female: byGrade('female') };

/** The items of a group in the order of the weights table, with everything that scores them. */
export const tablesOf = (grade: Grade, sex: Sex): readonly ItemTable[] => BY_SEX[sex][grade];

function compile(entry: { key: GroupKey; item: ScoredItemKey; weight: number; bonusCap: number }): ItemTable {
  const { key, item, weight, bonusCap } = entry;
  const lower = THRESHOLDS.find((table) => table.item === item)?.direction === 'lower_better';
  const rows = item === 'bmi' ? bmiRows(key) : thresholdRows(item, key);
  const bonus = bonusRows(item, key);
  return {
    item,
    weight,
    bonusCap,
    scale: stepsPerUnit(item),
    rounding: OFFICIAL_ROUNDING[item],
    sign: lower ? -1 : 1,
    floors: Int32Array.from(rows, (row) => row.floor),
    outcomes: rows.map((row) => row.outcome),
    bonusSteps: Int32Array.from(bonus, (cell) => cell.beyond * stepsPerUnit(item)),
    bonusCells: bonus,
  };
}

function thresholdRows(item: ScoredItemKey, key: GroupKey): Rows {
  const table = THRESHOLDS.find((candidate) => candidate.item === item);
  const group = table?.groups.find(([groupKey]) => groupKey === key);
  if (table === undefined || group === undefined) throw new Error(`no table of ${item} for ${key}`);
  const [, sources, cells] = group;
  const sign = table.direction === 'lower_better' ? -1 : 1;
  const rows = cells.map(([score, threshold]) => ({
    floor: sign * threshold,
    outcome: {
      score,
      level: levelOfScore(score),
      cell: {
        kind: 'threshold',
        item,
        ...partsOf(key),
        score,
        sources,
        threshold: threshold / table.scale,
      } as const,
    },
  }));
  // Worse than the last row is 0 by the convention of all sources; the standard prints no such row.
  return [...rows, { floor: BOTTOM, outcome: { score: 0, level: levelOfScore(0), cell: null } }];
}

function bmiRows(key: GroupKey): Rows {
  const group = BMI_GROUPS.find(([groupKey]) => groupKey === key);
  if (group === undefined) throw new Error(`no BMI bands for ${key}`);
  const [, sources, bands] = group;
  const unit = (tenths: number | null) => (tenths === null ? null : tenths / 10);
  return bands
    .map(([level, score, low, high]) => ({
      floor: low ?? BOTTOM,
      outcome: {
        score,
        level,
        cell: {
          kind: 'band',
          item: 'bmi',
          ...partsOf(key),
          score,
          sources,
          level,
          low: unit(low),
          high: unit(high),
        } as const,
      },
    }))
    .sort((a, b) => b.floor - a.floor);
}

function bonusRows(item: ScoredItemKey, key: GroupKey): readonly BonusCell[] {
  const group = BONUS_GROUPS.find(([groupItem, groupKey]) => groupItem === item && groupKey === key);
  if (group === undefined) return [];
  const [, , sources, steps] = group;
  return steps.map((beyond, index) => ({ item, ...partsOf(key), bonus: index + 1, beyond, sources }));
}

function partsOf(key: GroupKey): { sex: Sex; grade: Grade } {
  const [sex, grade] = key.split('/');
  return { sex: Sex.parse(sex), grade: Grade.parse(grade) };
}
