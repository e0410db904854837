import type { Movement } from '../eval/limbs.ts';
import { pushUp, squat } from '../eval/movements.ts';
import { add, project, type Skeleton, sizeOf, type Vec } from '../eval/skeleton.ts';
import type { KeypointName, PoseFrame } from '../pose.ts';
import type { JudgedItem } from './faults.ts';

/** How a synthetic body is changed at an effort of 0 (top) to 1 (bottom). */
export type Change = (skeleton: Skeleton, effort: number) => Skeleton;

const MOVEMENTS: Readonly<Record<JudgedItem, Movement>> = { push_up: pushUp, squat };
const FPS = 30;
const SECONDS = 2;

/** One repetition of a body of 1.6 m, seen from its left. `reach`: how much of the whole way it goes, 0-1. */
export function repetitionOf(of: {
  readonly item: JudgedItem;
  readonly change?: Change;
  readonly azimuth?: number;
  readonly reach?: number;
}): readonly PoseFrame[] {
  const { item, change = (skeleton) => skeleton, azimuth = 90, reach = 1 } = of;
  const size = sizeOf(1.6, () => 0.5);
  const manner = { arms: 0.5, legs: 0.5, depth: 0.5, width: 0.5 };
  const target: Vec = [0.1, item === 'push_up' ? 0.3 : 0.8, 0];
  const view = { azimuth, height: 0.8, distance: 5, target, scale: 0.45 };
  return Array.from({ length: FPS * SECONDS }, (_, n) => {
    const effort = (reach * (1 - Math.cos((2 * Math.PI * n) / (FPS * SECONDS)))) / 2;
    const skeleton = change(MOVEMENTS[item]({ size, manner, effort, turn: 0 }), effort);
    return { at: (n * 1000) / FPS, pose: project(skeleton, view).pose };
  });
}

/** Moves points of a body, metres. */
export const moved =
  (names: readonly KeypointName[], by: (effort: number) => Vec): Change =>
  (skeleton, effort) => ({
    ...skeleton,
    ...Object.fromEntries(names.map((name) => [name, add(skeleton[name], by(effort))])),
  });

/** Hips that hang below (or, negative, stand above) the line of the body, metres. */
export const hipsBelow = (metres: number): Change => moved(['leftHip', 'rightHip'], () => [0, -metres, 0]);
