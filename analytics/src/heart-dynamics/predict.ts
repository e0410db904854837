import { expectedCurve, slopesOf } from './curve.ts';
import { type HeartDynamics, nextDay } from './parameters.ts';
import { times } from './symmetric.ts';

/** Half width of a 90 % interval, standard deviations. */
const Z90 = 1.6449;

/** A heart rate that is expected, bpm, with its 90 % interval. */
export interface ExpectedRate {
  readonly bpm: number;
  readonly low: number;
  readonly high: number;
}

/** What is to come: effort every 5 s, and the rate at its start (`null`: unknown, taken to be at rest). */
export interface Ahead {
  readonly effort: readonly number[];
  readonly startBpm: number | null;
}

/**
 * The heart rates that this pupil is expected to have under an effort, before any of it is heard. The interval
 * holds what is not known of her, how days differ, and what the model never explains.
 */
export function predictHeart(dynamics: HeartDynamics, ahead: Ahead): ExpectedRate[] {
  const curve = expectedCurve(dynamics.mean, ahead);
  const slopes = slopesOf(dynamics.mean, ahead);
  const covariance = nextDay(dynamics);
  return Array.from(curve, (bpm, step) => {
    const slope = slopes.map((column) => column[step] ?? 0);
    const unsure = times(covariance, slope).reduce((sum, value, i) => sum + value * (slope[i] ?? 0), 0);
    const half = Z90 * dynamics.spread * Math.sqrt(Math.max(0, unsure) + dynamics.residualBpm ** 2);
    return { bpm, low: bpm - half, high: bpm + half };
  });
}
