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

/**
 * Mean of a whole minus the mean of a part of it. The part counts in the whole, so only the rest is independent of
 * it: with the part's share f the difference is (1 - f) (rest - part), its variance (1 - f)² (s²/n + s²/n), its
 * degrees of freedom those of Welch (1947). `null`: there is no rest.
 */
export function wholeMinusPart(part: readonly number[], rest: readonly number[]): Estimate | null {
  if (part.length < 2 || rest.length < 2) return null;
  const [a, b] = [momentsOf(part), momentsOf(rest)];
  const share = b.count / (a.count + b.count);
  const [va, vb] = [a.variance / a.count, b.variance / b.count];
  const variance = va + vb;
  if (variance === 0) return around(share * (b.mean - a.mean), 0);
  const freedom = variance ** 2 / (va ** 2 / (a.count - 1) + vb ** 2 / (b.count - 1));
  return around(share * (b.mean - a.mean), share * studentT(freedom) * Math.sqrt(variance));
}
