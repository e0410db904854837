import { FASTEST, RATES, SLOWEST, type Spectrum } from './spectrum.ts';

/** Motion (g, root mean square) at which it begins to shake the sensor, and at which it rules the signal. */
const STILL = 0.02;
const SHAKEN = 0.25;

/** How much the second harmonic adds to a rate's power. */
const SECOND = 0.6;
/** Power between the beats (at half and three halves) that speaks for twice or half the rate instead. */
const HALVES = 0.5;

export interface Window {
  readonly pulse: Spectrum;
  /** One per axis; empty: no accelerometer. */
  readonly motion: readonly Spectrum[];
  /** Root mean square of the motion in this window, g. */
  readonly shaking: number;
}

const at = (spectrum: Spectrum, bpm: number): number => spectrum[Math.round(bpm) - SLOWEST] ?? 0;

/** Highest within two bpm: a line is as wide as the window is short. */
const around = (spectrum: Spectrum, bpm: number): number =>
  Math.max(at(spectrum, bpm - 2), at(spectrum, bpm), at(spectrum, bpm + 2));

/**
 * How well each rate explains the window, as shares that sum to 1: power at the rate and its harmonic, less
 * what lies at the half, divided down where the arm swings at that frequency.
 */
export function evidenceOf({ pulse, motion, shaking }: Window): Float64Array {
  const moved = Math.min(1, Math.max(0, (shaking - STILL) / (SHAKEN - STILL)));
  const swing = moved === 0 ? null : swingOf(motion);
  const quiet = pulse.map((power, k) => power / (1 + 8 * moved * (swing?.[k] ?? 0)));
  const scores = Float64Array.from({ length: RATES }, (_, k) => {
    const bpm = SLOWEST + k;
    const line = at(quiet, bpm);
    const harmonic = Math.min(line, around(quiet, 2 * bpm));
    const half = bpm / 2 >= SLOWEST ? around(quiet, bpm / 2) : 0;
    return Math.max(0, line + SECOND * harmonic - HALVES * Math.min(half, line));
  });
  const sum = scores.reduce((total, score) => total + score, 0);
  return sum > 0 ? scores.map((score) => score / sum) : scores.fill(1 / RATES);
}

/** Each frequency's share of the strongest swing, 0-1, over all axes. */
function swingOf(motion: readonly Spectrum[]): Float64Array {
  const total = new Float64Array(2 * FASTEST - SLOWEST + 1);
  for (const axis of motion)
    for (let k = 0; k < total.length; k += 1) total[k] = (total[k] as number) + (axis[k] as number);
  const top = total.reduce((most, power) => Math.max(most, power), 0);
  return top > 0 ? total.map((power) => power / top) : total;
}
