import { apart, type Lane } from './lane.ts';
import type { Pose, PoseDetector, RgbImage } from './pose.ts';
import { PersonTracker } from './track.ts';

/** Two poses whose points are nearer to each other than this share of the body are one person. */
const ONE_PERSON = 0.12;

interface Followed {
  readonly tracker: PersonTracker;
  /** Frames in a row with somebody. */
  held: number;
}

/**
 * Tells several pupils apart by where they stand: one tracker a lane, each with its own crop. Whoever is in no lane
 * is never in what comes out. Without lanes: the most prominent person.
 */
export class People {
  readonly #followed: readonly Followed[];
  /** Whose turn it is to look for somebody. */
  #turn = 0;

  constructor(detector: PoseDetector, lanes: readonly Lane[]) {
    const trackers = lanes.length === 0 ? [null] : lanes;
    this.#followed = trackers.map((lane) => ({ tracker: new PersonTracker(detector, lane), held: 0 }));
  }

  /** One for each lane, in their order; without lanes, one. `null`: nobody is there. */
  async follow(image: RgbImage): Promise<(Pose | null)[]> {
    const empty = this.#followed.filter(({ tracker }) => !tracker.follows);
    const searcher = empty[this.#turn % Math.max(1, empty.length)];
    this.#turn += 1;
    const poses: (Pose | null)[] = [];
    for (const followed of this.#followed) {
      const pose = await followed.tracker.follow(image, { mayGlimpse: followed === searcher });
      followed.held = pose === null ? 0 : followed.held + 1;
      poses.push(pose);
    }
    this.#settleDoubles(poses);
    return poses;
  }

  /** Where lanes overlap, one person may be in two: the lane that had the person for longer keeps the person. */
  #settleDoubles(poses: (Pose | null)[]): void {
    for (let a = 0; a < poses.length; a++)
      for (let b = a + 1; b < poses.length; b++) {
        const [one, other] = [poses[a], poses[b]];
        const [first, second] = [this.#followed[a], this.#followed[b]];
        if (!one || !other || first === undefined || second === undefined) continue;
        const distance = apart(one, other, first.tracker.size);
        if (distance === null || distance > ONE_PERSON) continue;
        const loser = second.held > first.held ? a : b;
        poses[loser] = null;
        (loser === a ? first : second).tracker.forget();
      }
  }
}
