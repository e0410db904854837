import { KEYPOINTS, type Keypoint, type KeypointName, type Pose, type PoseFrame } from '../pose.ts';
import { quantile } from '../quantile.ts';

/** A film told differently: what a counter must not be moved by. Works on key points, so the network is not asked again. */
export interface Variation {
  readonly name: string;
  /** `random` gives numbers in [0, 1). */
  readonly apply: (frames: readonly PoseFrame[], random: () => number) => PoseFrame[];
}

/** The variations that every clip is also counted under. A repetition count holds for all of them. */
export const VARIATIONS: readonly Variation[] = [
  { name: 'speed 0.5x', apply: (frames) => atSpeed(frames, 0.5) },
  { name: 'speed 1.5x', apply: (frames) => atSpeed(frames, 1.5) },
  { name: '15 fps', apply: (frames) => resampled(frames, 15) },
  { name: '60 fps', apply: (frames) => resampled(frames, 60) },
  { name: 'mirrored', apply: mirrored },
  { name: 'jitter 0.5 %', apply: (frames, random) => jittered(frames, { share: 0.005, random }) },
  { name: 'jitter 1.5 %', apply: (frames, random) => jittered(frames, { share: 0.015, random }) },
  { name: 'points lost', apply: pointsLost },
  { name: 'frames lost', apply: framesLost },
  { name: 'cropped left', apply: (frames) => cropped(frames, 'left') },
  { name: 'cropped right', apply: (frames) => cropped(frames, 'right') },
  { name: 'cropped top', apply: (frames) => cropped(frames, 'top') },
  { name: 'cropped bottom', apply: (frames) => cropped(frames, 'bottom') },
  { name: 'drift and zoom', apply: (frames, random) => drifting(frames, random) },
];

/** `speed` above 1: the same movements in less time. */
export const atSpeed = (frames: readonly PoseFrame[], speed: number): PoseFrame[] =>
  frames.map(({ at, pose }) => ({ at: at / speed, pose }));

/** The film from `fromMs` on, with the clock of a film that begins there. */
export const startingAt = (frames: readonly PoseFrame[], fromMs: number): PoseFrame[] =>
  frames.filter(({ at }) => at >= fromMs).map(({ at, pose }) => ({ at: at - fromMs, pose }));

/** At another pace of frames: fewer are dropped, more are drawn between two. */
export function resampled(frames: readonly PoseFrame[], fps: number): PoseFrame[] {
  const last = frames.at(-1)?.at ?? 0;
  const out: PoseFrame[] = [];
  let next = 0;
  for (let n = 0; (n * 1000) / fps <= last; n++) {
    const at = (n * 1000) / fps;
    while ((frames[next + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    const [before, after] = [frames[next], frames[next + 1]];
    if (before === undefined) continue;
    if (after === undefined || before.pose === null || after.pose === null)
      out.push({ at, pose: before.pose });
    else {
      const share = (at - before.at) / (after.at - before.at);
      const [from, to] = [before.pose, after.pose];
      out.push({ at, pose: mapped(from, (point, name) => between(point, to[name], share)) });
    }
  }
  return out;
}

const between = (a: Keypoint, b: Keypoint, share: number): Keypoint => ({
  x: a.x + share * (b.x - a.x),
  y: a.y + share * (b.y - a.y),
  score: Math.min(a.score, b.score),
});

/** As in a mirror: left is right. */
export function mirrored(frames: readonly PoseFrame[]): PoseFrame[] {
  const other = (name: KeypointName): KeypointName =>
    (name.startsWith('left') ? name.replace('left', 'right') : name.replace('right', 'left')) as KeypointName;
  return frames.map(({ at, pose }) => ({
    at,
    pose:
      pose === null
        ? null
        : mapped(pose, (_, name) => ({ ...pose[other(name)], x: 1 - pose[other(name)].x })),
  }));
}

/** Every point trembles by itself; `share` is the standard deviation as a part of the body's extent. */
export function jittered(
  frames: readonly PoseFrame[],
  { share, random }: { readonly share: number; readonly random: () => number },
): PoseFrame[] {
  const size = share * bodyExtent(frames);
  return frames.map(({ at, pose }) => ({
    at,
    pose:
      pose === null
        ? null
        : mapped(pose, ({ x, y, score }) => {
            const radius = size * Math.sqrt(-2 * Math.log(1 - random()));
            const turn = 2 * Math.PI * random();
            return { x: x + radius * Math.cos(turn), y: y + radius * Math.sin(turn), score };
          }),
  }));
}

/** Points go unseen for some frames at a time: one in 25 at any moment, for a tenth of a second on average. */
export function pointsLost(frames: readonly PoseFrame[], random: () => number): PoseFrame[] {
  const hidden = new Set<KeypointName>();
  return frames.map(({ at, pose }, n) => {
    const back = Math.min(1, (at - (frames[n - 1]?.at ?? at)) / 100);
    for (const name of KEYPOINTS)
      if (hidden.has(name)) {
        if (random() < back) hidden.delete(name);
      } else if (random() < back / 24) hidden.add(name);
    return {
      at,
      pose:
        pose === null
          ? null
          : mapped(pose, (point, name) => (hidden.has(name) ? { ...point, score: 0 } : point)),
    };
  });
}

/** One frame in 15 shows nobody. */
export function framesLost(frames: readonly PoseFrame[], random: () => number): PoseFrame[] {
  return frames.map(({ at, pose }) => ({ at, pose: random() < 1 / 15 ? null : pose }));
}

type Edge = 'left' | 'right' | 'top' | 'bottom';
/** The picture ends a tenth of the film's movement inside one edge: what lies beyond is not seen. */
export function cropped(frames: readonly PoseFrame[], edge: Edge): PoseFrame[] {
  const axis = edge === 'left' || edge === 'right' ? 'x' : 'y';
  const values = seenPoints(frames).map((point) => point[axis]);
  const [low, high] = [quantile(values, 0.01), quantile(values, 0.99)];
  const first = edge === 'left' || edge === 'top';
  const cut = first ? low + CROP * (high - low) : high - CROP * (high - low);
  const beyond = (point: Keypoint): boolean => (first ? point[axis] < cut : point[axis] > cut);
  return frames.map(({ at, pose }) => ({
    at,
    pose: pose === null ? null : mapped(pose, (point) => (beyond(point) ? { ...point, score: 0 } : point)),
  }));
}
const CROP = 0.1;

/** A hand-held camera: it wanders by a tenth of the body and zooms by a tenth, slowly. */
export function drifting(frames: readonly PoseFrame[], random: () => number): PoseFrame[] {
  const size = bodyExtent(frames);
  const [a, b, c] = [random(), random(), random()].map((phase) => 2 * Math.PI * phase) as [
    number,
    number,
    number,
  ];
  return frames.map(({ at, pose }) => {
    const turn = (2 * Math.PI * at) / 10_000;
    const zoom = 1 + 0.1 * Math.sin(turn + a);
    const [dx, dy] = [0.1 * size * Math.sin(0.7 * turn + b), 0.1 * size * Math.sin(turn + c)];
    return {
      at,
      pose:
        pose === null
          ? null
          : mapped(pose, ({ x, y, score }) => ({
              x: 0.5 + (x - 0.5) * zoom + dx,
              y: 0.5 + (y - 0.5) * zoom + dy,
              score,
            })),
    };
  });
}

const mapped = (pose: Pose, change: (point: Keypoint, name: KeypointName) => Keypoint): Pose =>
  Object.fromEntries(KEYPOINTS.map((name) => [name, change(pose[name], name)])) as Pose;

const seenPoints = (frames: readonly PoseFrame[]): Keypoint[] =>
  frames.flatMap(({ pose }) =>
    pose === null ? [] : KEYPOINTS.map((name) => pose[name]).filter(({ score }) => score >= 0.25),
  );

/** The larger side of a body as it usually is in this film, in frame heights. */
function bodyExtent(frames: readonly PoseFrame[]): number {
  const sides = frames.flatMap(({ at, pose }) => {
    const points = seenPoints([{ at, pose }]);
    if (points.length < 2) return [];
    const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
    return [Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys))];
  });
  return quantile(sides, 0.5);
}
