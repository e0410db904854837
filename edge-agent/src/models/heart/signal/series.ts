/** Samples at one even rate. `start`: seconds of the first sample; `fs`: samples a second (Hz). */
export interface Series {
  readonly fs: number;
  readonly start: number;
  readonly values: Float64Array;
}

/** Samples as a sensor sends them: `t` in seconds, ascending, any spacing; one value for each time. */
export interface Samples {
  readonly t: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/**
 * Samples put on an even grid of `fs` Hz. Of a faster signal the mean of each step is taken
 * (which keeps mains hum and hiss from folding down), of others a straight line is drawn between samples.
 * Values that are no number are left out.
 */
export function resample({ t, values }: Samples, fs: number): Series {
  const times: number[] = [];
  const levels: number[] = [];
  for (let i = 0; i < t.length; i += 1) {
    const at = t[i] as number;
    const value = values[i] as number;
    if (!Number.isFinite(at) || !Number.isFinite(value)) continue;
    if (times.length > 0 && at <= (times[times.length - 1] as number)) continue;
    times.push(at);
    levels.push(value);
  }
  const start = times[0] ?? 0;
  const last = times[times.length - 1] ?? start;
  const n = times.length === 0 ? 0 : Math.floor((last - start) * fs + 1e-6) + 1;
  const out = new Float64Array(n);
  // Of a little more than one sample a step some steps hold two, whose mean lies beside the step.
  const dense = times.length > 1.5 * n;
  const sums = boxed({ times, levels, start, fs, n });
  let j = 0;
  for (let i = 0; i < n; i += 1) {
    const at = start + i / fs;
    if (dense && (sums.counts[i] as number) > 1) {
      out[i] = (sums.sums[i] as number) / (sums.counts[i] as number);
      continue;
    }
    while (j < times.length - 2 && (times[j + 1] as number) < at) j += 1;
    const [t0, v0] = [times[j] as number, levels[j] as number];
    const [t1, v1] = [times[j + 1] ?? t0, levels[j + 1] ?? v0];
    const part = t1 > t0 ? Math.min(1, Math.max(0, (at - t0) / (t1 - t0))) : 0;
    out[i] = v0 + (v1 - v0) * part;
  }
  return { fs, start, values: out };
}

function boxed(grid: {
  readonly times: readonly number[];
  readonly levels: readonly number[];
  readonly start: number;
  readonly fs: number;
  readonly n: number;
}): { readonly sums: Float64Array; readonly counts: Uint32Array } {
  const { times, levels, start, fs, n } = grid;
  const sums = new Float64Array(n);
  const counts = new Uint32Array(n);
  for (let i = 0; i < times.length; i += 1) {
    const box = Math.round(((times[i] as number) - start) * fs);
    if (box < 0 || box >= n) continue;
    sums[box] = (sums[box] as number) + (levels[i] as number);
    counts[box] = (counts[box] as number) + 1;
  }
  return { sums, counts };
}

/** Seconds of evenly spaced samples. */
export const evenTimes = (n: number, fs: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => i / fs);
