import { type ItemDistribution, PERCENTILES, SMALLEST_GROUP } from '@tizhi/contracts';

/**
 * Percentiles by linear interpolation between ordered values (Hyndman and Fan 1996, definition 7). Each tells about
 * the one or two pupils that it lies between: it is given only where at least {@link SMALLEST_GROUP} pupils lie on
 * either side.
 */
export function percentilesOf(values: readonly number[]): ItemDistribution['percentiles'] {
  const sorted = Float64Array.from(values).sort();
  const at = (per: number): number | null => {
    const beyond = (sorted.length * Math.min(per, 100 - per)) / 100;
    if (beyond < SMALLEST_GROUP) return null;
    const place = ((sorted.length - 1) * per) / 100;
    const lower = sorted[Math.floor(place)] ?? 0;
    return lower + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] ?? lower) - lower);
  };
  const [p10, p25, p50, p75, p90] = PERCENTILES;
  return [at(p10), at(p25), at(p50), at(p75), at(p90)];
}
