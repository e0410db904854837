import { GROUND, HIGH_BAR, type Pose, reach } from './skeleton.ts';

/** Poses that many drills share; a drill changes what differs. */

export const STAND: Pose = {
  torso: 180,
  armL: [-8, 4],
  armR: [8, 16],
  legL: [-4, -4],
  legR: [4, 4],
};

/** Seen from the front: legs and arms to both sides by an angle. */
export const front = (legs: number, arms: readonly [number, number], lift = 0): Pose => ({
  torso: 180,
  armL: [-arms[0], -arms[1]],
  armR: [arms[0], arms[1]],
  legL: [-legs, -legs],
  legR: [legs, legs],
  lift,
});

/** A run: one thigh forward, the other leg back, the arms against them. `lead` is the leg in front. */
export const stride = (
  lead: 'left' | 'right',
  of: { readonly knee: number; readonly lean?: number; readonly push?: number; readonly lift?: number },
): Pose => {
  const { knee, lean = 8, push = 25, lift = 0 } = of;
  const before = [knee, knee - 75] as const;
  const behind = [-push, -push - 15] as const;
  const forward = [40, 125] as const;
  const backward = [-55, 25] as const;
  return lead === 'left'
    ? { torso: 180 - lean, legL: before, legR: behind, armL: backward, armR: forward, lift }
    : { torso: 180 - lean, legL: behind, legR: before, armL: forward, armR: backward, lift };
};

/** The hips lowered: 0 stands, 1 has the thighs level. */
export const squat = (depth: number, arms: readonly [number, number]): Pose => ({
  torso: 180 - 38 * depth,
  head: 180 - 20 * depth,
  armL: arms,
  armR: [arms[0] + 4, arms[1] + 4],
  legL: [80 * depth - 2, -22 * depth],
  legR: [80 * depth + 3, -22 * depth + 4],
});

/** On the back, head to the left, knees bent, feet flat. `up` lifts the trunk from the ground, degrees. */
export const onBack = (up: number, arms: readonly [number, number]): Pose => ({
  torso: -90 - up,
  head: -90 - up * 1.1,
  armL: arms,
  armR: [arms[0] + 4, arms[1] + 4],
  legL: [130, 20],
  legR: [134, 24],
});

/** Face down on hands (or forearms) and toes, head to the right. */
export const plank = (tilt: number, arms: readonly [number, number]): Pose => ({
  torso: 90 + tilt,
  armL: arms,
  armR: [arms[0] + 3, arms[1] + 3],
  legL: [-90 + tilt, -90 + tilt],
  legR: [-87 + tilt, -87 + tilt],
});

/** Hands and knees. */
export const ALL_FOURS: Pose = {
  x: 44,
  torso: 92,
  armL: [0, 0],
  armR: [4, 4],
  legL: [2, -90],
  legR: [-3, -90],
};

/** Seated on the ground, legs forward. `fold` bends the trunk over them, degrees. */
export const longSit = (fold: number, arms: readonly [number, number]): Pose => ({
  torso: 180 - fold,
  head: 180 - fold * 1.1,
  armL: arms,
  armR: [arms[0] + 4, arms[1] + 4],
  legL: [90, 90],
  legR: [87, 87],
  x: 38,
});

/** One knee bent in front, the other leg behind. `depth` 1 has the back knee near the ground. */
export const lunge = (depth: number, torso = 180): Pose => ({
  ...STAND,
  torso,
  legL: [75 * depth, -6 * depth],
  legR: [-12 - 14 * depth, -16 - 62 * depth],
});

/** Flat on the front, head to the right. */
export const PRONE: Pose = {
  torso: 90,
  head: 96,
  armL: [90, 90],
  armR: [90, 90],
  legL: [-90, -90],
  legR: [-90, -90],
};

/** Flat on the back, head to the left, legs out. */
export const SUPINE: Pose = {
  torso: -90,
  armL: [90, 90],
  armR: [90, 90],
  legL: [90, 90],
  legR: [88, 88],
};

/** On a seat: thighs level, shins down. */
export const SEATED: Pose = {
  torso: 178,
  armL: [20, 80],
  armR: [24, 84],
  legL: [88, 0],
  legR: [84, 4],
};

/** Under a high bar, seen from the front, the neck so far below it. `hands` is half the grip's width. */
export const hanging = (drop: number, legs: readonly [number, number], hands = 9): Pose => ({
  torso: 180,
  armL: reach([-hands, -drop], { bone: 12, bend: 1 }),
  armR: reach([hands, -drop], { bone: 12, bend: -1 }),
  legL: [legs[0] - 3, legs[1] - 3],
  legR: [legs[0] + 3, legs[1] + 3],
  hold: { joint: 'handR', at: [50 + hands, HIGH_BAR] },
});

/** A straight body leaning back under a low bar, heels on the ground; `rise` turns it up, degrees. */
export function rowing(rise: number, bar: readonly [number, number]): Pose {
  const torso = -110 - rise;
  const angle = (torso * Math.PI) / 180;
  const neck = [88 + 58 * Math.sin(angle), GROUND + 58 * Math.cos(angle)] as const;
  const arm = reach([bar[0] - neck[0], bar[1] - neck[1]], { bone: 12, bend: 1 });
  return {
    torso,
    armL: arm,
    armR: arm,
    legL: [torso + 180, torso + 180],
    legR: [torso + 180, torso + 180],
    hold: { joint: 'footR', at: [88, GROUND] },
  };
}
