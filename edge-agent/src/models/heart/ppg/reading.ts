import { type RateAt, refused } from '../rate.ts';
import type { Second } from './evidence.ts';
import { RATES, SLOWEST } from './rates.ts';
import { type Belief, massAround, rateQuantile } from './track.ts';

/** How sure a reading is and how wide its interval: set on simulated wrists by scripts/train-ppg/calibrate.ts. */
export interface Calibration {
  /** Logistic regression: weights of `signsOf`, the last one alone. */
  readonly trust: readonly number[];
  /** Below this confidence there is no rate. */
  readonly least: number;
  /** Half widths of the 90 % interval: `base + spread x half width of the belief`; a heart at rest sways more. */
  readonly base: { readonly rest: number; readonly effort: number };
  readonly spread: number;
}

/** Rates below this (bpm) are those of rest. */
export const RESTING = 100;
/** Part of a look that must have had a signal. */
const LEAST_ALIVE = 0.3;

/** Rates on each side (bpm) that count as this one. */
const BESIDE = 5;

/** Signs that a reading can be trusted, each about -3 to 3. `near`: the seconds around it. */
export function signsOf(belief: Belief, bpm: number, near: readonly Second[]): number[] {
  const mass = Math.min(0.999, Math.max(0.001, massAround(belief, bpm, BESIDE)));
  const width = rateQuantile(belief, 0.95) - rateQuantile(belief, 0.05);
  const k = Math.round(bpm) - SLOWEST;
  const [from, to] = [Math.max(0, k - BESIDE), Math.min(RATES, k + BESIDE + 1)];
  const known = near.filter(({ shares }) => shares !== null);
  const mean = (of: (second: Second) => number): number =>
    known.reduce((sum, second) => sum + of(second), 0) / Math.max(1, known.length);
  const seenIn = ({ shares }: Second): number =>
    shares?.shares.subarray(from, to).reduce((sum, share) => sum + share, 0) ?? 0;
  const most = (x: Float32Array): number => x.subarray(from, to).reduce((top, v) => Math.max(top, v), 0);
  const seen = mean(seenIn);
  const swing = mean(({ swings }) => most(swings));
  const half = mean(({ halves }) => most(halves));
  const shaking = mean((second) => second.shaking);
  const repeat = mean(({ repeats }) => most(repeats));
  return [
    Math.log(mass / (1 - mass)) / 3,
    Math.log(width + 1) - 2,
    4 * seen - 2,
    2 * Math.max(0, ...known.map(seenIn)) - 1,
    2 * mean(({ shares }) => shares?.none ?? 1) - 1,
    2 * swing - 1,
    3 * repeat - 1,
    // A clear wave at the swing of the arm is no sign of a pulse.
    4 * swing * repeat - 1,
    4 * half * repeat - 1,
    2 * half - 1,
    shaking,
    swing * (shaking + 1),
  ];
}

/** Rate at one second from what is known of it. `near`: the seconds around it. */
export function readingOf(
  second: Second,
  {
    belief,
    near,
    calibration,
  }: { readonly belief: Belief; readonly near: readonly Second[]; readonly calibration: Calibration },
): RateAt {
  if (second.alive < LEAST_ALIVE) return refused(second.t, 'no_signal');
  const bpm = rateQuantile(belief, 0.5);
  const confidence = confidenceOf(signsOf(belief, bpm, near), calibration);
  if (confidence < calibration.least) return refused(second.t, 'too_uncertain', confidence);
  const base = bpm < RESTING ? calibration.base.rest : calibration.base.effort;
  const half = (edge: number): number => base + calibration.spread * Math.abs(bpm - edge);
  return {
    t: second.t,
    bpm,
    low: bpm - half(rateQuantile(belief, 0.05)),
    high: bpm + half(rateQuantile(belief, 0.95)),
    confidence,
  };
}

export function confidenceOf(signs: readonly number[], { trust }: Pick<Calibration, 'trust'>): number {
  let sum = trust[signs.length] ?? 0;
  signs.forEach((sign, n) => {
    sum += sign * (trust[n] ?? 0);
  });
  return 1 / (1 + Math.exp(-sum));
}
