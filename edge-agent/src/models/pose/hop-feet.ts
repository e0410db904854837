import type { Look } from './hop-look.ts';
import { spread } from './quantile.ts';

/** What the feet did in a hop. Rises in body heights. */
export type FeetOfHop =
  | { readonly style: 'together'; readonly rise: number }
  /** One after the other, as in the running step with a rope, and in walking. */
  | { readonly style: 'alternating'; readonly rise: number }
  /** Both stayed down, or they were not seen well enough. */
  | { readonly style: 'unclear' };

/** Both feet are highest within this part of a hop. */
const FEET_TOGETHER = 0.3;
/** Feet that change places by so much of a body walk; a scissors jump or a jumping jack parts them by half of it. */
const STRIDE = 0.45;
/** Feet leave the floor later than the trunk rises and land earlier; they are looked at around the apex, in hop lengths. */
const FEET_AROUND = 0.65;

/** What the feet did around the apex of a hop of `ms`; a lift below `least` is none. */
export function feetOf(
  looks: readonly Look[],
  hop: { readonly apexAt: number; readonly ms: number; readonly least: number },
): FeetOfHop {
  const { apexAt, ms, least } = hop;
  const within = looks.filter(({ at }) => Math.abs(at - apexAt) <= FEET_AROUND * ms);
  const [one, other] = (['left', 'right'] as const).flatMap((side) => {
    const track = within.flatMap(({ at, feet }) => (feet[side] === null ? [] : [{ at, height: feet[side] }]));
    return liftOf(track, apexAt) ?? [];
  });
  if (one === undefined) return { style: 'unclear' };
  const steps = spread(within.flatMap(({ ankles }) => ankles?.x ?? [])) > STRIDE;
  const apart = other !== undefined && (steps || Math.abs(one.at - other.at) > FEET_TOGETHER * ms);
  const rise = Math.min(one.rise, other?.rise ?? one.rise);
  if (!apart && rise >= least) return { style: 'together', rise };
  const higher = Math.max(one.rise, other?.rise ?? 0);
  return other !== undefined && higher >= least
    ? { style: 'alternating', rise: higher }
    : { style: 'unclear' };
}

interface Lift {
  readonly at: number;
  readonly rise: number;
}
/** A foot's highest point over the mean of what was lowest before and after the apex, and when it was. */
function liftOf(
  track: readonly { readonly at: number; readonly height: number }[],
  apexAt: number,
): Lift | null {
  const heights = (part: typeof track): number[] => part.map(({ height }) => height);
  const before = heights(track.filter(({ at }) => at <= apexAt));
  const after = heights(track.filter(({ at }) => at >= apexAt));
  const top = track.reduce(
    (best, point) => (point.height > best.height ? point : best),
    track[0] ?? { at: 0, height: 0 },
  );
  if (before.length < 2 || after.length < 2) return null;
  return { at: top.at, rise: top.height - (Math.min(...before) + Math.min(...after)) / 2 };
}
