import {
  backwards,
  FORWARD,
  feetApart,
  hanging,
  leaning,
  legLength,
  type Movement,
  mix,
  rad,
  reaching,
  standing,
  UP,
} from './limbs.ts';
import { pushUp } from './movements.ts';
import { add, skeletonOf, type Vec } from './skeleton.ts';

/** Walking on a treadmill; a turn is two steps. */
export const walk: Movement = ({ size, turn }) => {
  const a = 2 * Math.PI * turn;
  const hips: Vec = [0, size.ankle + legLength(size) * 0.975 - 0.012 * size.stature * Math.cos(2 * a), 0];
  const foot = (phase: number, side: 1 | -1): Vec => [
    0.2 * size.stature * Math.cos(phase),
    size.ankle + 0.05 * size.stature * Math.max(0, -Math.sin(phase)),
    side * 0.05 * size.stature,
  ];
  const arm = (size.upperArm + size.forearm) * 0.97;
  const swing = (side: 1 | -1): number => side * -0.4 * Math.cos(a);
  return skeletonOf({
    size,
    hips,
    up: leaning(3),
    face: FORWARD,
    legs: standing(size, hips, [foot(a, 1), foot(a + Math.PI, -1)]),
    arms: reaching(
      size,
      (side) => [arm * Math.sin(swing(side)), -arm * Math.cos(swing(side)), side * 0.05],
      backwards,
    ),
  });
};

export const curl: Movement = ({ size, manner, effort }) => {
  const hips: Vec = [0, size.ankle + legLength(size) * 0.985, 0];
  const bend = rad(mix(10, 140, effort));
  return skeletonOf({
    size,
    hips,
    up: UP,
    face: FORWARD,
    legs: standing(size, hips, feetApart(size, mix(0.1, 0.25, manner.width) * size.stature)),
    arms: (shoulder, side) => {
      const elbow = add(shoulder, [0, -size.upperArm, side * 0.03]);
      return { elbow, wrist: add(elbow, [size.forearm * Math.sin(bend), -size.forearm * Math.cos(bend), 0]) };
    },
  });
};

export const stand: Movement = ({ size, effort }) => {
  const hips: Vec = [0.02 * effort, size.ankle + legLength(size) * 0.985, 0.03 * effort];
  return skeletonOf({
    size,
    hips,
    up: leaning(2 * effort),
    face: FORWARD,
    legs: standing(size, hips, feetApart(size, 0.15 * size.stature)),
    arms: hanging(size),
  });
};

/** Held at the top of a push-up. */
export const plank: Movement = (of) => pushUp({ ...of, effort: 0.04 * of.effort });

/** Seated, leaning back, hands from side to side. */
export const twist: Movement = ({ size, effort }) => {
  const hips: Vec = [0, 0.1, 0];
  const leg = (side: 1 | -1) => ({
    knee: [size.thigh * 0.75, 0.1 + size.thigh * 0.65, side * 0.08] as Vec,
    ankle: [size.thigh * 0.75 + size.shank * 0.7, 0.15, side * 0.08] as Vec,
  });
  return skeletonOf({
    size,
    hips,
    up: leaning(-35),
    face: FORWARD,
    legs: [leg(1), leg(-1)],
    arms: reaching(size, () => [0.25, -0.2, mix(-0.25, 0.25, effort)], backwards),
  });
};

/** Jogging on the spot; a turn is two steps, the arms swing against each other. */
export const jog: Movement = ({ size, manner, turn }) => {
  const a = 2 * Math.PI * turn;
  const air = 0.03 * size.stature * Math.abs(Math.sin(a));
  const hips: Vec = [0, size.ankle + air + legLength(size) * 0.97, 0];
  const foot = (phase: number, side: 1 | -1): Vec => {
    const swing = Math.max(0, Math.sin(phase));
    return [-0.12 * size.stature * swing, size.ankle + (0.02 + 0.2 * swing) * size.stature, side * 0.05];
  };
  const arm = (side: 1 | -1): Vec => {
    const swing = side * -mix(0.5, 0.8, manner.arms) * Math.cos(a);
    const elbow: Vec = [size.upperArm * Math.sin(swing), -size.upperArm * Math.cos(swing), side * 0.04];
    const bend = swing + Math.PI / 2;
    return add(elbow, [size.forearm * Math.sin(bend), -size.forearm * Math.cos(bend), 0]);
  };
  return skeletonOf({
    size,
    hips,
    up: leaning(6),
    face: FORWARD,
    legs: standing(size, hips, [foot(a, 1), foot(a + Math.PI, -1)]),
    arms: reaching(size, arm, backwards),
  });
};

/** Bowing with nearly straight legs, as in a deadlift. */
export const bow: Movement = ({ size, effort }) => {
  const hips: Vec = [
    -0.1 * size.stature * effort,
    size.ankle + legLength(size) * mix(0.985, 0.93, effort),
    0,
  ];
  return skeletonOf({
    size,
    hips,
    up: leaning(mix(2, 80, effort)),
    face: FORWARD,
    legs: standing(size, hips, feetApart(size, 0.18 * size.stature)),
    arms: hanging(size),
  });
};

/** Both arms up at the sides and down again, feet on the floor. */
export const armRaise: Movement = ({ size, manner, effort }) => {
  const hips: Vec = [0, size.ankle + legLength(size) * 0.985, 0];
  const arm = (size.upperArm + size.forearm) * 0.97;
  const lift = rad(mix(10, mix(90, 170, manner.depth), effort));
  return skeletonOf({
    size,
    hips,
    up: UP,
    face: FORWARD,
    legs: standing(size, hips, feetApart(size, 0.14 * size.stature)),
    arms: reaching(
      size,
      (side) => [0.03, -arm * Math.cos(lift), side * arm * Math.sin(lift)],
      (side) => [-0.5, 0.2, side * 0.5],
    ),
  });
};
