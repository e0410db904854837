/** The value below which `part` (0-1) of the values lie; 0 where there are none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
}

/** From the lowest to the highest but for a tenth at either end. */
export const spread = (values: readonly number[]): number => quantile(values, 0.9) - quantile(values, 0.1);
