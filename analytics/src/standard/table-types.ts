import type { BmiLevel, Grade, ItemKey, Level, ScoredItemKey, Sex } from '@tizhi/contracts';

/** Shapes of the generated tables. Thresholds are integers: the value times the item's `scale`. */

/** One table of a sex and a grade, such as `female/u12`. */
export type GroupKey = `${Sex}/${Grade}`;

/** Which sources agree on a table: O the Ministry's text, B C K T W independent ones (never B alone). */
export type SourceLetters = string;

export interface ThresholdTable {
  readonly item: Exclude<ItemKey, 'height' | 'weight'>;
  readonly direction: 'higher_better' | 'lower_better';
  readonly scale: 1 | 10;
  readonly groups: readonly (readonly [
    key: GroupKey,
    sources: SourceLetters,
    cells: readonly (readonly [score: number, threshold: number])[],
  ])[];
}

export type BmiGroup = readonly [
  key: GroupKey,
  sources: SourceLetters,
  bands: readonly (readonly [level: BmiLevel, score: number, low: number | null, high: number | null])[],
];

export type BonusGroup = readonly [
  item: ScoredItemKey,
  key: GroupKey,
  sources: SourceLetters,
  beyond: readonly number[],
];

export type WeightGroup = readonly [
  key: GroupKey,
  items: readonly (readonly [item: ScoredItemKey, weightPercent: number, bonusCap: number])[],
];

export type LevelFloor = readonly [level: Level, floor: number];
