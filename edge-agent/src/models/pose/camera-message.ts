import { TizhiError } from '@tizhi/contracts';
import { z } from 'zod';
import { MOST_LANES } from './lane.ts';
import { KEYPOINTS, type Pose } from './pose.ts';

/** Points are said in whole parts of a frame height, this many: a 50th of a pixel. A finer number has no meaning. */
const PARTS = 20_000;
/** No body is farther from the picture than so many frame heights. */
const FARTHEST = 8;

const Coordinate = z
  .int()
  .min(-FARTHEST * PARTS)
  .max(FARTHEST * PARTS);
/** In thousandths. */
const Score = z.int().min(0).max(1_000);
/** x, y, score of each of the 17 points. */
const Points = z
  .array(z.union([Coordinate, Score]))
  .length(KEYPOINTS.length * 3)
  .refine((points) => points.every((value, n) => n % 3 < 2 || Score.safeParse(value).success));
/** Milliseconds, to the hundredth. */
const Took = z.number().min(0).max(3_600_000);
const Text = z.string().max(500);

/** No error has more. */
const MOST_PARAMS = 8;

/** All that a camera's thread may say. There is no room for a picture in it, and strict parsing makes none. */
export const CameraMessage = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('film'),
    width: z.int().min(1).max(65_535),
    height: z.int().min(1).max(65_535),
    fps: z.number().min(0).max(100_000),
    seconds: z.number().nullable(),
    detector: z.string().max(64),
  }),
  z.strictObject({
    kind: z.literal('frame'),
    at: z.number().min(0),
    /** One for each lane, in their order; without lanes, the one person. `null`: nobody. */
    people: z.array(Points.nullable()).min(1).max(MOST_LANES),
    tookMs: Took,
    /** From ffmpeg's giving the frame to this message. */
    lateMs: Took,
    /** Frames of a live camera dropped so far. */
    dropped: z.int().min(0),
  }),
  z.strictObject({ kind: z.literal('up') }),
  z.strictObject({ kind: z.literal('down'), problem: Text, retryInMs: z.number().min(0) }),
  z.strictObject({ kind: z.literal('end') }),
  z.strictObject({
    kind: z.literal('failed'),
    code: z.string().max(64),
    params: z.record(z.string().max(32), Text).refine((params) => Object.keys(params).length <= MOST_PARAMS),
  }),
]);
export type CameraMessage = z.infer<typeof CameraMessage>;

/** All that is said to a camera's thread. */
export type CameraCommand = { readonly kind: 'credit'; readonly frames: number } | { readonly kind: 'close' };

/** So many frames may be said and not yet read. A film then waits; a live camera's frames are dropped. */
export const MOST_UNREAD = 60;

const within = (value: number, most: number): number =>
  Number.isNaN(value) ? 0 : Math.max(-most, Math.min(most, value));

export const pointsOf = (pose: Pose): number[] =>
  KEYPOINTS.flatMap((name) => [
    Math.round(within(pose[name].x, FARTHEST) * PARTS),
    Math.round(within(pose[name].y, FARTHEST) * PARTS),
    Math.round(Math.max(0, within(pose[name].score, 1)) * 1_000),
  ]);

export function poseFrom(points: readonly number[]): Pose {
  const entries = KEYPOINTS.map((name, n) => [
    name,
    {
      x: (points[n * 3] ?? 0) / PARTS,
      y: (points[n * 3 + 1] ?? 0) / PARTS,
      score: (points[n * 3 + 2] ?? 0) / 1_000,
    },
  ]);
  return Object.fromEntries(entries) as Pose;
}

/** What a thread says of an error, so that the other side can throw it again. */
export function failedMessage(error: unknown): CameraMessage {
  if (!(error instanceof TizhiError))
    return {
      kind: 'failed',
      code: '',
      params: { problem: error instanceof Error ? error.message.slice(0, 500) : 'unknown' },
    };
  const params = Object.entries(error.failure.params).map(([name, value]) => [
    name,
    String(value).slice(0, 500),
  ]);
  return { kind: 'failed', code: error.code, params: Object.fromEntries(params) };
}
