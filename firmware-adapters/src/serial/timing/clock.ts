/**
 * Times of timing systems, in whole ticks of 0.01 ms (a TAG Heuer prints five decimals): sums and differences stay exact,
 * where milliseconds with a fraction would gather binary dust.
 */
export type Ticks = number;

export const TICKS_PER_MS = 100;
const TICKS_PER_S = 100_000;

/** `HH:MM:SS` with up to five decimals; spaces stand where a device has fewer. */
const CLOCK = /^(\d\d):([0-5]\d):([0-5]\d)(?:\.(\d{1,5}))? *$/;

/** Ticks of a printed time; `undefined` where it is none. Hours go up to 99: a running time knows no midnight. */
export function parseClock(text: string): Ticks | undefined {
  const [, hours, minutes, seconds, fraction = ''] = CLOCK.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return whole * TICKS_PER_S + Number(fraction.padEnd(5, '0'));
}

/** The same time with so many decimals (1-5). A `RangeError` where it has more, or is 100 hours or longer. */
export function formatClock(ticks: Ticks, decimals: number): string {
  const unit = 10 ** (5 - decimals);
  const seconds = Math.floor(ticks / TICKS_PER_S);
  if (!Number.isInteger(ticks / unit) || ticks < 0 || seconds >= 360_000) {
    throw new RangeError(`${ticks} ticks cannot be printed with ${decimals} decimals`);
  }
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${clock}.${String((ticks % TICKS_PER_S) / unit).padStart(decimals, '0')}`;
}

export const toMs = (ticks: Ticks): number => ticks / TICKS_PER_MS;
export const toTicks = (ms: number): Ticks => Math.round(ms * TICKS_PER_MS);
/** Cut off to so many decimals of a second, as timing devices do by the rules: never rounded up. */
export const truncate = (ticks: Ticks, decimals: number): Ticks => ticks - (ticks % 10 ** (5 - decimals));
