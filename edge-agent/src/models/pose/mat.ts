import { z } from 'zod';
import { homographyOf } from './homography.ts';
import type { Point } from './middles.ts';

/**
 * A floor of which places are known: four or more points of the picture with where they lie, in cm. The first axis
 * runs from the take-off line (its edge on the pupil's side is 0) in the direction of the jump, or along the lane from
 * the start line; the second across.
 */
const MatFile = z.strictObject({
  frame: z.strictObject({ width: z.number().positive(), height: z.number().positive() }),
  points: z
    .array(
      z.strictObject({
        pixel: z.tuple([z.number(), z.number()]),
        cm: z.tuple([z.number(), z.number()]),
      }),
    )
    .min(4, 'it needs four points or more')
    .max(64),
  /** From the start line to the turning line of a lane. */
  laneCm: z.number().positive().default(5_000),
});
export type MatFile = z.input<typeof MatFile>;

export interface Mat {
  /** Where a point of the picture (frame heights) lies on the floor, cm; `null` above the horizon. */
  readonly floorAt: (point: Point) => Point | null;
  readonly laneCm: number;
  /** By how much its own points miss their places, at worst, cm. */
  readonly errorCm: number;
}

/**
 * Without a calibration: the picture's own axis, as if the camera looked straight across and a frame height were this
 * many cm. Good enough to see that somebody jumped ahead, to one side or the other; not to measure.
 */
export const pictureMat = (of: { readonly cmPerHeight: number; readonly direction: 1 | -1 }): Mat => ({
  floorAt: ({ x, y }) => ({ x: of.direction * x * of.cmPerHeight, y: y * of.cmPerHeight }),
  laneCm: Number.POSITIVE_INFINITY,
  errorCm: 0,
});

/** Points that miss their places by more than this part of the mat contradict each other. */
const MOST_ERROR = 0.02;

/** A calibration from what a file holds, or what is wrong with it, in English. */
export function matFrom(value: unknown): { readonly mat: Mat } | { readonly problem: string } {
  const parsed = MatFile.safeParse(value);
  if (!parsed.success) return { problem: z.prettifyError(parsed.error).split('\n').join(' ') };
  const { frame, points, laneCm } = parsed.data;
  const pairs = points.map(({ pixel, cm }) => ({
    from: { x: pixel[0] / frame.height, y: pixel[1] / frame.height },
    to: { x: cm[0], y: cm[1] },
  }));
  const map = homographyOf(pairs);
  if (map === null)
    return {
      problem: 'its points do not fix a plane: no three may lie on one line, and their order must fit',
    };
  const errorCm = Math.max(
    ...pairs.map(({ from, to }) => {
      const at = map(from);
      return at === null ? Number.POSITIVE_INFINITY : Math.hypot(at.x - to.x, at.y - to.y);
    }),
  );
  const extent = Math.max(
    ...pairs.flatMap(({ to }) => pairs.map((b) => Math.hypot(to.x - b.to.x, to.y - b.to.y))),
  );
  if (errorCm > MOST_ERROR * extent)
    return { problem: `its points contradict each other by ${errorCm.toFixed(0)} cm` };
  return { mat: { floorAt: map, laneCm, errorCm } };
}
