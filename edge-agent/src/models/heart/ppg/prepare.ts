import { bandPass, median, movingMean } from '../signal/filter.ts';
import { resample, type Samples, type Series } from '../signal/series.ts';

/** Pulse and motion are brought to this rate (Hz): wrist sensors send 21-28 a second. */
export const PPG_FS = 25;

/** Longest span (s) without a sample that is still bridged. */
const LONGEST_HOLE = 1;

export interface Pulse {
  /** Pulse wave 0.6-7 Hz, made even in size: about 1 everywhere that there is a pulse. */
  readonly wave: Series;
  /** Per sample: was there a signal at all. */
  readonly alive: Uint8Array;
}

/**
 * Makes the optical signal comparable: jumps of gain or pressure are cut down to what a pulse can do, slow
 * drift is taken away, size is evened out over 6 s so that one knock does not outweigh the other beats.
 */
export function preparePulse(samples: Samples): Pulse {
  const series = resample(samples, PPG_FS);
  const calm = withoutJumps(series.values);
  const band = bandPass(calm, { fs: PPG_FS, from: 0.6, to: 7 });
  const power = movingMean(
    band.map((v) => v * v),
    PPG_FS * 6,
  ).map(Math.sqrt);
  const floor = 1e-3 * (median(power) || 1);
  const wave = band.map((v, i) => Math.max(-3, Math.min(3, v / Math.max(floor, power[i] as number))));
  return { wave: { ...series, values: wave }, alive: aliveOf(samples, series) };
}

/** Steps more than this many times the usual one are no pulse but a change of gain: the level is carried on. */
const JUMP = 8;

function withoutJumps(x: Float64Array): Float64Array {
  const steps = x.map((v, i) => (i === 0 ? 0 : v - (x[i - 1] as number)));
  const sizes = steps.map(Math.abs);
  const most = JUMP * (median(sizes) || 1);
  let level = x[0] ?? 0;
  return x.map((_, i) => {
    const step = steps[i] as number;
    if (Math.abs(step) < most) level += step;
    return level;
  });
}

function aliveOf({ t, values }: Samples, { start, values: grid }: Series): Uint8Array {
  const alive = new Uint8Array(grid.length).fill(1);
  let last: number | null = null;
  for (let i = 0; i < t.length; i += 1) {
    if (!Number.isFinite(values[i] as number)) continue;
    const at = t[i] as number;
    if (last !== null && at - last > LONGEST_HOLE)
      alive.fill(0, Math.round((last - start) * PPG_FS) + 1, Math.round((at - start) * PPG_FS));
    last = at;
  }
  // A signal that does not move for 2 s comes from no wrist.
  let still = 0;
  for (let i = 1; i < grid.length; i += 1) {
    still = grid[i] === grid[i - 1] ? still + 1 : 0;
    if (still >= 2 * PPG_FS) alive.fill(0, i - still, i + 1);
  }
  return alive;
}

/** Motion in g, each axis without gravity and drift, on the grid of the pulse. */
export interface Motion {
  readonly axes: readonly Series[];
}

/** Acceleration by axis; `t` in seconds on the same clock as the pulse. */
export interface Acceleration {
  readonly t: ArrayLike<number>;
  readonly axes: readonly ArrayLike<number>[];
}

export function prepareMotion({ t, axes }: Acceleration, { start, values }: Series): Motion {
  return {
    axes: axes.map((axis) => {
      const own = resample({ t, values: axis }, PPG_FS);
      const band = bandPass(own.values, { fs: PPG_FS, from: 0.6, to: 5 });
      const shift = Math.round((start - own.start) * PPG_FS);
      return { fs: PPG_FS, start, values: values.map((_, i) => band[i + shift] ?? 0) };
    }),
  };
}
