import { add, joint, type Size, type Skeleton, type Vec } from './skeleton.ts';

/** How somebody does an exercise; drawn once for a sequence. Shares 0-1. */
export interface Manner {
  readonly arms: number;
  readonly legs: number;
  readonly depth: number;
  readonly width: number;
}

/** A body at `effort` (0 rest, 1 end), at a turn of so many cycles (whole numbers are rest). */
export type Movement = (of: {
  readonly size: Size;
  readonly manner: Manner;
  readonly effort: number;
  readonly turn: number;
}) => Skeleton;

export const rad = (degrees: number): number => (degrees * Math.PI) / 180;
export const mix = (a: number, b: number, share: number): number => a + (b - a) * share;
export const UP: Vec = [0, 1, 0];
export const FORWARD: Vec = [1, 0, 0];
export const leaning = (degrees: number): Vec => [Math.sin(rad(degrees)), Math.cos(rad(degrees)), 0];

/** Legs from hips to feet that stand at these places. */
export const standing = (size: Size, hips: Vec, feet: readonly [Vec, Vec]) => {
  const leg = (foot: Vec, side: 1 | -1) => {
    const hip = add(hips, [0, 0, (side * size.hips) / 2]);
    const pole: Vec = [1, 0, side * 0.25];
    return { knee: joint(hip, foot, { first: size.thigh, second: size.shank, pole }), ankle: foot };
  };
  return [leg(feet[0], 1), leg(feet[1], -1)] as const;
};
export const feetApart = (size: Size, width: number, lift = 0): readonly [Vec, Vec] => [
  [0, size.ankle + lift, width / 2],
  [0, size.ankle + lift, -width / 2],
];
/** Arms with wrists relative to the shoulders. */
export const reaching =
  (size: Size, wrist: (side: 1 | -1) => Vec, pole: (side: 1 | -1) => Vec) =>
  (shoulder: Vec, side: 1 | -1) => {
    const to = add(shoulder, wrist(side));
    const elbow = joint(shoulder, to, { first: size.upperArm, second: size.forearm, pole: pole(side) });
    return { elbow, wrist: to };
  };
export const backwards = (side: 1 | -1): Vec => [-1, -0.3, side * 0.3];
export const hanging = (size: Size) =>
  reaching(size, (side) => [0.02, -(size.upperArm + size.forearm) * 0.97, side * 0.05], backwards);
export const legLength = (size: Size): number => size.thigh + size.shank;
