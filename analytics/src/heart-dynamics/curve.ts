import type { Parameters } from './parameters.ts';

/** Seconds between two points of a lesson's grid. */
export const STEP_S = 5;

/** Fastest and slowest that a time constant can be, s: keeps a fit from running away. */
const TAU_S = { low: 5, high: 600 } as const;

/**
 * The heart rate that the model expects, bpm, at each point of a lesson's grid. A first-order approach to
 * `rest + effort * (gain + drift * minutes)`, with one time constant upwards and another downwards.
 */
export function expectedCurve(
  [rest = 0, gain = 0, lnTauRise = 0, lnTauFall = 0, drift = 0]: Parameters,
  { effort, startBpm }: { readonly effort: readonly number[]; readonly startBpm: number | null },
): Float64Array {
  const keep = (lnTau: number): number =>
    Math.exp(-STEP_S / Math.min(TAU_S.high, Math.max(TAU_S.low, Math.exp(lnTau))));
  const [keepRise, keepFall] = [keep(lnTauRise), keep(lnTauFall)];
  const curve = new Float64Array(effort.length);
  let bpm = startBpm ?? rest;
  for (let step = 0; step < effort.length; step += 1) {
    curve[step] = bpm;
    const target = rest + (effort[step] ?? 0) * (gain + (drift * step * STEP_S) / 60);
    bpm = target + (bpm - target) * (target > bpm ? keepRise : keepFall);
  }
  return curve;
}

/** How the curve moves with each parameter: one column each, by small steps to both sides. */
export function slopesOf(
  mean: Parameters,
  lesson: { readonly effort: readonly number[]; readonly startBpm: number | null },
): Float64Array[] {
  return mean.map((value, at) => {
    const by = Math.max(1e-3, Math.abs(value) * 1e-3);
    const moved = (sign: 1 | -1) => expectedCurve(mean.with(at, value + sign * by), lesson);
    const [up, down] = [moved(1), moved(-1)];
    return up.map((high, step) => (high - (down[step] ?? 0)) / (2 * by));
  });
}
