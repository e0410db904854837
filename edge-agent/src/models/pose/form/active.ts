/** Before and after the movement, ms: how it is begun and ended belongs to it, a long rest does not. */
export const AROUND_MS = 300;
/** Still at the top. */
const TOP = 0.92;
/** The lowest part of the way, where the bottom is measured. */
const BOTTOM = 0.2;

/** Fewer looks tell no movement. */
export const FEWEST_LOOKS = 8;
/** Share of frames in which the joints must be seen. */
export const LEAST_SEEN = 0.5;

/**
 * Cuts what moves out of looks. `height` is the measure that falls and rises, `top` what it is at rest.
 * `moving`: those in which it is lower than the top, and what is around them; `bottom` and `up`: the ends of the way.
 */
export function partsOf<T extends { readonly at: number }>(
  looks: readonly T[],
  { height, top }: { readonly height: (look: T) => number; readonly top: number },
): { readonly moving: readonly T[]; readonly bottom: readonly T[]; readonly up: readonly T[] } {
  const below = looks.filter((look) => height(look) < TOP * top);
  const moving: T[] = [];
  let next = 0;
  for (const look of looks) {
    while (next < below.length && (below[next] as T).at < look.at - AROUND_MS) next += 1;
    const near = below[next];
    if (near !== undefined && near.at <= look.at + AROUND_MS) moving.push(look);
  }
  const heights = moving.map(height);
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  return {
    moving,
    bottom: moving.filter((look) => height(look) <= low + BOTTOM * (high - low)),
    up: moving.filter((look) => height(look) >= high - BOTTOM * (high - low)),
  };
}
