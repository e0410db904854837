import { type MiddleOf, type Point, plainMiddle } from './middles.ts';
import type { Keypoint, Pose } from './pose.ts';
import { SEEN } from './track.ts';

/** A pose as the counters look at it: middles, lengths and angles; `null` where its points are not seen. */
export interface Body {
  readonly shoulders: Point | null;
  readonly hips: Point | null;
  readonly knees: Point | null;
  readonly ankles: Point | null;
  readonly elbows: Point | null;
  readonly wrists: Point | null;
  /** How low each ankle is, and each knee. */
  readonly feet: Sides;
  readonly kneeLow: Sides;
  readonly nose: Point | null;
  /** Shoulders to hips. */
  readonly torso: number | null;
  /** The trunk against the floor, degrees: 90 upright, 0 lying, below 0 head down. */
  readonly tilt: number | null;
  /** Degrees at each joint, 180 is straight; left and right. */
  readonly knee: Sides;
  readonly elbow: Sides;
  readonly hip: Sides;
  /** Between the ankles, between the knees and between the shoulders, along the floor. */
  readonly ankleSpread: number | null;
  readonly kneeSpread: number | null;
  readonly shoulderWidth: number | null;
  /** From a wrist to the nearest point of the head, the nearer of the two. */
  readonly handToHead: number | null;
  /** The one of a pair, where it alone is seen. */
  readonly loneAnkle: Point | null;
  readonly loneKnee: Point | null;
  /** From the right to the left of a pair, where both are seen. */
  readonly anklesApart: Point | null;
  readonly wristsApart: Point | null;
}
export interface Sides {
  readonly left: number | null;
  readonly right: number | null;
}

const seen = (point: Keypoint): Keypoint | null => (point.score >= SEEN ? point : null);

export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The angle at `b`, degrees; `null` where a point is not seen. */
function angle(a: Keypoint, b: Keypoint, c: Keypoint): number | null {
  if (seen(a) === null || seen(b) === null || seen(c) === null) return null;
  const [ux, uy, vx, vy] = [a.x - b.x, a.y - b.y, c.x - b.x, c.y - b.y];
  const lengths = Math.hypot(ux, uy) * Math.hypot(vx, vy);
  if (lengths === 0) return null;
  return (Math.acos(Math.max(-1, Math.min(1, (ux * vx + uy * vy) / lengths))) * 180) / Math.PI;
}

/** `middleOf` may remember what it saw before. */
export function bodyOf(pose: Pose, middleOf: MiddleOf = plainMiddle): Body {
  const shoulders = middleOf('shoulders', pose.leftShoulder, pose.rightShoulder);
  const hips = middleOf('hips', pose.leftHip, pose.rightHip);
  const { leftAnkle, rightAnkle, leftShoulder, rightShoulder } = pose;
  const across = (a: Keypoint, b: Keypoint): number | null =>
    seen(a) !== null && seen(b) !== null ? Math.abs(a.x - b.x) : null;
  const apart = (a: Keypoint, b: Keypoint): Point | null =>
    seen(a) !== null && seen(b) !== null ? { x: a.x - b.x, y: a.y - b.y } : null;
  const lone = (a: Keypoint, b: Keypoint): Point | null =>
    seen(a) !== null && seen(b) !== null ? null : (seen(a) ?? seen(b));
  return {
    shoulders,
    hips,
    knees: middleOf('knees', pose.leftKnee, pose.rightKnee),
    ankles: middleOf('ankles', leftAnkle, rightAnkle),
    feet: { left: seen(leftAnkle)?.y ?? null, right: seen(rightAnkle)?.y ?? null },
    kneeLow: { left: seen(pose.leftKnee)?.y ?? null, right: seen(pose.rightKnee)?.y ?? null },
    elbows: middleOf('elbows', pose.leftElbow, pose.rightElbow),
    wrists: middleOf('wrists', pose.leftWrist, pose.rightWrist),
    nose: seen(pose.nose),
    torso: shoulders !== null && hips !== null ? distance(shoulders, hips) : null,
    tilt:
      shoulders !== null && hips !== null
        ? (Math.atan2(hips.y - shoulders.y, Math.abs(hips.x - shoulders.x)) * 180) / Math.PI
        : null,
    knee: {
      left: angle(pose.leftHip, pose.leftKnee, leftAnkle),
      right: angle(pose.rightHip, pose.rightKnee, rightAnkle),
    },
    elbow: {
      left: angle(leftShoulder, pose.leftElbow, pose.leftWrist),
      right: angle(rightShoulder, pose.rightElbow, pose.rightWrist),
    },
    hip: {
      left: angle(leftShoulder, pose.leftHip, pose.leftKnee),
      right: angle(rightShoulder, pose.rightHip, pose.rightKnee),
    },
    ankleSpread: across(leftAnkle, rightAnkle),
    kneeSpread: across(pose.leftKnee, pose.rightKnee),
    shoulderWidth: across(leftShoulder, rightShoulder),
    handToHead: nearest(
      [pose.leftWrist, pose.rightWrist].flatMap((hand) =>
        [pose.nose, pose.leftEar, pose.rightEar].map((head) => [hand, head] as const),
      ),
    ),
    loneAnkle: lone(leftAnkle, rightAnkle),
    loneKnee: lone(pose.leftKnee, pose.rightKnee),
    anklesApart: apart(leftAnkle, rightAnkle),
    wristsApart: apart(pose.leftWrist, pose.rightWrist),
  };
}

/** The least distance of pairs of which both are seen. */
function nearest(pairs: readonly (readonly [Keypoint, Keypoint])[]): number | null {
  const lengths = pairs.flatMap(([a, b]) => (seen(a) !== null && seen(b) !== null ? [distance(a, b)] : []));
  return lengths.length === 0 ? null : Math.min(...lengths);
}

/** The mean of the sides that are seen. */
export function meanOf({ left, right }: Sides): number | null {
  if (left !== null && right !== null) return (left + right) / 2;
  return left ?? right;
}

/** The straighter of the sides that are seen: both legs bend in a squat, one in a step. */
export function straighter({ left, right }: Sides): number | null {
  if (left !== null && right !== null) return Math.max(left, right);
  return left ?? right;
}

/** Where a value lies between two others: 0 at `from`, 1 at `to`, beyond them too. */
export const share = (value: number, from: number, to: number): number => (value - from) / (to - from);
