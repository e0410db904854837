import { bandPass, median, movingMean } from '../signal/filter.ts';
import { resample, type Samples } from '../signal/series.ts';

/** Pulse and motion are brought to this rate (Hz): wrist sensors send 20-30 a second. */
export const PPG_FS = 25;

/** Acceleration by axis, g; `t` in seconds on the same clock as the pulse. */
export interface Acceleration {
  readonly t: ArrayLike<number>;
  readonly axes: readonly ArrayLike<number>[];
}

/** Seconds of signal that one look is made of, and seconds before them that the filters settle in. */
export const LOOK = 10;
const SETTLE = 2;
/** Samples of a look, and of the whole stretch. */
export const LOOK_SAMPLES = LOOK * PPG_FS;
const STRETCH = (LOOK + SETTLE) * PPG_FS;
/** Longest span (s) without a sample that is still bridged. */
const LONGEST_HOLE = 1;
/** A signal that stands still this long (s) comes from no wrist. */
const LONGEST_STILL = 2;

/** The last ten seconds of a wrist, made comparable. */
export interface Look {
  /** Pulse wave 0.6-7 Hz, size evened out to about 1, `LOOK_SAMPLES` long; 0 where there was no signal. */
  readonly pulse: Float64Array;
  /** Acceleration 0.6-5 Hz, g, one array per axis; empty: no accelerometer. */
  readonly axes: readonly Float64Array[];
  /** Part of the look that had a signal, 0-1. */
  readonly alive: number;
}

/** The look that ends at `end` (s). Only what was there by then is used. */
export function lookAt(
  end: number,
  { ppg, acceleration }: { readonly ppg: Samples; readonly acceleration: Acceleration | null },
): Look {
  const from = end - LOOK - SETTLE;
  const near = between(ppg, { from, end });
  const { values, known } = onGrid(near, from);
  const first = known.indexOf(1);
  if (first < 0) return { pulse: new Float64Array(LOOK_SAMPLES), axes: [], alive: 0 };
  const last = known.lastIndexOf(1) + 1;
  const wave = waveOf(values.subarray(first, last));
  const pulse = new Float64Array(STRETCH);
  let living = 0;
  for (let i = first; i < last; i += 1) {
    if (known[i] === 0) continue;
    pulse[i] = wave[i - first] as number;
    if (i >= STRETCH - LOOK_SAMPLES) living += 1;
  }
  return {
    pulse: pulse.slice(STRETCH - LOOK_SAMPLES),
    axes: acceleration === null ? [] : axesOf(acceleration, { from, end }),
    alive: living / LOOK_SAMPLES,
  };
}

interface Span {
  readonly from: number;
  readonly end: number;
}

function between({ t, values }: Samples, { from, end }: Span): Samples {
  const low = firstAfter(t, from);
  const high = firstAfter(t, end);
  const take = (x: ArrayLike<number>): Float64Array =>
    Float64Array.from({ length: high - low }, (_, i) => x[low + i] as number);
  return { t: take(t), values: take(values) };
}

/** Number of the first time after `at`, by bisection. */
function firstAfter(t: ArrayLike<number>, at: number): number {
  let low = 0;
  let high = t.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((t[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Samples on the grid of a stretch that begins at `from`; `known`: 1 where there was a living signal. */
function onGrid(
  samples: Samples,
  from: number,
): { readonly values: Float64Array; readonly known: Uint8Array } {
  const values = new Float64Array(STRETCH);
  const known = new Uint8Array(STRETCH);
  const series = resample(samples, PPG_FS);
  const shift = Math.round((series.start - from) * PPG_FS);
  let still = 0;
  for (let i = 0; i < series.values.length; i += 1) {
    const at = i + shift;
    if (at < 0 || at >= STRETCH) continue;
    values[at] = series.values[i] as number;
    known[at] = 1;
    still = i > 0 && series.values[i] === series.values[i - 1] ? still + 1 : 0;
    if (still >= LONGEST_STILL * PPG_FS) known.fill(0, Math.max(0, at - still), at + 1);
  }
  let last: number | null = null;
  for (let i = 0; i < samples.t.length; i += 1) {
    if (!Number.isFinite(samples.values[i] as number)) continue;
    const at = samples.t[i] as number;
    if (last !== null && at - last > LONGEST_HOLE)
      known.fill(
        0,
        clampAt(Math.round((last - from) * PPG_FS) + 1),
        clampAt(Math.round((at - from) * PPG_FS)),
      );
    last = at;
  }
  return { values, known };
}

const clampAt = (i: number): number => Math.min(STRETCH, Math.max(0, i));

/** Steps more than this many times the usual one are no pulse but a change of gain: the level is carried on. */
const JUMP = 8;

/** Jumps of gain taken out, drift and hiss filtered off, size evened out over 6 s so that no knock outweighs beats. */
function waveOf(x: Float64Array): Float64Array {
  const steps = x.map((v, i) => (i === 0 ? 0 : v - (x[i - 1] as number)));
  const most = JUMP * (median(steps.map(Math.abs)) || 1);
  let level = 0;
  const calm = steps.map((step) => {
    if (Math.abs(step) < most) level += step;
    return level;
  });
  const band = bandPass(calm, { fs: PPG_FS, from: 0.6, to: 7 });
  const power = movingMean(
    band.map((v) => v * v),
    PPG_FS * 6,
  ).map(Math.sqrt);
  const floor = 1e-3 * (median(power) || 1);
  return band.map((v, i) => Math.max(-3, Math.min(3, v / Math.max(floor, power[i] as number))));
}

function axesOf({ t, axes }: Acceleration, { from, end }: Span): Float64Array[] {
  return axes.map((axis) => {
    const { values, known } = onGrid(between({ t, values: axis }, { from, end }), from);
    const first = known.indexOf(1);
    if (first < 0) return new Float64Array(LOOK_SAMPLES);
    const last = known.lastIndexOf(1) + 1;
    const out = new Float64Array(STRETCH);
    out.set(bandPass(values.subarray(first, last), { fs: PPG_FS, from: 0.6, to: 5 }), first);
    return out.slice(STRETCH - LOOK_SAMPLES);
  });
}
