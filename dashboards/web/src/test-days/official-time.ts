import { ITEMS, type ItemKey } from '@tizhi/contracts';

/**
 * Timed items that count any rest as a whole step; the others go to the nearest second, a tie up. The rule is
 * `OFFICIAL_ROUNDING` of the analytics, which a page does not download; a test holds the two together.
 */
const UP: ReadonlySet<ItemKey> = new Set(['run_50m', 'shuttle_50m_x8']);
const IN_MINUTES: ReadonlySet<ItemKey> = new Set(['shuttle_50m_x8', 'run_1000m', 'run_800m']);

/** Seconds of a stopwatch to the hundredth: what an attempt is stored with. */
export const rawSeconds = (elapsedMs: number): number => Math.round(elapsedMs / 10) / 100;

/** A stopwatch's time as its official result will be written: `7.7` for 7.61 s over 50 m, `3'45"`. */
export function officialTime(item: ItemKey, elapsedMs: number): string {
  const hundredths = Math.max(0, Math.round(elapsedMs / 10));
  const step = ITEMS[item].decimals === 1 ? 10 : 100;
  // Whole hundredths, so that no binary rest counts as one.
  const steps = UP.has(item) ? Math.ceil(hundredths / step) : Math.floor((hundredths + step / 2) / step);
  if (IN_MINUTES.has(item)) return `${Math.floor(steps / 60)}'${String(steps % 60).padStart(2, '0')}"`;
  return step === 10 ? (steps / 10).toFixed(1) : String(steps);
}
