import type { Dice } from './dice.ts';

/** What is simulated is built on this grid (Hz) and sampled from it as a sensor would. */
export const GRID = 50;

export const zeros = (n: number): Float64Array => new Float64Array(n);

/** Value at a time (s) between two points of the grid; held on beyond its ends. */
export function valueAt(x: Float64Array, t: number): number {
  const at = Math.min(x.length - 1, Math.max(0, t * GRID));
  const low = Math.floor(at);
  const a = x[low] as number;
  return a + ((x[low + 1] ?? a) - a) * (at - low);
}

export function rmsOf(x: Float64Array): number {
  let sum = 0;
  for (const v of x) sum += v * v;
  return Math.sqrt(sum / Math.max(1, x.length));
}

/** Scaled to a root mean square of one; nothing stays nothing. */
export function unit(x: Float64Array): Float64Array {
  const rms = rmsOf(x);
  return rms > 0 ? x.map((v) => v / rms) : x;
}

/** One-pole low-pass: what is slower than `hz` stays. */
export function slow(x: Float64Array, hz: number): Float64Array {
  const keep = Math.exp((-2 * Math.PI * hz) / GRID);
  let level = x[0] ?? 0;
  return x.map((v) => {
    level += (1 - keep) * (v - level);
    return level;
  });
}

/** Hiss between two frequencies, rms one. */
export function hiss(
  n: number,
  { dice, from, to }: { readonly dice: Dice; readonly from: number; readonly to: number },
): Float64Array {
  const white = zeros(n).map(() => dice.gauss());
  const low = slow(slow(white, to), to);
  const base = slow(slow(low, from), from);
  return unit(low.map((v, i) => v - (base[i] as number)));
}

/**
 * Noise whose power falls with frequency to a `power` (1: pink, 2: a random walk), rms one: hisses of octaves, each
 * weaker than the one below.
 */
export function coloured(
  n: number,
  { dice, power }: { readonly dice: Dice; readonly power: number },
): Float64Array {
  const sum = zeros(n);
  for (let hz = 0.05; hz < 12; hz *= 2) {
    const octave = hiss(n, { dice, from: hz, to: 2 * hz });
    const size = hz ** ((1 - power) / 2);
    for (let i = 0; i < n; i += 1) sum[i] = (sum[i] as number) + size * (octave[i] as number);
  }
  return unit(sum);
}

/** 0 and 1 with soft edges: on for `share` of the time, in stretches of about `seconds`. */
export function stretches(
  n: number,
  { dice, share, seconds }: { readonly dice: Dice; readonly share: number; readonly seconds: number },
): Float64Array {
  const out = zeros(n);
  let on = dice.chance(share);
  for (let i = 0; i < n; ) {
    const mean = on ? seconds : (seconds * (1 - share)) / Math.max(0.02, share);
    const to = i + Math.max(GRID / 2, Math.round(GRID * mean * dice.between(0.5, 1.5)));
    if (on) out.fill(1, i, Math.min(n, to));
    on = !on;
    i = to;
  }
  return slow(out, 1);
}
