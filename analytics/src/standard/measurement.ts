import { ITEMS, type ItemKey } from '@tizhi/contracts';

/** A result of the test: a measured item, or the body-mass index made of two. */
export type MeasuredKey = ItemKey | 'bmi';

/**
 * How a raw measurement becomes the stored one (进位方式). Device vendors list the same four.
 *
 * - `none`: it stays as measured.
 * - `half_up`: to the nearest step, a tie towards plus infinity (-5.05 becomes -5.0).
 * - `truncate`: digits past the step are dropped.
 * - `up`: any rest counts as a whole step (10.11 s becomes 10.2 s).
 */
export const ROUNDING_MODES = ['none', 'half_up', 'truncate', 'up'] as const;
export type RoundingMode = (typeof ROUNDING_MODES)[number];

/**
 * The mode of each item where the device's own rule says nothing else. The standard itself prints none: 50 m
 * up is in two municipal notices, the others rest on one source each (rules.md of the shared standard notes,
 * "Measurement precision", where the support is marked line by line).
 */
export const OFFICIAL_ROUNDING: Readonly<Record<MeasuredKey, RoundingMode>> = {
  height: 'half_up',
  weight: 'half_up',
  bmi: 'half_up',
  vital_capacity: 'none',
  run_50m: 'up',
  sit_and_reach: 'half_up',
  rope_skip_1min: 'none',
  sit_up_1min: 'none',
  shuttle_50m_x8: 'up',
  pull_up: 'none',
  standing_long_jump: 'truncate',
  run_1000m: 'half_up',
  run_800m: 'half_up',
};

/** How far a decimal number may lie from a whole step before it counts as a rest and not as binary dust. */
const DUST = 1e-6;

/** Steps per unit at the stored precision: 10 where one decimal is stored, 1 where none is. */
export const stepsPerUnit = (item: MeasuredKey): 1 | 10 =>
  item === 'bmi' || ITEMS[item].decimals === 1 ? 10 : 1;

/** A value in whole steps; with the mode `none` a rest stays. */
export function toSteps(value: number, scale: 1 | 10, mode: RoundingMode): number {
  const steps = value * scale;
  const nearest = Math.round(steps);
  if (Math.abs(steps - nearest) <= DUST) return nearest + 0; // never -0
  switch (mode) {
    case 'none':
      return steps;
    case 'half_up':
      return Math.floor(steps + 0.5 + DUST); // 1.005 * 10 is a little below 10.05
    case 'truncate':
      return Math.trunc(steps);
    case 'up':
      return Math.ceil(steps);
  }
}

/**
 * A raw measurement, in the item's unit, as it is stored and scored. The mode can be overridden for a station
 * whose maker states another rule.
 */
export function roundItemValue(
  item: MeasuredKey,
  raw: number,
  mode: RoundingMode = OFFICIAL_ROUNDING[item],
): number {
  const scale = stepsPerUnit(item);
  return toSteps(raw, scale, mode) / scale;
}

const IN_MINUTES: ReadonlySet<MeasuredKey> = new Set(['shuttle_50m_x8', 'run_1000m', 'run_800m']);

/** Whether the standard writes this item's seconds as minutes and seconds (`3'45"`). */
export const isTimedInMinutes = (item: MeasuredKey): boolean => IN_MINUTES.has(item);

/** A value, in the item's unit, as the standard's tables print it: `3'45"`, `8.1`, `-0.3`, `182`. */
export function formatItemValue(item: MeasuredKey, value: number): string {
  const stored = roundItemValue(item, value);
  if (!isTimedInMinutes(item)) return stepsPerUnit(item) === 10 ? stored.toFixed(1) : String(stored);
  const seconds = String(stored % 60).padStart(2, '0');
  return `${Math.floor(stored / 60)}'${seconds}"`;
}
