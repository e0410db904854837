import type { PoseFrame } from '../pose.ts';
import type { Manner, Movement } from './limbs.ts';
import { project, sizeOf, type Vec, type View } from './skeleton.ts';

/** A film of a synthetic child of 1.40 m without any noise of a detector, for what a single rule says. */
export function cleanFilm(of: {
  readonly movement: Movement;
  /** Effort at each second; whole turns are repetitions of rhythmic movements. */
  readonly effort: (t: number) => number;
  readonly seconds: number;
  readonly fps?: number;
  /** Degrees around the person, 90 from the left. */
  readonly azimuth?: number;
  /** What the camera looks at, metres over the floor. */
  readonly middle?: number;
  readonly manner?: Partial<Manner>;
}): PoseFrame[] {
  const { movement, effort, seconds, fps = 30, azimuth = 90, middle = 0.7, manner } = of;
  const view = sideView({ azimuth, target: [0, middle, 0] });
  const how: Manner = { arms: 0.5, legs: 0.5, depth: 0.5, width: 0.5, ...manner };
  return Array.from({ length: Math.round(seconds * fps) }, (_, n): PoseFrame => {
    const t = n / fps;
    const skeleton = movement({ size: CHILD, manner: how, effort: effort(t), turn: t });
    return { at: (n * 1000) / fps, pose: project(skeleton, view).pose };
  });
}

/** A camera four metres off at the height of a chest. */
export const sideView = (of: Pick<View, 'azimuth' | 'target'>): View => ({
  ...of,
  height: 1.2,
  distance: 4,
  scale: 0.4,
});

/** All lengths as they are on average. */
export const CHILD = sizeOf(1.4, () => 0.5);

/** From rest to the end and back, `each` seconds long, one after the other. */
export const waves =
  (each: number, height = 1) =>
  (t: number): number =>
    (height * (1 - Math.cos((2 * Math.PI * t) / each))) / 2;

export const moved = (by: Vec, [x, y, z]: Vec): Vec => [x + by[0], y + by[1], z + by[2]];
