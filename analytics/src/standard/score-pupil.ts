import type { Grade, Level, ScoredItemKey, Sex } from '@tizhi/contracts';
import { bodyMassIndex } from './body-mass-index.ts';
import { levelOfTotalTenths } from './levels.ts';
import { type MeasuredKey, roundItemValue } from './measurement.ts';
import { type ItemScore, scoreWith } from './score-item.ts';
import { tablesOf } from './tables.ts';

/**
 * A pupil's official results of one year, each in the item's unit. Absent, `null` or not finite: not measured
 * (missing, exempt, deferred). `bmi` is taken where it is given, otherwise made of height and weight; items
 * that the pupil's group does not do are ignored.
 */
export type PupilValues = { readonly [item in MeasuredKey]?: number | null | undefined };

export interface PupilScore {
  readonly items: { readonly [item in ScoredItemKey]?: ItemScore };
  /** Sum of score x weight, 0-100, one decimal, half-up; `null` while an item is missing. */
  readonly standardScore: number | null;
  /** 0-20; `null` while an item is missing. */
  readonly bonus: number | null;
  /** Standard score and bonus, added before rounding, 0-120, one decimal; `null` while an item is missing. */
  readonly total: number | null;
  /** Of the rounded total. */
  readonly level: Level | null;
  /** Items of the group without a value, in the order of the weights table. */
  readonly missing: readonly ScoredItemKey[];
}

/** An item that a group must do, its weight in percent and the highest bonus it can earn. */
export interface GroupItem {
  readonly item: ScoredItemKey;
  readonly weight: number;
  readonly bonusCap: number;
}

/** The compulsory items of a grade and sex; their weights sum to 100. */
export const itemsOf = (grade: Grade, sex: Sex): readonly GroupItem[] =>
  tablesOf(grade, sex).map(({ item, weight, bonusCap }) => ({ item, weight, bonusCap }));

/**
 * Scores a pupil by the 2014 national standard (国家学生体质健康标准). Every item of the group is compulsory:
 * the standard knows no re-weighting, so an incomplete set has item scores and no total.
 * The sum is kept in hundredths of a point, because x.x5 must round up.
 */
export function scorePupil(pupil: {
  readonly grade: Grade;
  readonly sex: Sex;
  readonly values: PupilValues;
}): PupilScore {
  const { values } = pupil;
  const items: { [item in ScoredItemKey]?: ItemScore } = {};
  const missing: ScoredItemKey[] = [];
  let hundredths = 0;
  let bonus = 0;
  for (const table of tablesOf(pupil.grade, pupil.sex)) {
    const value = table.item === 'bmi' ? indexOf(values) : values[table.item];
    if (value === undefined || value === null || !Number.isFinite(value)) {
      missing.push(table.item);
      continue;
    }
    const scored = scoreWith(table, value);
    items[table.item] = scored;
    hundredths += scored.score * table.weight;
    bonus += scored.bonus;
  }
  if (missing.length > 0)
    return { items, standardScore: null, bonus: null, total: null, level: null, missing };
  const standardTenths = Math.floor((hundredths + 5) / 10);
  const totalTenths = standardTenths + bonus * 10; // the bonus is whole: rounding before or after is the same
  return {
    items,
    standardScore: standardTenths / 10,
    bonus,
    total: totalTenths / 10,
    level: levelOfTotalTenths(totalTenths),
    missing,
  };
}

function indexOf(values: PupilValues): number | null | undefined {
  if (values.bmi !== undefined && values.bmi !== null) return values.bmi;
  const { height, weight } = values;
  if (height === undefined || height === null || weight === undefined || weight === null) return null;
  return bodyMassIndex(roundItemValue('height', height), roundItemValue('weight', weight));
}
