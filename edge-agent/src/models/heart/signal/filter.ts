interface Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

/** Second-order Butterworth sections by the bilinear transform (R. Bristow-Johnson, Audio EQ Cookbook). */
function section(kind: 'low' | 'high', { fs, hz }: { readonly fs: number; readonly hz: number }): Biquad {
  const w = (2 * Math.PI * Math.min(hz, fs * 0.45)) / fs;
  const alpha = Math.sin(w) / Math.SQRT2;
  const cos = Math.cos(w);
  const a0 = 1 + alpha;
  const side = kind === 'low' ? (1 - cos) / 2 : (1 + cos) / 2;
  return {
    b: [side / a0, ((kind === 'low' ? 1 : -1) * 2 * side) / a0, side / a0],
    a: [(-2 * cos) / a0, (1 - alpha) / a0],
  };
}

function pass(x: Float64Array, { b, a }: Biquad): Float64Array {
  const y = new Float64Array(x.length);
  let x1 = x[0] ?? 0;
  let x2 = x1;
  // As if the first value had stood for ever: no ringing at the start.
  const rest = ((b[0] + b[1] + b[2]) / (1 + a[0] + a[1])) * x1;
  let y1 = rest;
  let y2 = rest;
  for (let i = 0; i < x.length; i += 1) {
    const x0 = x[i] as number;
    const y0 = b[0] * x0 + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2;
    y[i] = y0;
    [x2, x1, y2, y1] = [x1, x0, y1, y0];
  }
  return y;
}

const bothWays = (x: Float64Array, biquad: Biquad): Float64Array =>
  pass(pass(x, biquad).reverse(), biquad).reverse();

/** What lies between `from` and `to` (Hz), without delay: each filter runs forward and backward. */
export function bandPass(
  x: Float64Array,
  { fs, from, to }: { readonly fs: number; readonly from: number; readonly to: number },
): Float64Array {
  return bothWays(bothWays(x, section('high', { fs, hz: from })), section('low', { fs, hz: to }));
}

/** Mean over `width` samples around each sample (fewer at the ends). */
export function movingMean(x: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(x.length + 1);
  for (let i = 0; i < x.length; i += 1) sums[i + 1] = (sums[i] as number) + (x[i] as number);
  const half = Math.max(0, Math.floor(width / 2));
  return x.map((_, i) => {
    const from = Math.max(0, i - half);
    const to = Math.min(x.length, i + half + 1);
    return ((sums[to] as number) - (sums[from] as number)) / (to - from);
  });
}

/** The value below which `part` (0-1) of the numbers lie; NaN of none. */
export function quantile(numbers: Iterable<number>, part: number): number {
  const sorted = Float64Array.from(numbers).sort();
  if (sorted.length === 0) return Number.NaN;
  const at = part * (sorted.length - 1);
  const low = sorted[Math.floor(at)] as number;
  const high = sorted[Math.ceil(at)] as number;
  return low + (high - low) * (at - Math.floor(at));
}

export const median = (numbers: Iterable<number>): number => quantile(numbers, 0.5);
