import { z } from 'zod';
import { KEYPOINTS, type Pose } from './pose.ts';

/** A point below this score is not seen. MoveNet's own guidance is 0.2-0.3. */
export const SEEN = 0.25;

/** More pupils than this no camera counts at once here. */
export const MOST_LANES = 8;

/** A share of the picture's width or height. */
const Share = z.number().min(0).max(1);

/**
 * Where one pupil exercises, as the camera sees it: from the feet up to the hips at least, wide enough for the feet
 * at their widest, and high enough for those who jump. x from the left and y from the top of the picture, 0-1.
 */
export const Lane = z.strictObject({
  name: z
    .string()
    .max(32)
    .regex(/^[\w-]+$/),
  area: z.union([
    z
      .strictObject({ left: Share, right: Share, top: Share, bottom: Share })
      .refine(
        ({ left, right, top, bottom }) => left < right && top < bottom,
        'left < right and top < bottom',
      ),
    z
      .array(z.tuple([Share, Share]))
      .min(3)
      .max(16),
  ]),
});
export type Lane = z.infer<typeof Lane>;

/** The lanes of one camera, from left to right or as the school likes. */
export const Lanes = z
  .array(Lane)
  .min(1)
  .max(MOST_LANES)
  .refine(
    (lanes) => new Set(lanes.map(({ name }) => name)).size === lanes.length,
    'each lane needs a name of its own',
  );

/** What a lane file holds. */
export const LaneFile = z.strictObject({ lanes: Lanes });
export type LaneFile = z.infer<typeof LaneFile>;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The corners of a lane, in frame heights. */
export function cornersOf({ area }: Lane, aspect: number): readonly Place[] {
  const corners = Array.isArray(area)
    ? area
    : ([
        [area.left, area.top],
        [area.right, area.top],
        [area.right, area.bottom],
        [area.left, area.bottom],
      ] as const);
  return corners.map(([x, y]) => ({ x: x * aspect, y }));
}

/** Whether a point is inside: a line from it crosses the outline an odd number of times. */
export function isInside(corners: readonly Place[], { x, y }: Place): boolean {
  return corners.reduce((inside, a, n) => {
    const b = corners[(n + 1) % corners.length] as Place;
    if (a.y > y === b.y > y) return inside;
    return x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x) ? !inside : inside;
  }, false);
}

/**
 * Where a person is: the middle of the ankles that are seen, else of the hips. `null`: neither is seen, so that
 * nobody can say in which lane the person is.
 */
export function footingOf(pose: Pose): Place | null {
  for (const pair of [
    ['leftAnkle', 'rightAnkle'],
    ['leftHip', 'rightHip'],
  ] as const) {
    const seen = pair.map((name) => pose[name]).filter(({ score }) => score >= SEEN);
    if (seen.length === 0) continue;
    return {
      x: seen.reduce((sum, { x }) => sum + x, 0) / seen.length,
      y: seen.reduce((sum, { y }) => sum + y, 0) / seen.length,
    };
  }
  return null;
}

/** Mean distance between the points of two poses that both show, in sizes of the first; `null`: none is in both. */
export function apart(a: Pose, b: Pose, size: number): number | null {
  const both = KEYPOINTS.filter((name) => a[name].score >= SEEN && b[name].score >= SEEN);
  if (both.length === 0) return null;
  const sum = both.reduce(
    (total, name) => total + Math.hypot(a[name].x - b[name].x, a[name].y - b[name].y),
    0,
  );
  return sum / both.length / size;
}
