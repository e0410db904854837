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

/** Each joint hangs on another; the hip is where a body begins. */
const BONES = [
  ['neck', 'hip'],
  ['head', 'neck'],
  ['leftElbow', 'neck'],
  ['rightElbow', 'neck'],
  ['leftHand', 'leftElbow'],
  ['rightHand', 'rightElbow'],
  ['leftKnee', 'hip'],
  ['rightKnee', 'hip'],
  ['leftFoot', 'leftKnee'],
  ['rightFoot', 'rightKnee'],
] as const satisfies readonly (readonly [JointName, JointName])[];
/** What may stay where it is while the rest moves: feet on a floor, hands on a bar, a hip on a mat. */
const ANCHORS = [
  'leftFoot',
  'rightFoot',
  'leftHand',
  'rightHand',
  'hip',
] as const satisfies readonly JointName[];

/**
 * The pose `at` ms after the start of the loop. From each frame to the next in its `ms`, slow at both ends as
 * a body moves; after the last comes the first again.
 */
export function poseAt({ frames }: DrillFigure, at: number): Pose {
  const total = loopMs({ frames });
  let left = ((at % total) + total) % total;
  for (const [n, frame] of frames.entries()) {
    if (left < frame.ms) {
      const u = left / frame.ms;
      return between(frame.joints, (frames[(n + 1) % frames.length] ?? frame).joints, u * u * (3 - 2 * u));
    }
    left -= frame.ms;
  }
  return frames[0]?.joints ?? [];
}

/** Bones turn and keep their length; of what may stay, what moves least is held to its straight way. */
function between(from: Pose, to: Pose, part: number): Pose {
  const straight = (name: JointName): Joint => {
    const [[x, y], [toX, toY]] = [jointOf(from, name), jointOf(to, name)];
    return [x + (toX - x) * part, y + (toY - y) * part];
  };
  const joints: Record<string, Joint> = { hip: straight('hip') };
  for (const [joint, parent] of BONES) {
    const [before, after] = [boneOf(from, joint, parent), boneOf(to, joint, parent)];
    const turn = Math.atan2(Math.sin(after.angle - before.angle), Math.cos(after.angle - before.angle));
    const angle = before.angle + turn * part;
    const length = before.length + (after.length - before.length) * part;
    const [x, y] = joints[parent] ?? ORIGIN;
    joints[joint] = [x + length * Math.cos(angle), y + length * Math.sin(angle)];
  }
  const travel = (name: JointName): number => distance(jointOf(from, name), jointOf(to, name));
  const anchor = ANCHORS.reduce<JointName>(
    (least, name) => (travel(name) < travel(least) ? name : least),
    'hip',
  );
  const [[x, y], [heldX, heldY]] = [joints[anchor] ?? ORIGIN, straight(anchor)];
  const lowest = (pose: Pose): number => Math.max(...pose.map(([, y]) => y));
  const held = JOINTS.map((name): Joint => {
    const [jointX, jointY] = joints[name] ?? ORIGIN;
    return [jointX + heldX - x, jointY + heldY - y];
  });
  // A leg that swings through is lifted over the floor that both frames stand on.
  const sunk = Math.max(0, lowest(held) - Math.max(lowest(from), lowest(to)));
  return held.map(([x, y]): Joint => [fine(x), fine(y - sunk)]);
}

/** Without the dust of turning. */
const fine = (length: number): number => Math.round(length * 1e4) / 1e4;
const distance = ([x, y]: Joint, [toX, toY]: Joint): number => Math.hypot(toX - x, toY - y);

function boneOf(
  pose: Pose,
  joint: JointName,
  parent: JointName,
): { readonly angle: number; readonly length: number } {
  const [[x, y], [fromX, fromY]] = [jointOf(pose, joint), jointOf(pose, parent)];
  return { angle: Math.atan2(y - fromY, x - fromX), length: Math.hypot(x - fromX, y - fromY) };
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
