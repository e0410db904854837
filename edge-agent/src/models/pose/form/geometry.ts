import { distance } from '../body.ts';
import type { Point } from '../middles.ts';

/** The angle at `b`, degrees; 180 is straight. */
export function angleAt(b: Point, a: Point, c: Point): number {
  const lengths = distance(a, b) * distance(b, c);
  if (lengths === 0) return 180;
  const cosine = ((a.x - b.x) * (c.x - b.x) + (a.y - b.y) * (c.y - b.y)) / lengths;
  return (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
}

/** How far a point lies below the line from `a` to `b`, as a share of that line; above it is negative. */
export function belowLine(point: Point, a: Point, b: Point): number {
  const length = distance(a, b);
  if (length === 0) return 0;
  const cross = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
  return ((b.x >= a.x ? 1 : -1) * cross) / length ** 2;
}

/** From upright, degrees: 0 where `high` is straight above `low`, 90 where both are level. */
export const leanOf = (low: Point, high: Point): number =>
  (Math.atan2(Math.abs(high.x - low.x), low.y - high.y) * 180) / Math.PI;
