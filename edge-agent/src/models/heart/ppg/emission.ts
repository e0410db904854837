import { FASTEST, RATES, SLOWEST, type Spectrum } from './spectrum.ts';

/** Motion (g, root mean square) at which it begins to shake the sensor, and at which it rules the signal. */
const STILL = 0.02;
const SHAKEN = 0.25;

/** What the second and the third harmonic add to a rate, in parts of their amplitude. */
const SECOND = 0.8;
const THIRD = 0.6;
/** Slow drift of pressure falls with frequency: amplitudes are raised by this power of it. */
const TILT = 1;
/** How much clearer the strongest rate is made than its amplitude: 2 would be power. */
const SHARPNESS = 1.5;
const MOT = 4;
const CAP = 3;

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
  const quiet = pulse.map(
    (power, k) => Math.sqrt(power / (1 + MOT * moved * (swing?.[k] ?? 0))) * (SLOWEST + k) ** TILT,
  );
  const repeats = repeatsOf(quiet);
  const scores = Float64Array.from({ length: RATES }, (_, k) => {
    const bpm = SLOWEST + k;
    const line = at(quiet, bpm);
    const second = Math.min(CAP * line, around(quiet, 2 * bpm));
    const third = Math.min(CAP * line, around(quiet, 3 * bpm));
    const repeat = LEAST_REPEAT + Math.max(0, repeats[k] as number);
    return ((line + SECOND * second + THIRD * third) * repeat ** REP) ** SHARPNESS;
  });
  const sum = scores.reduce((total, score) => total + score, 0);
  return sum > 0 ? scores.map((score) => score / sum) : scores.fill(1 / RATES);
}

/** What a rate keeps whose period does not repeat at all. */
const LEAST_REPEAT = 0.1;
const REP = 4;

/** Sharp pulses have harmonics as strong as their rate, but only the rate's own period repeats the whole wave. */
const COSINES = Array.from({ length: RATES }, (_, k) =>
  Float64Array.from({ length: 2 * FASTEST - SLOWEST + 1 }, (_, f) =>
    Math.cos((2 * Math.PI * (SLOWEST + f)) / (SLOWEST + k)),
  ),
);

/** Autocorrelation (-1..1) at each rate's period, out of the amplitudes (Wiener and Khinchin). */
function repeatsOf(amplitudes: Float64Array): Float64Array {
  const power = amplitudes.map((v) => v * v);
  const whole = power.reduce((sum, v) => sum + v, 0) || 1;
  return Float64Array.from(
    COSINES,
    (cosines) => power.reduce((sum, v, f) => sum + v * (cosines[f] as number), 0) / whole,
  );
}

/** Each frequency's share of the strongest swing, 0-1, over all axes. */
function swingOf(motion: readonly Spectrum[]): Float64Array {
  const total = new Float64Array(2 * FASTEST - SLOWEST + 1);
  for (const axis of motion)
    for (let k = 0; k < total.length; k += 1) total[k] = (total[k] as number) + (axis[k] as number);
  const top = total.reduce((most, power) => Math.max(most, power), 0);
  return top > 0 ? total.map((power) => power / top) : total;
}
