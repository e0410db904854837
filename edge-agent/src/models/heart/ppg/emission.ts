import { RATES, SLOWEST, SPECTRUM, type Spectrum } from './spectrum.ts';

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
/** How far a rate at which the arm swings is divided down (power), where motion rules. */
const DIVIDED = 4;
/** The same for a steady swing: its harmonics and skirts reach far. */
const DIVIDED_STEADY = 100;
/** A harmonic counts up to this many times the line of the rate itself. */
const HARMONIC_CAP = 3;
/** What a rate keeps whose period does not repeat at all, and how much a repeating one gains. */
const LEAST_REPEAT = 0.1;
const REPEATING = 4;

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

export interface Evidence {
  /** One per rate, sum 1. */
  readonly shares: Float64Array;
  /** Autocorrelation at each rate's period, -1..1. */
  readonly repeats: Float64Array;
  /** Strength (0-1) of a steady swing of the arm at each frequency; null: none that could be taken for a pulse. */
  readonly swings: Float64Array | null;
}

/** Weighs every rate by one window; holds the table of cosines. */
export class RateEvidence {
  readonly #cosines = Array.from({ length: RATES }, (_, k) =>
    Float64Array.from({ length: SPECTRUM }, (_, f) =>
      Math.cos((2 * Math.PI * (SLOWEST + f)) / (SLOWEST + k)),
    ),
  );

  /**
   * How well each rate explains the window, as shares that sum to 1: the amplitude at the rate and its harmonics,
   * divided down where the arm swings, times how well the rate's period repeats the whole wave. The first keeps
   * half the rate away (it has no line), the second twice and three times the rate (sharp pulses have harmonics
   * stronger than their rate, but those periods do not repeat the wave).
   */
  of({ pulse, motion, shaking }: Window): Evidence {
    const moved = Math.min(1, Math.max(0, (shaking - STILL) / (SHAKEN - STILL)));
    const swing = moved === 0 ? null : swingOf(motion);
    const steady = swing !== null && moved > RULED && isSteady(swing);
    const divided = steady ? DIVIDED_STEADY : DIVIDED;
    const quiet = pulse.map(
      (power, k) => Math.sqrt(power / (1 + divided * moved * (swing?.[k] ?? 0))) * (SLOWEST + k) ** TILT,
    );
    const repeats = this.#repeats(quiet);
    const scores = Float64Array.from({ length: RATES }, (_, k) => {
      const bpm = SLOWEST + k;
      const line = at(quiet, bpm);
      const most = HARMONIC_CAP * line;
      const comb =
        line +
        SECOND * Math.min(most, around(quiet, 2 * bpm)) +
        THIRD * Math.min(most, around(quiet, 3 * bpm));
      const repeat = LEAST_REPEAT + Math.max(0, repeats[k] as number);
      return (comb * repeat ** REPEATING) ** SHARPNESS;
    });
    const sum = scores.reduce((total, score) => total + score, 0);
    return {
      shares: sum > 0 ? scores.map((score) => score / sum) : scores.fill(1 / RATES),
      repeats,
      swings: steady ? swing : null,
    };
  }

  /** Autocorrelation (-1..1) at each rate's period, out of the amplitudes (Wiener and Khinchin). */
  #repeats(amplitudes: Float64Array): Float64Array {
    const power = amplitudes.map((v) => v * v);
    const whole = power.reduce((sum, v) => sum + v, 0) || 1;
    return Float64Array.from(this.#cosines, (cosines) => {
      let sum = 0;
      for (let f = 0; f < power.length; f += 1) sum += (power[f] as number) * (cosines[f] as number);
      return sum / whole;
    });
  }
}

/** Part of full shaking from which a steady swing may be taken for the pulse. */
const RULED = 0.5;
/** Width of one line of a 10 s window (bpm, each side), and the part of all swing that a steady one has in it. */
const LINE = 8;
const STEADY = 0.5;

function isSteady(swing: Float64Array): boolean {
  const top = swing.indexOf(1);
  const whole = swing.reduce((sum, v) => sum + v, 0);
  return (
    swing.subarray(Math.max(0, top - LINE), top + LINE + 1).reduce((sum, v) => sum + v, 0) > STEADY * whole
  );
}

/** Each frequency's share of the strongest swing, 0-1, over all axes. */
function swingOf(motion: readonly Spectrum[]): Float64Array {
  const total = new Float64Array(SPECTRUM);
  for (const axis of motion)
    for (let k = 0; k < total.length; k += 1) total[k] = (total[k] as number) + (axis[k] as number);
  const top = total.reduce((most, power) => Math.max(most, power), 0);
  return top > 0 ? total.map((power) => power / top) : total;
}
