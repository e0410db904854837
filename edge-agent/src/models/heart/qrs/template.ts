import { median } from '../signal/filter.ts';
import { type EcgFeatures, QRS_FS } from './features.ts';

/** Samples on each side of a beat that its shape is taken from: 100 ms. */
const HALF = Math.round(QRS_FS * 0.1);
/** How far a beat may sit from its energy peak while shapes are laid over each other: 40 ms. */
const SHIFT = Math.round(QRS_FS * 0.04);
/** Beats that the shape is learned from, at most. */
const SAMPLE = 60;

/** The person's own beat: `shape` has mean 0 and length 1, its middle is the R (or S) peak. */
export interface BeatTemplate {
  readonly shape: Float64Array;
}

const cut = (x: Float64Array, at: number): Float64Array | null => {
  if (at < HALF || at + HALF >= x.length) return null;
  const part = x.slice(at - HALF, at + HALF + 1);
  const mean = part.reduce((sum, v) => sum + v, 0) / part.length;
  const free = part.map((v) => v - mean);
  const length = Math.sqrt(free.reduce((sum, v) => sum + v * v, 0));
  return length > 0 ? free.map((v) => v / length) : null;
};

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, v, i) => sum + v * (b[i] as number), 0);

/** How well a stretch is like a shape of mean 0 and length 1, -1..1, and the size that the shape sees there. */
function fitAt(
  x: Float64Array,
  at: number,
  shape: Float64Array,
): { readonly fit: number; readonly size: number } {
  const width = shape.length;
  const from = at - HALF;
  let product = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < width; i += 1) {
    const v = x[from + i] as number;
    product += v * (shape[i] as number);
    sum += v;
    squares += v * v;
  }
  const length = Math.sqrt(Math.max(0, squares - (sum * sum) / width));
  return { fit: length > 0 ? product / length : 0, size: product };
}

/** The place within `SHIFT` where the shape fits best, and how well (-1..1). */
function bestFit(x: Float64Array, at: number, shape: Float64Array): { at: number; fit: number } {
  const best = { at, fit: -1 };
  const last = Math.min(x.length - HALF - 1, at + SHIFT);
  for (let to = Math.max(HALF, at - SHIFT); to <= last; to += 1) {
    const { fit } = fitAt(x, to, shape);
    if (fit > best.fit) {
      best.fit = fit;
      best.at = to;
    }
  }
  return best;
}

/**
 * Learns the shape that most beats share: the beat that the others resemble most (a medoid, so that no noise
 * is averaged in), then the mean of those like it. `peaks`: samples of likely beats. Null: too few beats.
 */
export function learnTemplate({ sharp: band }: EcgFeatures, peaks: readonly number[]): BeatTemplate | null {
  const stride = Math.max(1, Math.floor(peaks.length / SAMPLE));
  const chosen = peaks.filter((_, n) => n % stride === 0).filter((at) => cut(band, at) !== null);
  if (chosen.length < 3) return null;
  const fits = chosen.map((at) => {
    const shape = cut(band, at) as Float64Array;
    const others = chosen.filter((_, n) => n % 2 === 0 || chosen.length < 20);
    return median(others.map((other) => bestFit(band, other, shape).fit));
  });
  let shape = cut(band, chosen[fits.indexOf(Math.max(...fits))] as number) as Float64Array;
  for (let round = 0; round < 3; round += 1) {
    const sum = new Float64Array(shape.length);
    for (const from of chosen) {
      const { at, fit } = bestFit(band, from, shape);
      if (fit < 0.6) continue;
      const part = cut(band, at) as Float64Array;
      for (let i = 0; i < sum.length; i += 1) sum[i] = (sum[i] as number) + (part[i] as number) * fit;
    }
    const length = Math.sqrt(dot(sum, sum));
    if (length > 0) shape = sum.map((v) => v / length);
  }
  return { shape };
}

/** How the signal answers the template at every sample. */
export interface Match {
  /** -1..1: likeness of shape, whatever the size. */
  readonly likeness: Float64Array;
  /** Size of the beat that the template sees there, in the units of `sharp`. */
  readonly size: Float64Array;
}

/** Matched filter over the whole signal; `offset`: samples from the template's middle to its tallest point. */
export function matchTemplate(
  { sharp: band }: EcgFeatures,
  { shape }: BeatTemplate,
): Match & { readonly offset: number } {
  const n = band.length;
  const likeness = new Float64Array(n);
  const size = new Float64Array(n);
  for (let at = HALF; at + HALF < n; at += 1) {
    const seen = fitAt(band, at, shape);
    size[at] = seen.size;
    likeness[at] = seen.fit;
  }
  let top = HALF;
  for (let i = 0; i < shape.length; i += 1)
    if (Math.abs(shape[i] as number) > Math.abs(shape[top] as number)) top = i;
  return { likeness, size, offset: top - HALF };
}
