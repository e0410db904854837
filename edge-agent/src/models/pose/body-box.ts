import { SEEN } from './lane.ts';
import { KEYPOINTS, type Pose, type Region } from './pose.ts';

/** A person is there when so many points are seen ... */
const MIN_POINTS = 6;
/** ... with this mean score over the points of trunk and limbs. */
const MIN_MEAN = 0.25;
/** The next region reaches so far beyond the body: limbs move up to a fifth of a body in a frame. */
const MARGIN = 1.35;

/** 0: no person; else the mean score of the points that are seen, weighted by how many they are. */
export function quality(pose: Pose): number {
  const seen = KEYPOINTS.map((name) => pose[name].score).filter((score) => score >= SEEN);
  const sum = seen.reduce((total, score) => total + score, 0);
  if (seen.length < MIN_POINTS || sum / seen.length < MIN_MEAN) return 0;
  return sum / KEYPOINTS.length;
}

/** The square around the middle of the points that are seen, as large as their larger extent. */
export function boundsOf(pose: Pose): Region {
  const seen = KEYPOINTS.map((name) => pose[name]).filter(({ score }) => score >= SEEN);
  const xs = seen.map(({ x }) => x);
  const ys = seen.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const side = Math.max(right - left, bottom - top, 0.01);
  return { x: (left + right - side) / 2, y: (top + bottom - side) / 2, side };
}

/** Where to look next. */
export function regionAround(pose: Pose): Region {
  const { x, y, side } = boundsOf(pose);
  const wide = side * MARGIN + 0.04;
  return { x: x - (wide - side) / 2, y: y - (wide - side) / 2, side: wide };
}
