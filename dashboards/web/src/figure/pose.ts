import type { DrillFigure } from '@tizhi/contracts';

export type Joint = readonly [x: number, y: number];

/** Joints in the order of {@link DrillFigure}: head, neck, hip, then left and right of each pair. */
export const JOINTS = [
  'head',
  'neck',
  'hip',
  'leftElbow',
  'rightElbow',
  'leftHand',
  'rightHand',
  'leftKnee',
  'rightKnee',
  'leftFoot',
  'rightFoot',
] as const;
export type JointName = (typeof JOINTS)[number];
export type Pose = readonly Joint[];

/** Limbs as they are drawn, from back to front. */
export const LIMBS = [
  { name: 'left-arm', side: 'back', joints: ['neck', 'leftElbow', 'leftHand'] },
  { name: 'left-leg', side: 'back', joints: ['hip', 'leftKnee', 'leftFoot'] },
  { name: 'torso', side: 'front', joints: ['neck', 'hip'] },
  { name: 'right-leg', side: 'front', joints: ['hip', 'rightKnee', 'rightFoot'] },
  { name: 'right-arm', side: 'front', joints: ['neck', 'rightElbow', 'rightHand'] },
] as const satisfies readonly {
  readonly name: string;
  readonly side: 'front' | 'back';
  readonly joints: readonly JointName[];
}[];

const INDEX = Object.fromEntries(JOINTS.map((name, at) => [name, at])) as Record<JointName, number>;

const ORIGIN: Joint = [0, 0];
export const jointOf = (pose: Pose, name: JointName): Joint => pose[INDEX[name]] ?? ORIGIN;

/** How long one loop lasts, ms. */
export const loopMs = ({ frames }: DrillFigure): number => frames.reduce((sum, { ms }) => sum + ms, 0);

/**
 * The pose `at` ms after the start of the loop. From each frame to the next in its `ms`, slow at both ends as
 * a body moves; after the last comes the first again.
 */
export function poseAt({ frames }: DrillFigure, at: number): Pose {
  const total = loopMs({ frames });
  let left = ((at % total) + total) % total;
  for (const [n, frame] of frames.entries()) {
    if (left < frame.ms) {
      const next = frames[(n + 1) % frames.length] ?? frame;
      const u = left / frame.ms;
      const eased = u * u * (3 - 2 * u);
      return frame.joints.map(([x, y], joint): Joint => {
        const [toX, toY] = next.joints[joint] ?? [x, y];
        return [x + (toX - x) * eased, y + (toY - y) * eased];
      });
    }
    left -= frame.ms;
  }
  return frames[0]?.joints ?? [];
}

/** Points of a limb for an SVG polyline. */
export const limbPoints = (pose: Pose, joints: readonly JointName[]): string =>
  joints
    .map((name) => jointOf(pose, name))
    .map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`)
    .join(' ');

/** Room around the joints for a head and thick limbs. */
const EDGE = 10;
/** The smallest side of a drawing: a figure that lies is not drawn larger than one that stands. */
const LEAST_SIDE = 84;

/** The square that a figure fills as it moves: an SVG view box. */
export function frameOf({ frames }: DrillFigure): string {
  const joints = frames.flatMap((frame) => frame.joints);
  const [xs, ys] = [joints.map(([x]) => x), joints.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs) - EDGE, Math.max(...xs) + EDGE];
  const [top, bottom] = [Math.min(...ys) - EDGE, Math.max(...ys) + EDGE];
  const side = Math.max(LEAST_SIDE, right - left, bottom - top);
  const round = (n: number): number => Math.round(n * 10) / 10;
  return [(left + right - side) / 2, bottom - side, side, side].map(round).join(' ');
}

/** The lowest that any joint comes: there is the floor. */
export const floorOf = ({ frames }: DrillFigure): number =>
  Math.max(...frames.flatMap(({ joints }) => joints.map(([, y]) => y)));
