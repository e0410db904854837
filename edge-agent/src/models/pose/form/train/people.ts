import { distance } from '../../body.ts';
import type { Pose, PoseFrame } from '../../pose.ts';
import { quantile } from '../../quantile.ts';

/**
 * Cameras and hands stay where they are in clips that were cut from one film. Clips whose hands, feet and trunk are
 * all this close (frame heights) are taken for clips of one person.
 */
const SAME_PLACE = 0.08;

/**
 * Clips of the labelled sequences that are one person's although the camera moved, as seen on the films: the same man
 * on the same mat from two more places, the same woman before the same door.
 */
export const RECOGNIZED = [
  ['pushup_incorrect_001', 'pushup_incorrect_006', 'pushup_incorrect_002'],
  ['squat_incorrect_002', 'squat_incorrect_003'],
] as const;

/**
 * Puts clips of one film together, because no file says who is in them: a model that has seen one clip of a person
 * must not be tested on the next. Single linkage: what is close to any clip of a group belongs to it. Returns each
 * clip's group, numbered in the order in which they appear.
 */
export function groupsOf(clips: readonly (readonly PoseFrame[])[], within = SAME_PLACE): readonly number[] {
  const places = clips.map(placeOf);
  const groups = clips.map((_, n) => n);
  for (const [a, place] of places.entries())
    for (let b = 0; b < a; b += 1) {
      const [from, to] = [groups[a], groups[b]];
      if (from === to || apart(place, places[b] ?? []) > within) continue;
      for (const [n, group] of groups.entries()) if (group === from) groups[n] = to as number;
    }
  const names = [...new Set(groups)];
  return groups.map((group) => names.indexOf(group));
}

const FIXED = ['leftWrist', 'rightWrist', 'leftAnkle', 'rightAnkle'] as const;

/** Where hands and feet are and how long the trunk is, as they usually are in the clip. */
function placeOf(frames: readonly PoseFrame[]): readonly number[] {
  const poses = frames.flatMap(({ pose }) => (pose === null ? [] : [pose]));
  const usual = (value: (pose: Pose) => number): number => quantile(poses.map(value), 0.5);
  return [
    ...FIXED.flatMap((name) => [usual((pose) => pose[name].x), usual((pose) => pose[name].y)]),
    usual(({ leftShoulder, leftHip }) => distance(leftShoulder, leftHip)),
    usual(({ rightShoulder, rightHip }) => distance(rightShoulder, rightHip)),
  ];
}

const apart = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, n) => Math.abs(value - (b[n] ?? Number.POSITIVE_INFINITY))));
