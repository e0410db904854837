import type { TargetForecast } from './forecaster.ts';
import { normalQuantile, normalShare } from './normal.ts';
import type { ResidualShape } from './reference.ts';

/** The standardised residual below which a share (0-1) of the truths lay; normal where nothing was seen. */
export function shapeQuantile(shape: ResidualShape | undefined, share: number): number {
  if (shape === undefined) return normalQuantile(share);
  const { quantiles } = shape;
  const position = share * (quantiles.length - 1);
  const index = Math.min(quantiles.length - 2, Math.floor(position));
  const low = quantiles[index] ?? 0;
  return low + ((quantiles[index + 1] ?? low) - low) * (position - index);
}

/** The share of truths (0-1) below a deviate, for a forecast. */
export function chanceBelow({ mean, deviation, shape }: TargetForecast, deviate: number): number {
  const standardised = (deviate - mean) / deviation;
  if (shape === undefined) return normalShare(standardised);
  const { quantiles } = shape;
  const last = quantiles.length - 1;
  if (standardised <= (quantiles[0] ?? 0)) return 0;
  for (let index = 0; index < last; index += 1) {
    const low = quantiles[index] ?? 0;
    const high = quantiles[index + 1] ?? low;
    if (standardised <= high)
      return (index + (high === low ? 0.5 : (standardised - low) / (high - low))) / last;
  }
  return 1;
}
