import { boundsOf, quality, regionAround } from './body-box.ts';
import { cornersOf, footingOf, isInside, type Lane } from './lane.ts';
import type { Pose, PoseDetector, Region, RgbImage } from './pose.ts';
import { clipOf, frameRegions, laneRegions } from './search-regions.ts';

export { SEEN } from './lane.ts';

/** How fast the region follows: it must not shake with each point. */
const FOLLOW = 0.5;

/** From one frame to the next a body keeps its size within these, and moves by less than a part of it. */
const SIZE_CHANGE = { least: 0.55, most: 1.8 };
const MAX_SHIFT = 0.6;
/** Looks at the old place for so many frames before it searches: a limb before the trunk is soon gone. */
const PATIENCE_FRAMES = 6;

/**
 * Follows one person through frames: looks at a square around the last pose, and where nobody is found there for a
 * while, at the whole frame and at squares across it; where nobody is there either, at one of those squares in each
 * frame. A pose that cannot be the same body (another size, another place) is nobody: a pattern of a wall or a
 * bystander must not take over. With a lane: only whoever stands in it.
 */
export class PersonTracker {
  readonly #detector: PoseDetector;
  readonly #lane: Lane | null;
  #region: Region | null = null;
  /** The body as it was seen last. */
  #body: Region | null = null;
  #missed = 0;
  /** Searched everywhere and found nobody: the number of glimpses since. */
  #glimpses: number | null = null;

  constructor(detector: PoseDetector, lane: Lane | null = null) {
    this.#detector = detector;
    this.#lane = lane;
  }

  /** Somebody was there a moment ago. */
  get follows(): boolean {
    return this.#region !== null;
  }

  /** How large the body was when it was seen last, frame heights. */
  get size(): number {
    return this.#body?.side ?? 1;
  }

  /**
   * `null`: nobody is there, or nobody who can be told from the background. `mayGlimpse`: after a search in vain,
   * another place may be looked at in this frame.
   */
  async follow(image: RgbImage, { mayGlimpse }: { readonly mayGlimpse: boolean }): Promise<Pose | null> {
    const aspect = image.width / image.height;
    if (this.#region !== null) {
      const pose = await this.#look(image, this.#region);
      if (quality(pose) > 0 && this.#sameBody(pose) && this.#isMine(pose, aspect)) return this.#found(pose);
      this.#missed += 1;
      if (this.#missed <= PATIENCE_FRAMES) return null;
      this.#region = null;
    }
    if (this.#glimpses !== null && !(mayGlimpse && (await this.#glimpse(image)))) return null;
    const best = await this.#search(image);
    if (best === null) {
      this.#glimpses ??= 0;
      return null;
    }
    // Once more, close by: a small figure in a whole frame gives rough points.
    const near = await this.#look(image, regionAround(best));
    return this.#found(quality(near) > 0 && this.#isMine(near, aspect) ? near : best);
  }

  /** Gives the person up, who is somebody else's. */
  forget(): void {
    this.#region = null;
    this.#body = null;
    this.#glimpses = 0;
  }

  /** One place in each frame, in turn: an empty lane must not cost the others their pace. */
  async #glimpse(image: RgbImage): Promise<boolean> {
    const places = this.#places(image);
    const place = places[(this.#glimpses ?? 0) % places.length] as Region;
    this.#glimpses = (this.#glimpses ?? 0) + 1;
    const pose = await this.#detector.detect(image, place);
    return quality(pose) > 0 && this.#isMine(pose, image.width / image.height);
  }

  /** The most prominent person: sure, and large. One where the last was comes first. */
  async #search(image: RgbImage): Promise<Pose | null> {
    let best: { readonly pose: Pose; readonly worth: number } | null = null;
    for (const region of this.#places(image)) {
      const pose = await this.#detector.detect(image, region);
      const good = quality(pose);
      if (good === 0 || !this.#isMine(pose, image.width / image.height)) continue;
      const known = this.#body !== null && this.#sameBody(pose) ? 1.5 : 1;
      const worth = good * Math.sqrt(boundsOf(pose).side) * known;
      if (worth > (best?.worth ?? 0)) best = { pose, worth };
    }
    return best?.pose ?? null;
  }

  #places({ width, height }: RgbImage): readonly Region[] {
    return this.#lane === null ? frameRegions(width / height) : laneRegions(this.#lane, width / height);
  }

  #look(image: RgbImage, region: Region): Promise<Pose> {
    if (this.#lane === null) return this.#detector.detect(image, region);
    return this.#detector.detect(image, { ...region, clip: clipOf(this.#lane, image.width / image.height) });
  }

  #isMine(pose: Pose, aspect: number): boolean {
    if (this.#lane === null) return true;
    const footing = footingOf(pose);
    return footing !== null && isInside(cornersOf(this.#lane, aspect), footing);
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
    this.#glimpses = null;
    return pose;
  }
}
