import type { Point } from '../middles.ts';
import { KEYPOINTS, type Keypoint, type KeypointName, type Pose, type PoseFrame } from '../pose.ts';
import { quantile } from '../quantile.ts';
import { SEEN } from '../track.ts';

/** The joints that form is judged by. Both detectors have them; heels and toes only one has. */
export const JOINTS = ['Shoulder', 'Elbow', 'Wrist', 'Hip', 'Knee', 'Ankle'] as const;
export type Joint = (typeof JOINTS)[number];

/** One frame in which the body is looked at: each joint of the better seen side, and both sides. */
export interface Look {
  readonly at: number;
  readonly joints: Readonly<Record<Joint, Point | null>>;
  readonly sides: Readonly<Record<KeypointName, Point | null>>;
}

/** A point jumps for a frame or two when left and right change places; a middle of so many does not. */
const MEDIAN_FRAMES = 5;

/**
 * The looks of a film. A joint is the mean of its left and its right point, weighted by how well that side is seen in
 * the whole film (its mean score, squared): from the side the near one rules, from the front both count alike, and
 * left and right are interchangeable. The weights stay, so that a flicker of scores moves nothing.
 */
export function looksOf(frames: readonly PoseFrame[]): readonly Look[] {
  const there = frames.flatMap(({ at, pose }) => (pose === null ? [] : [{ at, pose: seenPoints(pose) }]));
  const weight = { left: weightOf('left', frames), right: weightOf('right', frames) };
  const calm = there.map(({ at }, n) => {
    const around = there.slice(Math.max(0, n - 2), n - 2 + MEDIAN_FRAMES);
    return { at, sides: bySide((name) => middleOf(around.map(({ pose }) => pose[name]))) };
  });
  return calm.map(({ at, sides }) => ({
    at,
    sides,
    joints: Object.fromEntries(
      JOINTS.map((joint) => [joint, blend(sides[`left${joint}`], sides[`right${joint}`], weight)]),
    ) as Record<Joint, Point | null>,
  }));
}

/** Looks in which all of these joints are seen. */
export function withJoints<J extends Joint>(
  looks: readonly Look[],
  joints: readonly J[],
): readonly Seen<J>[] {
  return looks.flatMap((look) =>
    joints.every((joint) => look.joints[joint] !== null) ? [look as Seen<J>] : [],
  );
}
export type Seen<J extends Joint> = Omit<Look, 'joints'> & {
  readonly joints: Readonly<Record<J, Point> & Record<Joint, Point | null>>;
};

function weightOf(side: 'left' | 'right', frames: readonly PoseFrame[]): number {
  const scores = frames.flatMap(({ pose }) =>
    pose === null ? [] : JOINTS.map((joint) => pose[`${side}${joint}`].score),
  );
  return scores.length === 0 ? 0 : (scores.reduce((sum, score) => sum + score, 0) / scores.length) ** 2;
}

function blend(
  left: Point | null,
  right: Point | null,
  weight: { readonly left: number; readonly right: number },
): Point | null {
  if (left === null || right === null) return left ?? right;
  const share = weight.left / (weight.left + weight.right || 1);
  return { x: right.x + share * (left.x - right.x), y: right.y + share * (left.y - right.y) };
}

const seenPoints = (pose: Pose): Record<KeypointName, Keypoint | null> =>
  bySide((name) => (pose[name].score >= SEEN ? pose[name] : null));

const bySide = <T>(of: (name: KeypointName) => T): Record<KeypointName, T> =>
  Object.fromEntries(KEYPOINTS.map((name) => [name, of(name)])) as Record<KeypointName, T>;

/** `null` where the point is unseen in most of these frames. */
function middleOf(points: readonly (Point | null)[]): Point | null {
  const seen = points.filter((point) => point !== null);
  if (2 * seen.length <= points.length) return null;
  return {
    x: quantile(
      seen.map(({ x }) => x),
      0.5,
    ),
    y: quantile(
      seen.map(({ y }) => y),
      0.5,
    ),
  };
}
