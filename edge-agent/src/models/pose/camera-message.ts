import { TizhiError } from '@tizhi/contracts';
import { z } from 'zod';
import { KEYPOINTS, type Pose } from './pose.ts';

/** Three numbers (x, y, score) for each of the 17 points, or nobody. */
const Points = z.array(z.number()).length(KEYPOINTS.length * 3);

/** No error has more. */
const MOST_PARAMS = 8;

/** All that a camera's thread may say. There is no room for a picture in it, and strict parsing makes none. */
export const CameraMessage = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('film'),
    width: z.number(),
    height: z.number(),
    fps: z.number(),
    seconds: z.number().nullable(),
    detector: z.string().max(64),
  }),
  z.strictObject({ kind: z.literal('frame'), at: z.number(), points: Points.nullable(), tookMs: z.number() }),
  z.strictObject({ kind: z.literal('end') }),
  z.strictObject({
    kind: z.literal('failed'),
    code: z.string().max(64),
    params: z
      .record(z.string().max(32), z.string().max(500))
      .refine((params) => Object.keys(params).length <= MOST_PARAMS),
  }),
]);
export type CameraMessage = z.infer<typeof CameraMessage>;

export const pointsOf = (pose: Pose): number[] =>
  KEYPOINTS.flatMap((name) => [pose[name].x, pose[name].y, pose[name].score]);

export function poseFrom(points: readonly number[]): Pose {
  const entries = KEYPOINTS.map((name, n) => [
    name,
    { x: points[n * 3] ?? 0, y: points[n * 3 + 1] ?? 0, score: points[n * 3 + 2] ?? 0 },
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
