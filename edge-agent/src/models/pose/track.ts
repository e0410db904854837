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

/** From one frame to the next a body keeps its size within these, and moves by less than a part of it. */
const SIZE_CHANGE = { least: 0.55, most: 1.8 };
const MAX_SHIFT = 0.6;
/** Looks at the old place for so many frames before it searches: a limb before the trunk is soon gone. */
const PATIENCE_FRAMES = 6;

/**
 * Follows one person through frames: looks at a square around the last pose, and where nobody is found there for a
 * while, at the whole frame and at squares across it. A pose that cannot be the same body (another size, another
 * place) is nobody: a pattern of a wall or a bystander must not take over.
 */
export class PersonTracker {
  readonly #detector: PoseDetector;
  #region: Region | null = null;
  /** The body as it was seen last. */
  #body: Region | null = null;
  #missed = 0;

  constructor(detector: PoseDetector) {
    this.#detector = detector;
  }

  /** `null`: nobody is there, or nobody who can be told from the background. */
  async follow(image: RgbImage): Promise<Pose | null> {
    if (this.#region !== null) {
      const pose = await this.#detector.detect(image, this.#region);
      if (quality(pose) > 0 && this.#sameBody(pose)) return this.#found(pose);
      this.#missed += 1;
      if (this.#missed <= PATIENCE_FRAMES) return null;
      this.#region = null;
    }
    const best = await this.#search(image);
    if (best === null) return null;
    // Once more, close by: a small figure in a whole frame gives rough points.
    const near = await this.#detector.detect(image, regionAround(best));
    return this.#found(quality(near) > 0 ? near : best);
  }

  /** The most prominent person: sure, and large. One where the last was comes first. */
  async #search(image: RgbImage): Promise<Pose | null> {
    let best: { readonly pose: Pose; readonly worth: number } | null = null;
    for (const region of searchRegions(image.width / image.height)) {
      const pose = await this.#detector.detect(image, region);
      const good = quality(pose);
      if (good === 0) continue;
      const known = this.#body !== null && this.#sameBody(pose) ? 1.5 : 1;
      const worth = good * Math.sqrt(boundsOf(pose).side) * known;
      if (worth > (best?.worth ?? 0)) best = { pose, worth };
    }
    return best?.pose ?? null;
  }

  #sameBody(pose: Pose): boolean {
    const [before, now] = [this.#body, boundsOf(pose)];
    if (before === null) return true;
    const size = now.side / before.side;
    const shift = Math.hypot(
      now.x + now.side / 2 - before.x - before.side / 2,
      now.y + now.side / 2 - before.y - before.side / 2,
    );
    return size > SIZE_CHANGE.least && size < SIZE_CHANGE.most && shift < MAX_SHIFT * before.side;
  }

  #found(pose: Pose): Pose {
    const next = regionAround(pose);
    const last = this.#region;
    const blend = (a: number, b: number): number => a + FOLLOW * (b - a);
    this.#region =
      last === null
        ? next
        : { x: blend(last.x, next.x), y: blend(last.y, next.y), side: blend(last.side, next.side) };
    this.#body = boundsOf(pose);
    this.#missed = 0;
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

/** The square around the middle of the points that are seen, as large as their larger extent. */
function boundsOf(pose: Pose): Region {
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
