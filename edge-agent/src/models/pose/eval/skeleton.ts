import { KEYPOINTS, type KeypointName, type Pose } from '../pose.ts';

/** Metres: x where the person faces, y up, z to the person's left. */
export type Vec = readonly [x: number, y: number, z: number];
export type Skeleton = Readonly<Record<KeypointName, Vec>>;

/** Segment lengths in metres; shares of stature after Winter, Biomechanics and Motor Control of Human Movement. */
export interface Size {
  readonly stature: number;
  readonly thigh: number;
  readonly shank: number;
  readonly ankle: number;
  readonly trunk: number;
  readonly upperArm: number;
  readonly forearm: number;
  readonly shoulders: number;
  readonly hips: number;
  readonly head: number;
}

/** A body of this stature, each length by itself a little longer or shorter. */
export function sizeOf(stature: number, random: () => number): Size {
  const part = (share: number): number => stature * share * (0.93 + 0.14 * random());
  return {
    stature,
    thigh: part(0.245),
    shank: part(0.246),
    ankle: part(0.039),
    trunk: part(0.288),
    upperArm: part(0.186),
    forearm: part(0.155),
    shoulders: part(0.2),
    hips: part(0.11),
    head: part(0.115),
  };
}

export const add = (a: Vec, b: Vec): Vec => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const times = (a: Vec, k: number): Vec => [a[0] * k, a[1] * k, a[2] * k];
const minus = (a: Vec, b: Vec): Vec => add(a, times(b, -1));
const dot = (a: Vec, b: Vec): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const unit = (a: Vec): Vec => times(a, 1 / (Math.hypot(...a) || 1));

/** Where the joint between two lengths is, bent towards `pole`; straight where the ends are too far apart. */
export function joint(
  from: Vec,
  to: Vec,
  of: { readonly first: number; readonly second: number; readonly pole: Vec },
): Vec {
  const { first, second, pole } = of;
  const line = minus(to, from);
  const d = Math.min(Math.hypot(...line), (first + second) * 0.999);
  const along = unit(line);
  const out = unit(minus(pole, times(along, dot(pole, along))));
  const a = (first ** 2 - second ** 2 + d ** 2) / (2 * d);
  const height = Math.sqrt(Math.max(0, first ** 2 - a ** 2));
  return add(add(from, times(along, a)), times(out, height));
}

/** A body by its middles, with its pairs of limbs; `up` is the direction of the trunk. */
export function skeletonOf(of: {
  readonly size: Size;
  readonly hips: Vec;
  readonly up: Vec;
  /** Where the face looks. */
  readonly face: Vec;
  readonly legs: readonly [left: { knee: Vec; ankle: Vec }, right: { knee: Vec; ankle: Vec }];
  readonly arms: (shoulder: Vec, side: 1 | -1) => { elbow: Vec; wrist: Vec };
}): Skeleton {
  const { size, hips, up, face, legs, arms } = of;
  const middle = add(hips, times(unit(up), size.trunk));
  const side = (z: number): Vec => [0, 0, z];
  const [ls, rs] = [add(middle, side(size.shoulders / 2)), add(middle, side(-size.shoulders / 2))];
  const [left, right] = [arms(ls, 1), arms(rs, -1)];
  const head = add(middle, times(unit(up), size.head));
  const nose = add(head, times(unit(face), 0.06 * size.stature));
  const eyes = add(nose, times(unit(up), 0.02 * size.stature));
  return {
    nose,
    leftEye: add(eyes, side(0.03)),
    rightEye: add(eyes, side(-0.03)),
    leftEar: add(head, side(0.07)),
    rightEar: add(head, side(-0.07)),
    leftShoulder: ls,
    rightShoulder: rs,
    leftElbow: left.elbow,
    rightElbow: right.elbow,
    leftWrist: left.wrist,
    rightWrist: right.wrist,
    leftHip: add(hips, side(size.hips / 2)),
    rightHip: add(hips, side(-size.hips / 2)),
    leftKnee: legs[0].knee,
    rightKnee: legs[1].knee,
    leftAnkle: legs[0].ankle,
    rightAnkle: legs[1].ankle,
  };
}

export interface View {
  /** Degrees around the person: 0 from the front, 90 from the person's left. */
  readonly azimuth: number;
  /** Metres over the floor, and to the person. */
  readonly height: number;
  readonly distance: number;
  /** What it looks at, metres. */
  readonly target: Vec;
  /** Share of the frame height that a metre at the target covers. */
  readonly scale: number;
}

/** What a camera sees, in frame heights, with the depth of each point (metres nearer than the middle). */
export function project(skeleton: Skeleton, view: View): { pose: Pose; near: Record<KeypointName, number> } {
  const a = (view.azimuth * Math.PI) / 180;
  const eye: Vec = [
    view.target[0] + view.distance * Math.cos(a),
    view.height,
    view.target[2] + view.distance * Math.sin(a),
  ];
  const ahead = unit(minus(view.target, eye));
  const right = unit([-ahead[2], 0, ahead[0]]);
  const upward: Vec = [
    right[1] * ahead[2] - right[2] * ahead[1],
    right[2] * ahead[0] - right[0] * ahead[2],
    right[0] * ahead[1] - right[1] * ahead[0],
  ];
  const range = Math.hypot(...minus(view.target, eye));
  const near = {} as Record<KeypointName, number>;
  const pose = Object.fromEntries(
    KEYPOINTS.map((name) => {
      const from = minus(skeleton[name], eye);
      const depth = dot(from, ahead);
      near[name] = range - depth;
      const scale = (view.scale * range) / depth;
      return [name, { x: 0.5 + dot(from, right) * scale, y: 0.5 - dot(from, upward) * scale, score: 0.8 }];
    }),
  ) as Pose;
  return { pose, near };
}
