import type { DrillFigure } from '@tizhi/contracts';

/** The order of a figure's eleven joints. */
export const JOINTS = [
  'head',
  'neck',
  'hip',
  'elbowL',
  'elbowR',
  'handL',
  'handR',
  'kneeL',
  'kneeR',
  'footL',
  'footR',
] as const;
export type Joint = (typeof JOINTS)[number];

/** The bones, joint to joint, and their lengths in a 100 x 100 box: proportions of a child of about ten. */
export const BONES = [
  ['neck', 'head', 9],
  ['hip', 'neck', 24],
  ['neck', 'elbowL', 12],
  ['neck', 'elbowR', 12],
  ['elbowL', 'handL', 12],
  ['elbowR', 'handR', 12],
  ['hip', 'kneeL', 17],
  ['hip', 'kneeR', 17],
  ['kneeL', 'footL', 17],
  ['kneeR', 'footR', 17],
] as const satisfies readonly (readonly [Joint, Joint, number])[];

/** Where the ground and a high bar are drawn: y, downwards. */
export const GROUND = 94;
export const HIGH_BAR = 13;

export type Point = readonly [number, number];

/**
 * A pose by the direction of each bone in degrees, seen from the side, facing right: 0 hangs down, 90 points
 * forward, 180 up, -90 back. Of a limb: upper bone, lower bone.
 */
export interface Pose {
  /** From the hip to the neck; 180 stands upright. */
  readonly torso: number;
  /** From the neck to the head; the torso's direction where it is not given. */
  readonly head?: number;
  readonly armL: readonly [number, number];
  readonly armR: readonly [number, number];
  readonly legL: readonly [number, number];
  readonly legR: readonly [number, number];
  /** How high the lowest joint is above the ground. */
  readonly lift?: number;
  /** Where the hip stands from left to right; the middle where it is not given. */
  readonly x?: number;
  /** A joint held in place instead: hands on a bar, feet on the spot. */
  readonly hold?: { readonly joint: Joint; readonly at: Point };
}

type Joints = Record<Joint, Point>;

const step = ([x, y]: Point, degrees: number, length: number): Point => {
  const angle = (degrees * Math.PI) / 180;
  return [x + length * Math.sin(angle), y + length * Math.cos(angle)];
};

/** The joints of a pose in the box, to 0.1. Every bone has its length by construction. */
export function jointsOf(pose: Pose): DrillFigure['frames'][number]['joints'] {
  const hip: Point = [0, 0];
  const neck = step(hip, pose.torso, 24);
  const limb = (from: Point, [upper, lower]: readonly [number, number], length: number) => {
    const middle = step(from, upper, length);
    return [middle, step(middle, lower, length)] as const;
  };
  const [elbowL, handL] = limb(neck, pose.armL, 12);
  const [elbowR, handR] = limb(neck, pose.armR, 12);
  const [kneeL, footL] = limb(hip, pose.legL, 17);
  const [kneeR, footR] = limb(hip, pose.legR, 17);
  const head = step(neck, pose.head ?? pose.torso, 9);
  const joints: Joints = { head, neck, hip, elbowL, elbowR, handL, handR, kneeL, kneeR, footL, footR };
  const [dx, dy] = shiftOf(pose, joints);
  return JOINTS.map((joint): [number, number] => {
    const [x, y] = joints[joint];
    return [tenth(x + dx), tenth(y + dy)];
  });
}

function shiftOf({ hold, lift = 0, x = 50 }: Pose, joints: Joints): Point {
  if (hold !== undefined) {
    const [fromX, fromY] = joints[hold.joint];
    return [hold.at[0] - fromX, hold.at[1] - fromY];
  }
  const lowest = Math.max(...JOINTS.map((joint) => joints[joint][1]));
  return [x, GROUND - lift - lowest];
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** A loop of poses with how long each is shown, in ms. */
export const figureOf = (...frames: readonly (readonly [Pose, number])[]): DrillFigure => ({
  frames: frames.map(([pose, ms]) => ({ ms, joints: jointsOf(pose) })),
});

/**
 * The two angles of a limb that reaches from its root by a vector (right, down): `bend` says to which side the
 * middle joint goes, 1 counter-clockwise. Too far away, the limb points there straight.
 */
export function reach(
  [right, down]: Point,
  { bone, bend }: { bone: 12 | 17; bend: 1 | -1 },
): [number, number] {
  const towards = (Math.atan2(right, down) * 180) / Math.PI;
  const half = Math.min(1, Math.hypot(right, down) / 2 / bone);
  const off = (Math.acos(half) * 180) / Math.PI;
  return [towards + bend * off, towards - bend * off];
}
