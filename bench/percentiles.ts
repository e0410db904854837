/** A distribution in three figures, exact: from all values, sorted, no buckets. */
export interface Spread {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Nearest rank: the smallest value that at least the given share of all values do not exceed. */
export function spreadOf(values: ArrayLike<number>): Spread {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number =>
    sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** Shown as `p50 12, p99 48, max 61 ms (n 200)`. */
export const showMs = ({ p50, p99, max, count }: Spread): string =>
  `p50 ${ms(p50)}, p99 ${ms(p99)}, max ${ms(max)} ms (n ${count})`;

const ms = (value: number): string => (value < 10 ? value.toFixed(1) : Math.round(value).toString());
