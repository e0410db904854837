import { Fft } from '../signal/fft.ts';
import { withoutMotion } from './clean.ts';
import { FASTEST, RATES, SLOWEST } from './rates.ts';
import { LOOK_SAMPLES, type Look, PPG_FS } from './window.ts';

/** Points of the transform: lines 0.73 bpm apart. */
const POINTS = 2048;
const LINES = Math.ceil(((2 * FASTEST + 10) / 60 / PPG_FS) * POINTS) + 2;
/** Lowest line (bpm) that counts: below it there is only drift. */
const LOWEST = 30;

/** What is known of each rate; the order of `FEATURES` is the order of the network's inputs. */
export const FEATURES = [
  'line',
  'second',
  'third',
  'half',
  'oneAndHalf',
  'peak',
  'repeat',
  'repeatTwice',
  'repeatHalf',
  'cleanLine',
  'cleanSecond',
  'cleanThird',
  'cleanHalf',
  'cleanPeak',
  'cleanRepeat',
  'steadyLine',
  'steadyWorst',
  'swing',
  'swingSecond',
  'swingHalf',
  'swingHeight',
  'lineShare',
  'cleanShare',
  'cleanRepeatShare',
  'shaking',
  'swingSteady',
  'flat',
  'alive',
  'rate',
] as const;

/** `RATES` rows of `FEATURES.length` numbers each, about -3 to 3. */
export type FeatureRows = Float32Array;

/** Reads what speaks for each rate out of a look; holds its tables and work space. */
export class FeatureReader {
  readonly #fft = new Fft(POINTS);
  readonly #re = new Float64Array(POINTS);
  readonly #im = new Float64Array(POINTS);
  readonly #whole = hann(LOOK_SAMPLES);
  readonly #part = hann(LOOK_SAMPLES / 2);

  read({ pulse, axes, alive }: Look): FeatureRows {
    const clean = withoutMotion(pulse, axes);
    const [raw, free] = this.#pair(pulse, clean, this.#whole);
    const half = LOOK_SAMPLES / 2;
    const [early, late] = this.#pair(clean.subarray(0, half), clean.subarray(half), this.#part);
    const none = new Float64Array(LOOK_SAMPLES);
    const [x, y] = this.#pair(axes[0] ?? none, axes[1] ?? none, this.#whole);
    const [z] = this.#pair(axes[2] ?? none, none, this.#whole);
    const motion = x.map((v, k) => Math.hypot(v, y[k] as number, z[k] as number) / (LOOK_SAMPLES / 4));
    for (const lines of [raw, free, early, late]) tilt(lines);
    const [repeats, freeRepeats] = this.#repeats(raw, free);
    return rows({ raw, free, early, late, motion, repeats, freeRepeats, shaking: shakingOf(axes), alive });
  }

  /** Amplitudes of two real signals by one transform. */
  #pair(a: Float64Array, b: Float64Array, window: Float64Array): [Float64Array, Float64Array] {
    const [re, im] = [this.#re.fill(0), this.#im.fill(0)];
    const [meanA, meanB] = [meanOf(a), meanOf(b)];
    for (let i = 0; i < window.length; i += 1) {
      re[i] = ((a[i] as number) - meanA) * (window[i] as number);
      im[i] = ((b[i] as number) - meanB) * (window[i] as number);
    }
    this.#fft.transform(re, im);
    const [outA, outB] = [new Float64Array(LINES), new Float64Array(LINES)];
    for (let k = 1; k < LINES; k += 1) {
      const j = POINTS - k;
      const [rk, ik, rj, ij] = [re[k] as number, im[k] as number, re[j] as number, im[j] as number];
      outA[k] = Math.hypot(rk + rj, ik - ij) / 2;
      outB[k] = Math.hypot(ik + ij, rk - rj) / 2;
    }
    return [outA, outB];
  }

  /** Autocorrelations (-1..1) by lag in samples, out of the amplitudes (Wiener and Khinchin). */
  #repeats(a: Float64Array, b: Float64Array): [Float64Array, Float64Array] {
    const [re, im] = [this.#re.fill(0), this.#im.fill(0)];
    for (let k = 1; k < LINES; k += 1) {
      re[k] = (a[k] as number) ** 2;
      im[k] = (b[k] as number) ** 2;
      re[POINTS - k] = re[k] as number;
      im[POINTS - k] = im[k] as number;
    }
    this.#fft.transform(re, im);
    const longest = Math.ceil((60 / (SLOWEST / 2)) * PPG_FS) + 3;
    const scale = (x: Float64Array): Float64Array => {
      const whole = (x[0] as number) || 1;
      return x.slice(0, longest).map((v) => v / whole);
    };
    return [scale(re), scale(im)];
  }
}

const hann = (n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / n));

function meanOf(x: Float64Array): number {
  let sum = 0;
  for (const v of x) sum += v;
  return sum / x.length;
}

const lineOf = (bpm: number): number => (bpm / 60 / PPG_FS) * POINTS;

/** Raised in proportion to frequency, because drift of pressure falls with it; then rms one over the band. */
function tilt(lines: Float64Array): void {
  const first = Math.round(lineOf(LOWEST));
  lines.fill(0, 0, first);
  let sum = 0;
  for (let k = first; k < LINES; k += 1) {
    lines[k] = (lines[k] as number) * k;
    sum += (lines[k] as number) ** 2;
  }
  const rms = Math.sqrt(sum / (LINES - first));
  if (rms > 0) for (let k = first; k < LINES; k += 1) lines[k] = (lines[k] as number) / rms;
}

function at(lines: Float64Array, bpm: number): number {
  const k = lineOf(bpm);
  const low = Math.floor(k);
  const a = lines[low] ?? 0;
  return a + ((lines[low + 1] ?? 0) - a) * (k - low);
}

/** Highest within two bpm: a harmonic is not where a whole number says. */
const near = (lines: Float64Array, bpm: number): number =>
  Math.max(at(lines, bpm - 2), at(lines, bpm), at(lines, bpm + 2));

/** Between lags by a cubic through four points (Catmull and Rom). */
function lagAt(x: Float64Array, lag: number): number {
  const i = Math.floor(lag);
  const f = lag - i;
  const [a, b, c, d] = [x[Math.max(0, i - 1)] ?? 0, x[i] ?? 0, x[i + 1] ?? 0, x[i + 2] ?? 0];
  return b + 0.5 * f * (c - a + f * (2 * a - 5 * b + 4 * c - d + f * (3 * (b - c) + d - a)));
}

function shakingOf(axes: readonly Float64Array[]): number {
  let sum = 0;
  for (const axis of axes) for (const v of axis) sum += v * v;
  return Math.sqrt(sum / LOOK_SAMPLES);
}

interface Seen {
  readonly raw: Float64Array;
  readonly free: Float64Array;
  readonly early: Float64Array;
  readonly late: Float64Array;
  readonly motion: Float64Array;
  readonly repeats: Float64Array;
  readonly freeRepeats: Float64Array;
  readonly shaking: number;
  readonly alive: number;
}

const log1p = Math.log1p;
/** Amplitude (g) below which a line of motion says nothing. */
const QUIET = 0.005;

function rows(seen: Seen): FeatureRows {
  const { raw, free, early, late, motion, repeats, freeRepeats, shaking, alive } = seen;
  const top = { motion: 0, whole: 1e-9, line: 1e-9, clean: 1e-9, repeat: 1e-9, logs: 0, count: 0 };
  for (let bpm = LOWEST; bpm <= 2 * FASTEST; bpm += 1) {
    const swing = at(motion, bpm);
    top.motion = Math.max(top.motion, swing);
    top.whole += swing * swing;
    top.logs += Math.log(at(free, bpm) + 0.02);
    top.count += 1;
  }
  let steady = 0;
  for (let bpm = LOWEST; bpm <= 2 * FASTEST; bpm += 1)
    if (at(motion, bpm) > 0.5 * top.motion) steady += at(motion, bpm) ** 2;
  for (let bpm = SLOWEST; bpm <= FASTEST; bpm += 1) {
    top.line = Math.max(top.line, at(raw, bpm));
    top.clean = Math.max(top.clean, at(free, bpm));
    top.repeat = Math.max(top.repeat, lagAt(freeRepeats, (60 / bpm) * PPG_FS));
  }
  const moved = top.motion + QUIET;
  const global = [Math.log10(shaking + 0.01) + 1, steady / top.whole, top.logs / top.count, alive];
  const out = new Float32Array(RATES * FEATURES.length);
  for (let k = 0; k < RATES; k += 1) {
    const bpm = SLOWEST + k;
    const lag = (60 / bpm) * PPG_FS;
    const line = at(raw, bpm);
    const clean = at(free, bpm);
    const [first, second] = [at(early, bpm), at(late, bpm)];
    const repeat = lagAt(freeRepeats, lag);
    out.set(
      [
        log1p(line),
        log1p(near(raw, 2 * bpm)),
        log1p(near(raw, 3 * bpm)),
        log1p(near(raw, bpm / 2)),
        log1p(near(raw, 1.5 * bpm)),
        (line - (at(raw, bpm - 9) + at(raw, bpm + 9)) / 2) / 2,
        lagAt(repeats, lag),
        lagAt(repeats, lag / 2),
        lagAt(repeats, 2 * lag),
        log1p(clean),
        log1p(near(free, 2 * bpm)),
        log1p(near(free, 3 * bpm)),
        log1p(near(free, bpm / 2)),
        (clean - (at(free, bpm - 9) + at(free, bpm + 9)) / 2) / 2,
        repeat,
        Math.sqrt(first * second),
        Math.min(first, second),
        at(motion, bpm) / moved,
        near(motion, 2 * bpm) / moved,
        near(motion, bpm / 2) / moved,
        Math.log10(at(motion, bpm) + QUIET) + 2,
        line / top.line,
        clean / top.clean,
        repeat / top.repeat,
        ...global,
        Math.log2(bpm / 90),
      ],
      k * FEATURES.length,
    );
  }
  return out;
}
