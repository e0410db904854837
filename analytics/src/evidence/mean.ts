import type { Estimate } from '@tizhi/contracts';
import { studentT } from './student-t.ts';

export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Unbiased; 0 for fewer than two values. */
  readonly variance: number;
}

export function momentsOf(values: readonly number[]): Moments {
  const count = values.length;
  const mean = count === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { count, mean, variance: count < 2 ? 0 : squares / (count - 1) };
}

/** 95 % about a value, in its unit. */
export const around = (value: number, reach: number): Estimate => ({
  value,
  low: value - reach,
  high: value + reach,
  level: 95,
});

/**
 * A mean with Student's t interval (n - 1 degrees of freedom). The pupils are all there are, so nothing is uncertain
 * about the mean as such; the interval says how far it could lie elsewhere with other pupils of the same kind.
 */
export function meanOf(values: readonly number[]): Estimate {
  const { count, mean, variance } = momentsOf(values);
  return around(mean, studentT(count - 1) * Math.sqrt(variance / count));
}

/** What is left of a whole without a part of it; `null`: nothing, or one value. */
export function restOf(whole: Moments, part: Moments): Moments | null {
  const count = whole.count - part.count;
  if (count < 2) return null;
  const mean = (whole.count * whole.mean - part.count * part.mean) / count;
  const squares = ({ count: n, mean: m, variance }: Moments) => (n - 1) * variance + n * m ** 2;
  const rest = squares(whole) - squares(part) - count * mean ** 2;
  return { count, mean, variance: Math.max(0, rest) / (count - 1) };
}

/**
 * Mean of a whole minus the mean of a part of it. The part counts in the whole, so only the rest is independent of
 * it: with the part's share f the difference is (1 - f) (rest - part), its variance (1 - f)² (s²/n + s²/n), its
 * degrees of freedom those of Welch (1947). `null`: there is no rest.
 */
export function wholeMinusPart(whole: Moments, part: Moments): Estimate | null {
  const rest = restOf(whole, part);
  if (rest === null || part.count < 2) return null;
  const share = rest.count / whole.count;
  const [vp, vr] = [part.variance / part.count, rest.variance / rest.count];
  const difference = share * (rest.mean - part.mean);
  const freedom = (vp + vr) ** 2 / (vp ** 2 / (part.count - 1) + vr ** 2 / (rest.count - 1));
  const reach = vp + vr === 0 ? 0 : studentT(freedom) * Math.sqrt(vp + vr);
  return around(difference, share * reach);
}
