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
 * the 1.35 m from ankle to shoulder of an adult, and a child's in proportion. It meets the floor again less stretched,
 * by about two thirds of that angle (some 20 degrees after some 30).
 */
const ON_TOES = { takeOff: 0.055, landing: 0.038 };

/** When the feet were in the air; `null` where the ankles do not say so. Looks span the jump from floor to floor. */
export function flightOf(looks: readonly Look[], apexAt: number): Flight | null {
  // One length for the whole jump: one that changes on the way would move the floor.
  const standing = looks.find(({ at }) => at >= apexAt)?.standing ?? 1;
  const heights = looks.flatMap(({ at, rawFeet }) => {
    const sides = [rawFeet.left, rawFeet.right].filter((side) => side !== null);
    return sides.length === 0 ? [] : [{ at, height: Math.min(...sides) / standing }];
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
  const up = crossing(heights.slice(0, top + 1).reverse(), before + ON_TOES.takeOff);
  const down = crossing(heights.slice(top), after + ON_TOES.landing);
  if (up === null || down === null) return null;
  const fall = parabolaThrough(heights.filter(({ at }) => at >= up.above.at && at <= down.above.at));
  const takeOff = fall?.(before + ON_TOES.takeOff, up) ?? between(up, before + ON_TOES.takeOff);
  const landing = fall?.(after + ON_TOES.landing, down) ?? between(down, after + ON_TOES.landing);
  if (landing <= takeOff) return null;
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

interface Height {
  readonly at: number;
  readonly height: number;
}

/** Two looks next to each other, between which a track comes down to a level. */
interface Crossing {
  readonly above: Height;
  readonly below: Height;
}

/** Where a track that begins above `level` comes down to it. */
function crossing(track: readonly Height[], level: number): Crossing | null {
  const n = track.findIndex(({ height }, i) => height <= level && (track[i - 1]?.height ?? level) > level);
  const [above, below] = [track[n - 1], track[n]];
  return above === undefined || below === undefined ? null : { above, below };
}

const between = ({ above, below }: Crossing, level: number): number =>
  above.at + ((above.height - level) / (above.height - below.height)) * (below.at - above.at);

/** A parabola needs some looks to be told by. */
const LEAST_LOOKS = 5;

/**
 * Feet in the air rise and fall as a body does; below their level they stand on the toes and move otherwise, so that
 * a straight line between the two frames would begin the flight too early. The time within the two frames is told by
 * the parabola through all looks of the flight (least squares), which also evens out their tremble. `null`: too few.
 */
function parabolaThrough(looks: readonly Height[]): ((level: number, near: Crossing) => number) | null {
  const first = looks[0]?.at ?? 0;
  const span = ((looks.at(-1)?.at ?? 0) - first) / 2;
  if (looks.length < LEAST_LOOKS || span <= 0) return null;
  const middle = first + span;
  const points = looks.map(({ at, height }) => ({ u: (at - middle) / span, height }));
  const sum = (of: (point: { u: number; height: number }) => number): number =>
    points.reduce((total, point) => total + of(point), 0);
  const [n, s1, s2, s3, s4] = [0, 1, 2, 3, 4].map((power) => sum(({ u }) => u ** power)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const [y0, y1, y2] = [0, 1, 2].map((power) => sum(({ u, height }) => height * u ** power)) as [
    number,
    number,
    number,
  ];
  // Cramer's rule for height = c + b u + a u^2.
  const of3 = (a: number[], b: number[], c: number[]): number => {
    const [p, q, r] = [a, b, c] as [number[], number[], number[]];
    const m = (v: number[], i: number): number => v[i] ?? 0;
    return (
      m(p, 0) * (m(q, 1) * m(r, 2) - m(q, 2) * m(r, 1)) -
      m(q, 0) * (m(p, 1) * m(r, 2) - m(p, 2) * m(r, 1)) +
      m(r, 0) * (m(p, 1) * m(q, 2) - m(p, 2) * m(q, 1))
    );
  };
  const columns = [
    [n, s1, s2],
    [s1, s2, s3],
    [s2, s3, s4],
  ] as [number[], number[], number[]];
  const right = [y0, y1, y2];
  const whole = of3(...columns);
  if (whole === 0) return null;
  const c = of3(right, columns[1], columns[2]) / whole;
  const b = of3(columns[0], right, columns[2]) / whole;
  const a = of3(columns[0], columns[1], right) / whole;
  if (a >= 0) return null;
  return (level, { above, below }) => {
    const root = Math.sqrt(Math.max(0, b ** 2 - 4 * a * (c - level)));
    const side = below.at < above.at ? 1 : -1;
    const at = middle + span * ((-b + side * root) / (2 * a));
    return Math.max(Math.min(above.at, below.at), Math.min(Math.max(above.at, below.at), at));
  };
}
