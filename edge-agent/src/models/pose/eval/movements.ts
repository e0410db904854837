import {
  backwards,
  FORWARD,
  feetApart,
  hanging,
  leaning,
  legLength,
  type Manner,
  type Movement,
  mix,
  rad,
  reaching,
  standing,
  UP,
} from './limbs.ts';
import { add, joint, type Size, skeletonOf, times, type Vec } from './skeleton.ts';

export const squat: Movement = ({ size, manner, effort }) => {
  const thigh = mix(3, mix(82, 105, manner.depth), effort);
  const shank = mix(1, 32, effort);
  const hips: Vec = [
    size.shank * Math.sin(rad(shank)) - size.thigh * Math.sin(rad(thigh)),
    size.ankle + size.shank * Math.cos(rad(shank)) + size.thigh * Math.cos(rad(thigh)),
    0,
  ];
  const arm = size.upperArm + size.forearm;
  const held: Vec =
    manner.arms < 0.35 ? [0.1, -0.02, 0.06] : [0.93 * arm * effort, -0.95 * arm * (1 - effort), 0];
  return skeletonOf({
    size,
    hips,
    up: leaning(mix(2, 38, effort)),
    face: FORWARD,
    legs: standing(size, hips, feetApart(size, mix(0.18, 0.4, manner.width) * size.stature)),
    arms: reaching(
      size,
      (side) => [held[0], held[1], side * (0.03 + held[2])],
      (side) => [-0.3, -1, side * 0.4],
    ),
  });
};

export const pushUp: Movement = ({ size, manner, effort }) => {
  const arm = (size.upperArm + size.forearm) * 0.97;
  const raised = manner.legs < 0.25 ? mix(0.2, 0.5, manner.arms) : 0;
  const height = raised + arm * mix(1, mix(0.42, 0.25, manner.depth), effort);
  const length = legLength(size) + size.trunk;
  const tilt = Math.asin(Math.min(0.9, (height - size.ankle) / length));
  const up: Vec = [Math.cos(tilt), Math.sin(tilt), 0];
  const toe: Vec = [0, size.ankle, 0];
  const hips = add(toe, times(up, legLength(size)));
  const rest = Math.asin(Math.min(0.9, (raised + arm - size.ankle) / length));
  const hands = Math.cos(rest) * length;
  const apart = mix(1, 1.5, manner.width) * size.shoulders;
  const leg = (side: 1 | -1) => ({
    ankle: add(toe, [0, 0, side * 0.07]),
    knee: add(toe, add(times(up, size.shank), [0, 0, side * 0.07])),
  });
  return skeletonOf({
    size,
    hips,
    up,
    face: [Math.sin(tilt), -Math.cos(tilt), 0],
    legs: [leg(1), leg(-1)],
    arms: (shoulder, side) => {
      const wrist: Vec = [hands, raised + 0.03, (side * apart) / 2];
      const pole: Vec = [-1, 0.3, side * mix(0.3, 1.2, manner.width)];
      return { wrist, elbow: joint(shoulder, wrist, { first: size.upperArm, second: size.forearm, pole }) };
    },
  });
};

export const sitUp: Movement = ({ size, manner, effort }) => {
  const lying = mix(2, 10, manner.width);
  const angle = rad(mix(lying, mix(88, 110, manner.depth), effort));
  const up: Vec = [-Math.cos(angle), Math.sin(angle), 0];
  const hips: Vec = [0, 0.1, 0];
  const knee = rad(mix(45, 62, manner.legs));
  const leg = (side: 1 | -1) => {
    const at: Vec = [Math.cos(knee) * size.thigh, 0.1 + Math.sin(knee) * size.thigh, side * 0.09];
    const reach = Math.sqrt(Math.max(0, size.shank ** 2 - (at[1] - size.ankle) ** 2));
    return { knee: at, ankle: [at[0] + reach, size.ankle, side * 0.09] as Vec };
  };
  const face: Vec = [Math.sin(angle), Math.cos(angle), 0];
  return skeletonOf({
    size,
    hips,
    up,
    face,
    legs: [leg(1), leg(-1)],
    arms: (shoulder, side) => {
      const wrist = add(shoulder, add(times(up, size.head), [0, 0, -side * 0.03]));
      const pole = add(times(face, mix(0.4, 1.2, effort)), [0, 0, side]);
      return { wrist, elbow: joint(shoulder, wrist, { first: size.upperArm, second: size.forearm, pole }) };
    },
  });
};

export const pullUp: Movement = ({ size, manner, effort }) => {
  const bar = 2.3;
  const apart = mix(1.1, 1.7, manner.width) * size.shoulders;
  const reach = size.upperArm + size.forearm;
  const wide = (apart - size.shoulders) / 2;
  const hang = Math.sqrt(reach ** 2 - wide ** 2) * 0.985;
  const shoulderY = bar - mix(hang, 0.085 * size.stature - 0.03 * manner.depth, effort);
  const hips: Vec = [0.06 * effort, shoulderY - size.trunk, 0];
  const bend = manner.legs < 0.4 ? mix(20, 80, manner.legs * 2.5) : 3;
  const leg = (side: 1 | -1) => {
    const knee = add(hips, [0.05, -size.thigh, side * 0.07]);
    const ankle = add(knee, [-size.shank * Math.sin(rad(bend)), -size.shank * Math.cos(rad(bend)), 0]);
    return { knee, ankle };
  };
  return skeletonOf({
    size,
    hips,
    up: UP,
    face: leaning(mix(90, 75, effort)),
    legs: [leg(1), leg(-1)],
    arms: (shoulder, side) => {
      const wrist: Vec = [0.03, bar, (side * apart) / 2];
      const pole: Vec = [0.5, -0.5, side];
      return { wrist, elbow: joint(shoulder, wrist, { first: size.upperArm, second: size.forearm, pole }) };
    },
  });
};

export const jumpingJack: Movement = ({ size, manner, effort, turn }) => {
  const spread = rad(mix(3, mix(20, 28, manner.width), effort));
  const hop = 0.05 * Math.abs(Math.sin(2 * Math.PI * turn)) * size.stature;
  const reach = legLength(size) * 0.985;
  const hips: Vec = [0, size.ankle + hop + reach * Math.cos(spread), 0];
  const foot = (side: 1 | -1): Vec => [
    0,
    size.ankle + hop,
    side * (size.hips / 2 + reach * Math.sin(spread)),
  ];
  const arm = (size.upperArm + size.forearm) * mix(0.93, 0.99, manner.arms);
  const lift = rad(mix(12, mix(160, 175, manner.depth), effort));
  return skeletonOf({
    size,
    hips,
    up: UP,
    face: FORWARD,
    legs: standing(size, hips, [foot(1), foot(-1)]),
    arms: reaching(
      size,
      (side) => [0.03, -arm * Math.cos(lift), side * arm * Math.sin(lift)],
      (side) => [-0.5, 0.2, side * 0.5],
    ),
  });
};

const turning = (size: Size, manner: Manner, turn: number) =>
  reaching(
    size,
    (side) => [
      0.1 + 0.03 * Math.cos(2 * Math.PI * turn),
      -(size.upperArm + 0.02 * size.stature) + 0.03 * Math.sin(2 * Math.PI * turn),
      side * mix(0.12, 0.22, manner.arms),
    ],
    backwards,
  );

export const ropeSkip: Movement = ({ size, manner, effort, turn }) => {
  const hop = mix(0.045, 0.09, manner.depth) * size.stature * effort;
  const bend = mix(0.03, 0.0, effort) * size.stature;
  const hips: Vec = [0, size.ankle + hop + legLength(size) * 0.985 - bend, 0];
  return skeletonOf({
    size,
    hips,
    up: leaning(3),
    face: FORWARD,
    legs: standing(size, hips, feetApart(size, 0.12 * size.stature, hop + 0.02 * size.stature * effort)),
    arms: turning(size, manner, turn),
  });
};

/** The running step: the rope passes once under each foot. */
export const ropeSteps: Movement = ({ size, manner, effort, turn }) => {
  const hop = mix(0.045, 0.07, manner.depth) * size.stature * effort;
  const hips: Vec = [0, size.ankle + hop + legLength(size) * 0.985 - mix(0.025, 0, effort) * size.stature, 0];
  const foot = (side: 1 | -1): Vec => {
    // A foot is down at its own turn and highest one turn later.
    const swing = (1 - Math.cos(Math.PI * (turn + (side === 1 ? 0 : 1)))) / 2;
    const lift = hop * 0.6 + mix(0.1, 0.2, manner.legs) * size.stature * swing ** 2;
    return [-0.1 * swing * size.stature * (0.5 - manner.legs), size.ankle + lift, side * 0.06 * size.stature];
  };
  return skeletonOf({
    size,
    hips,
    up: leaning(3),
    face: FORWARD,
    legs: standing(size, hips, [foot(1), foot(-1)]),
    arms: turning(size, manner, turn),
  });
};

export const verticalJump: Movement = ({ size, manner, turn }) => {
  const at = turn % 1;
  const crouch = (from: number, to: number): number =>
    at > from && at < to ? Math.sin((Math.PI * (at - from)) / (to - from)) : 0;
  const deep = 0.12 * size.stature * (crouch(0.1, 0.42) + 0.8 * crouch(0.58, 0.85));
  const air = at > 0.42 && at < 0.58 ? 1 - ((at - 0.5) / 0.08) ** 2 : 0;
  const jump = mix(0.14, 0.28, manner.depth) * size.stature * air;
  const hips: Vec = [0, size.ankle + legLength(size) * 0.985 - deep + jump, 0];
  return skeletonOf({
    size,
    hips,
    up: leaning(4),
    face: FORWARD,
    legs: standing(size, hips, feetApart(size, 0.15 * size.stature, jump)),
    arms: hanging(size),
  });
};
