import { KEYPOINTS, type Pose, type PoseDetector, type Region, type RgbImage } from './pose.ts';

/** A point below this score is not seen. MoveNet's own guidance is 0.2-0.3. */
export const SEEN = 0.25;
/** A person is there when so many points are seen ... */
const MIN_POINTS = 6;
/** ... with this mean score over the points of trunk and limbs. */
const MIN_MEAN = 0.25;
/** The next region reaches so far beyond the body: limbs move up to a fifth of a body in a frame. */
const MARGIN = 1.35;
/** How fast the region follows: it must not shake with each point. */
const FOLLOW = 0.5;

/**
 * Follows one person through frames: looks at a square around the last pose, and where nobody is found there, at the
 * whole frame and at squares across it, in turn.
 */
export class PersonTracker {
  readonly #detector: PoseDetector;
  #region: Region | null = null;

  constructor(detector: PoseDetector) {
    this.#detector = detector;
  }

  /** `null`: nobody is there, or nobody who can be told from the background. */
  async follow(image: RgbImage): Promise<Pose | null> {
    if (this.#region !== null) {
      const pose = await this.#detector.detect(image, this.#region);
      if (quality(pose) > 0) return this.#found(pose, image);
      this.#region = null;
    }
    let best: { pose: Pose; quality: number } | undefined;
    for (const region of searchRegions(image.width / image.height)) {
      const pose = await this.#detector.detect(image, region);
      const good = quality(pose);
      if (good > (best?.quality ?? 0)) best = { pose, quality: good };
    }
    if (best === undefined) return null;
    // Once more, close by: a small figure in a whole frame gives rough points.
    const near = await this.#detector.detect(image, regionAround(best.pose));
    return this.#found(quality(near) > 0 ? near : best.pose, image);
  }

  #found(pose: Pose, image: RgbImage): Pose {
    const next = regionAround(pose);
    const last = this.#region;
    const blend = (a: number, b: number): number => a + FOLLOW * (b - a);
    this.#region =
      last === null
        ? next
        : {
            x: blend(last.x, next.x),
            y: blend(last.y, next.y),
            side: Math.max(0.05, blend(last.side, next.side)),
          };
    const aspect = image.width / image.height;
    // A region that left the frame follows a ghost.
    const { x, y, side } = this.#region;
    if (x + side < 0 || y + side < 0 || x > aspect || y > 1) this.#region = null;
    return pose;
  }
}

/** 0: no person; else the mean score of the points that are seen, weighted by how many they are. */
export function quality(pose: Pose): number {
  const seen = KEYPOINTS.map((name) => pose[name].score).filter((score) => score >= SEEN);
  const sum = seen.reduce((total, score) => total + score, 0);
  if (seen.length < MIN_POINTS || sum / seen.length < MIN_MEAN) return 0;
  return sum / KEYPOINTS.length;
}

/** The whole frame as one square, and, in a wide or a high frame, three squares of its shorter side across it. */
function searchRegions(aspect: number): Region[] {
  const long = Math.max(1, aspect);
  const whole: Region = { x: (aspect - long) / 2, y: (1 - long) / 2, side: long };
  const short = Math.min(1, aspect);
  const slack = long - short;
  if (slack < 0.15 * long) return [whole];
  return [
    whole,
    ...[0.5, 0, 1].map((share) =>
      aspect > 1 ? { x: share * slack, y: 0, side: short } : { x: 0, y: share * slack, side: short },
    ),
  ];
}

/** A square around the points that are seen. */
export function regionAround(pose: Pose): Region {
  const seen = KEYPOINTS.map((name) => pose[name]).filter(({ score }) => score >= SEEN);
  const xs = seen.map(({ x }) => x);
  const ys = seen.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const side = Math.max(right - left, bottom - top) * MARGIN + 0.04;
  return { x: (left + right - side) / 2, y: (top + bottom - side) / 2, side };
}
