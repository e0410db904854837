import type { Keypoint } from './pose.ts';
import { SEEN } from './track.ts';

/** A place in the picture, in frame heights; y grows downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Pair = 'shoulders' | 'elbows' | 'wrists' | 'hips' | 'knees' | 'ankles';
/** The middle of a left and a right point; of one that is seen, where the middle would be; `null` for none. */
export type MiddleOf = (pair: Pair, left: Keypoint, right: Keypoint) => Point | null;

const seen = (point: Keypoint): Keypoint | null => (point.score >= SEEN ? point : null);

/** Of two points the middle, or the one that is seen: from the side a body has one shoulder. */
export const plainMiddle: MiddleOf = (_, left, right) => {
  const [a, b] = [seen(left), seen(right)];
  if (a !== null && b !== null) return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  return a ?? b;
};

/** For so long a pair keeps its distance, ms. */
const REMEMBERED_MS = 1_000;

/** Middles of one person's pairs that do not jump when one of the two is lost for a moment. */
export class Middles {
  readonly #halves = new Map<Pair, Point & { readonly at: number }>();

  /** The middles of a frame at this time, ms. */
  at(at: number): MiddleOf {
    return (pair, left, right) => {
      const [a, b] = [seen(left), seen(right)];
      if (a !== null && b !== null) {
        this.#halves.set(pair, { at, x: (a.x - b.x) / 2, y: (a.y - b.y) / 2 });
        return plainMiddle(pair, left, right);
      }
      const half = this.#halves.get(pair);
      const known = half !== undefined && at - half.at <= REMEMBERED_MS ? half : { x: 0, y: 0 };
      if (a !== null) return { x: a.x - known.x, y: a.y - known.y };
      return b === null ? null : { x: b.x + known.x, y: b.y + known.y };
    };
  }
}
