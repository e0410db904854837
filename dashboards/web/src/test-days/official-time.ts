import { ITEMS, type ItemKey, type ItemRule } from '@tizhi/contracts';

/**
 * Timed items that count any rest as a whole step; the others go to the nearest second, a tie up. The rule is
 * `OFFICIAL_ROUNDING` of the analytics, which a page does not download; a test holds the two together.
 */
const UP: ReadonlySet<ItemKey> = new Set(['run_50m', 'shuttle_50m_x8']);
const IN_MINUTES: ReadonlySet<ItemKey> = new Set(['shuttle_50m_x8', 'run_1000m', 'run_800m']);

/** Seconds of a stopwatch to the hundredth: what an attempt is stored with. */
export const rawSeconds = (elapsedMs: number): number => Math.round(elapsedMs / 10) / 100;

/** A time of the stopwatch, and the rounding that the day's own plan may name for its item. */
export interface WatchTime {
  readonly item: ItemKey;
  readonly elapsedMs: number;
  readonly rounding?: ItemRule['rounding'] | undefined;
}

/** A stopwatch's time as its official result will be written: `7.7` for 7.61 s over 50 m, `3'45"`. */
export function officialTime({ item, elapsedMs, rounding = 'none' }: WatchTime): string {
  const hundredths = Math.max(0, Math.round(elapsedMs / 10));
  const step = ITEMS[item].decimals === 1 ? 10 : 100;
  // What a plan leaves unrounded is still written as the standard writes the item.
  const mode = rounding === 'none' ? (UP.has(item) ? 'up' : 'half_up') : rounding;
  const steps = stepsOf(hundredths / step, mode);
  if (IN_MINUTES.has(item)) return `${Math.floor(steps / 60)}'${String(steps % 60).padStart(2, '0')}"`;
  return step === 10 ? (steps / 10).toFixed(1) : String(steps);
}

/** Whole hundredths divided by 10 or 100 are exact at every whole and half step: no binary rest counts as one. */
function stepsOf(steps: number, mode: Exclude<ItemRule['rounding'], 'none'>): number {
  switch (mode) {
    case 'up':
      return Math.ceil(steps);
    case 'half_up':
      return Math.floor(steps + 0.5);
    case 'truncate':
      return Math.floor(steps);
  }
}
