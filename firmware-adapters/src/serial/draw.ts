import { ITEMS, type ItemKey } from '@tizhi/contracts';

/** In [0, 1). */
export type Random = () => number;

/** A whole number from `low` to `high`, both included. */
export const drawWhole = (random: Random, low: number, high: number): number =>
  Math.min(high, low + Math.floor(random() * (high - low + 1)));

/** A value of an item anywhere in its legal range, with so many decimals (default: as it is stored). */
export function drawItem(random: Random, item: ItemKey, decimals: number = ITEMS[item].decimals): number {
  const { min, max } = ITEMS[item];
  const steps = 10 ** decimals;
  return drawWhole(random, min * steps, max * steps) / steps;
}

/** A card or bib number. */
export const drawTag = (random: Random): string => String(drawWhole(random, 1, 999_999));
