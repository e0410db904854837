import { DATE } from './levels.ts';

/**
 * The level at which two birth dates agree; both `yyyymmdd` as a number, which need not be a day of the calendar
 * (a day and month typed the wrong way round give month 25).
 */
export function compareDates(a: number, b: number): number {
  if (a === 0 || b === 0) return DATE.missing;
  if (a === b) return DATE.same;
  if (swapDayMonth(a) === b) return DATE.dayMonth;
  const digits = differingDigits(a, b);
  if (digits === 1) return DATE.oneDigit;
  if (digits === 2 && neighboursSwapped(a, b)) return DATE.neighbours;
  if (Math.floor(a / 100) === Math.floor(b / 100)) return DATE.sameMonth;
  return a % 10_000 === b % 10_000 ? DATE.sameDayOfYear : DATE.different;
}

/** 20140503 is 20140305. */
export const swapDayMonth = (date: number): number =>
  Math.floor(date / 10_000) * 10_000 + (date % 100) * 100 + (Math.floor(date / 100) % 100);

function differingDigits(a: number, b: number): number {
  let count = 0;
  for (let [x, y] = [a, b]; x > 0 || y > 0; x = Math.floor(x / 10), y = Math.floor(y / 10))
    if (x % 10 !== y % 10) count += 1;
  return count;
}

function neighboursSwapped(a: number, b: number): boolean {
  for (let place = 1; place <= 1_000_000; place *= 10) {
    const low = Math.floor(a / place) % 10;
    const high = Math.floor(a / (place * 10)) % 10;
    if (a + (low - high) * place * 9 === b) return true;
  }
  return false;
}
