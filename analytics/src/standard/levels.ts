import type { BmiLevel, Language, Level } from '@tizhi/contracts';
import { ITEM_LEVELS, LEVEL_NAMES_ZH, TOTAL_LEVELS } from './generated/levels.ts';
import type { LevelFloor } from './table-types.ts';

/** Level of one item's score, 0-100 (not of BMI, which has names of its own). */
export const levelOfScore = (score: number): Level => levelAt(ITEM_LEVELS, score);

/** Level of an annual total in tenths of a point, bonus included, after rounding: 899 is good, 900 excellent. */
export const levelOfTotalTenths = (tenths: number): Level => levelAt(TOTAL_LEVELS, tenths);

/** The level above that of an annual total, with its lowest total in tenths; `null` above the highest. */
export function nextLevel(tenths: number): { readonly level: Level; readonly floorTenths: number } | null {
  const next = TOTAL_LEVELS.findLast(([, floor]) => floor > tenths);
  return next === undefined ? null : { level: next[0], floorTenths: next[1] };
}

function levelAt(floors: readonly LevelFloor[], value: number): Level {
  for (const [level, floor] of floors) if (value >= floor) return level;
  return 'fail';
}

/** What a person reads for a level. */
export const levelName = (level: Level | BmiLevel, language: Language): string =>
  language === 'zh' ? LEVEL_NAMES_ZH[level] : level;
