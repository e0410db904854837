import type { Look } from './hop-look.ts';
import { quantile } from './quantile.ts';

/** Time in the air of one jump and what follows from it. */
export interface Flight {
  /** Seconds since the film began. */
  readonly takeOff: number;
  readonly landing: number;
  readonly seconds: number;
  /** Rise of the body's centre: g t^2 / 8, because it rises for half of the flight. Metres. */
  readonly heightM: number;
  /** By how much `seconds` may be wrong: the film has a frame before and one after each event. */
  readonly plusMinusSeconds: number;
  readonly method: 'ankles_above_floor';
}

/** m/s^2 */
const GRAVITY = 9.81;
/**
 * Ankles rise before the toes leave the floor. A foot stretched from flat to its toes lifts the ankle by about 7 cm of
 * the 1.35 m from ankle to shoulder of an adult, and a child's in proportion.
 */
const ON_TOES = 0.055;

/** When the feet were in the air; `null` where the ankles do not say so. Looks span the jump from floor to floor. */
export function flightOf(looks: readonly Look[], apexAt: number): Flight | null {
  const heights = looks.flatMap(({ at, feet }) => {
    const sides = [feet.left, feet.right].filter((side) => side !== null);
    return sides.length === 0 ? [] : [{ at, height: Math.min(...sides) }];
  });
  const floorOf = (part: typeof heights): number | null =>
    part.length < 2
      ? null
      : quantile(
          part.map(({ height }) => height),
          0.25,
        );
  const before = floorOf(heights.filter(({ at }) => at < apexAt));
  const after = floorOf(heights.filter(({ at }) => at > apexAt));
  const top = heights.findIndex(({ at }) => at >= apexAt);
  if (before === null || after === null || top < 0) return null;
  const takeOff = crossing(heights.slice(0, top + 1).reverse(), before + ON_TOES);
  const landing = crossing(heights.slice(top), after + ON_TOES);
  if (takeOff === null || landing === null || landing <= takeOff) return null;
  const seconds = (landing - takeOff) / 1000;
  const frame = (looks.at(-1)?.at ?? 0) - (looks[0]?.at ?? 0);
  return {
    takeOff: takeOff / 1000,
    landing: landing / 1000,
    seconds,
    heightM: (GRAVITY * seconds ** 2) / 8,
    plusMinusSeconds: looks.length < 2 ? 0 : frame / (looks.length - 1) / 1000,
    method: 'ankles_above_floor',
  };
}

/** When a track that begins above `level` comes down to it, between two looks. */
function crossing(
  track: readonly { readonly at: number; readonly height: number }[],
  level: number,
): number | null {
  for (const [n, { at, height }] of track.entries()) {
    const last = track[n - 1];
    if (last !== undefined && last.height > level && height <= level)
      return last.at + ((last.height - level) / (last.height - height)) * (at - last.at);
  }
  return null;
}
