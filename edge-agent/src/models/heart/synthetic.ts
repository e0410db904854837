import { seededRandom } from '../../sources/simulated-class.ts';
import type { Acceleration } from './ppg/window.ts';
import type { Samples } from './signal/series.ts';

/** Synthetic signals with known beats. Nobody's heart; made for tests and the bench. */
export interface SyntheticHeart {
  readonly seconds: number;
  /** Rate at a time, bpm. */
  readonly bpm: (t: number) => number;
  readonly seed: number;
}

/** About Gaussian, from a seeded generator: the sum of four, spread 1. */
const gauss = (random: () => number): number =>
  (random() + random() + random() + random() - 2) * Math.sqrt(3);

/** Times of beats (s) with 2 % of beat-to-beat variation. */
export function syntheticBeats({ seconds, bpm, seed }: SyntheticHeart): number[] {
  const random = seededRandom(seed);
  const beats: number[] = [];
  for (let t = 0.5; t < seconds - 0.3; t += (60 / bpm(t)) * (1 + 0.02 * gauss(random))) beats.push(t);
  return beats;
}

const bump = (x: number, width: number): number => Math.exp(-0.5 * (x / width) ** 2);

/** One beat: P, Q, R, S, T as five bumps, after McSharry et al. (IEEE Trans Biomed Eng 2003;50:289-294). mV. */
const ecgBeat = (x: number): number =>
  0.12 * bump(x + 0.17, 0.022) -
  0.1 * bump(x + 0.026, 0.008) +
  1.1 * bump(x, 0.011) -
  0.22 * bump(x - 0.027, 0.009) +
  0.28 * bump(x - 0.26, 0.045);
/** A premature ventricular beat: wide, no P, T the other way. */
const wideBeat = (x: number): number => 1.3 * bump(x, 0.035) - 0.5 * bump(x - 0.25, 0.06);

export interface SyntheticEcg {
  readonly beats: readonly number[];
  readonly seconds: number;
  readonly fs: number;
  readonly seed: number;
  /** Root mean square of electrode-like noise, mV: slow walks with knocks. */
  readonly noise: number;
  /** -1: the electrodes are the wrong way round. */
  readonly polarity?: 1 | -1;
  /** Beats (by number) that are ventricular. */
  readonly wide?: ReadonlySet<number>;
}

export function syntheticEcg(of: SyntheticEcg): Samples {
  const { beats, seconds, fs, seed, noise, polarity = 1, wide = new Set<number>() } = of;
  const random = seededRandom(seed + 1);
  const n = Math.floor(seconds * fs);
  const values = new Float64Array(n);
  beats.forEach((beat, number) => {
    const shape = wide.has(number) ? wideBeat : ecgBeat;
    for (let i = Math.max(0, Math.round((beat - 0.4) * fs)); i < Math.min(n, (beat + 0.5) * fs); i += 1)
      values[i] = (values[i] as number) + polarity * shape(i / fs - beat);
  });
  // A walk that is drawn back within about 80 ms (most power below 5 Hz), and hiss.
  const keep = Math.exp(-1 / (0.08 * fs));
  const kick = noise * Math.sqrt(1 - keep * keep);
  let walk = 0;
  for (let i = 0; i < n; i += 1) {
    walk = walk * keep + kick * gauss(random);
    values[i] =
      (values[i] as number) + walk + 0.3 * Math.sin((2 * Math.PI * 0.25 * i) / fs) + 0.01 * gauss(random);
  }
  return { t: Float64Array.from({ length: n }, (_, i) => i / fs), values };
}

export interface SyntheticWrist {
  readonly beats: readonly number[];
  readonly seconds: number;
  readonly seed: number;
  /** Arm swings a minute; null: at rest. */
  readonly cadence: number | null;
  /** Size of the swing in the light, in sizes of the pulse. */
  readonly artefact: number;
}

/** A wrist sensor: light at 25 Hz with jitter, acceleration at 12 Hz; the swing shakes both. */
export function syntheticWrist(of: SyntheticWrist): {
  readonly ppg: Samples;
  readonly acceleration: Acceleration;
} {
  const { beats, seconds, seed, cadence, artefact } = of;
  const random = seededRandom(seed + 2);
  const swing = (t: number): number => {
    if (cadence === null) return 0;
    const turn = (2 * Math.PI * cadence * t) / 60 + 0.3 * Math.sin(0.7 * t);
    return Math.sin(turn) + 0.4 * Math.sin(2 * turn + 1);
  };
  const pulse = (t: number): number => {
    let sum = 0;
    for (const beat of beats) {
      const x = t - beat - 0.2;
      if (x > -0.5 && x < 1) sum += bump(x, 0.09) + 0.35 * bump(x - 0.28, 0.1);
    }
    return sum;
  };
  const times = (hz: number): Float64Array =>
    Float64Array.from({ length: Math.floor(seconds * hz) }, (_, i) => (i + 0.2 * random()) / hz);
  const light = times(25);
  const moved = times(12);
  return {
    ppg: {
      t: light,
      values: light.map(
        (t) =>
          2000 + 40 * pulse(t) + 40 * artefact * swing(t - 0.05) + 15 * Math.sin(t / 5) + 3 * gauss(random),
      ),
    },
    acceleration: {
      t: moved,
      axes: [0.6, 0.3, 0.1].map((part) => moved.map((t) => part * swing(t) + 0.01 * gauss(random))),
    },
  };
}

/**
 * RR intervals as a bad strap reports them: of a hundred, `share` x 100 are a beat missed, one too many, or one
 * early with its pause. The time they cover stays the same.
 */
export function spoiltIntervals(
  rr: readonly number[],
  { share, seed }: { readonly share: number; readonly seed: number },
): number[] {
  const random = seededRandom(seed);
  const out: number[] = [];
  for (let n = 0; n < rr.length; n += 1) {
    const [here, next] = [rr[n] as number, rr[n + 1]];
    const draw = random() / share;
    const part = 0.2 + 0.6 * random();
    if (draw < 1 / 3 && next !== undefined) {
      out.push(here + next);
      n += 1;
    } else if (draw >= 1 / 3 && draw < 2 / 3) out.push(here * part, here * (1 - part));
    else if (draw >= 2 / 3 && draw < 1 && next !== undefined) {
      out.push(here * 0.7, next + here * 0.3);
      n += 1;
    } else out.push(here);
  }
  return out;
}
