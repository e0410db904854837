import type { Dice } from './dice.ts';
import { GRID, hiss, rmsOf, slow, stretches, valueAt, zeros } from './grid.ts';

/** Acceleration of a wrist without gravity, g: three axes on the grid. */
export type WristMotion = readonly Float64Array[];

/** A recording of real motion that scenes may borrow from: three axes on the grid. */
export type MotionClip = readonly Float64Array[];

/** No motion but the hand's tremor. */
export const still = (n: number, dice: Dice): WristMotion =>
  [0, 1, 2].map(() => hiss(n, { dice, from: 0.5, to: 8 }).map((v) => 0.004 * v));

/**
 * An arm that swings: one line that wanders a little, and its harmonics, otherwise on each axis.
 * `cadence`: swings a minute at a time (s); `size`: root mean square over all axes, g.
 */
export function swing(
  n: number,
  {
    dice,
    cadence,
    size,
  }: { readonly dice: Dice; readonly cadence: (t: number) => number; readonly size: number },
): WristMotion {
  const wander = slow(hiss(n, { dice, from: 0.02, to: 0.2 }), 0.2);
  const turns = zeros(n);
  let turn = 0;
  const unsteady = dice.size(0.002, 0.05);
  for (let i = 0; i < n; i += 1) {
    turns[i] = turn;
    turn += ((2 * Math.PI * cadence(i / GRID)) / 60 / GRID) * (1 + unsteady * (wander[i] as number));
  }
  const axes = [0, 1, 2].map(() => {
    const lines = [1, dice.between(0, 0.9), dice.between(0, 0.6), dice.between(0, 0.3)].map((part) => ({
      part,
      phase: dice.between(0, 2 * Math.PI),
    }));
    const weight = dice.between(0.1, 1);
    return turns.map((at) =>
      lines.reduce((sum, { part, phase }, k) => sum + weight * part * Math.sin((k + 1) * at + phase), 0),
    );
  });
  return sized(
    axes.map((axis) => {
      const noise = hiss(n, { dice, from: 0.5, to: 6 });
      return axis.map((v, i) => v + 0.1 * (noise[i] as number));
    }),
    size,
  );
}

/** An arm that does this and that: bursts of no one frequency. */
export function fidget(
  n: number,
  { dice, size, share }: { readonly dice: Dice; readonly size: number; readonly share: number },
): WristMotion {
  const when = stretches(n, { dice, share, seconds: dice.size(2, 12) });
  const to = dice.between(1, 4);
  return sized(
    [0, 1, 2].map(() => {
      const noise = hiss(n, { dice, from: 0.2, to });
      return noise.map((v, i) => v * (0.02 + (when[i] as number)));
    }),
    size,
  );
}

/** A stretch of a real recording, faster or slower, turned about; repeated where it is too short. */
export function borrowed(
  n: number,
  { dice, clip }: { readonly dice: Dice; readonly clip: MotionClip },
): WristMotion {
  const pace = dice.between(0.7, 1.4);
  const size = dice.size(0.6, 1.8);
  const length = (clip[0]?.length ?? 1) / GRID;
  const from = dice.between(0, Math.max(0, length - 5));
  const order = dice.pick([
    [0, 1, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ] as const);
  return order.map((k) => {
    const axis = clip[k] ?? clip[0] ?? zeros(1);
    const sign = dice.chance(0.5) ? size : -size;
    return zeros(n).map((_, i) => {
      // Back and forth through the clip, so that there is no seam.
      const at = (from + (i / GRID) * pace) % (2 * length);
      return sign * valueAt(axis, at < length ? at : 2 * length - at);
    });
  });
}

function sized(axes: readonly Float64Array[], size: number): WristMotion {
  const rms = Math.sqrt(axes.reduce((sum, axis) => sum + rmsOf(axis) ** 2, 0));
  return axes.map((axis) => axis.map((v) => (rms > 0 ? (v * size) / rms : v)));
}
