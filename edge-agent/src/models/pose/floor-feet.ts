import { type Body, distance } from './body.ts';
import type { Mat } from './mat.ts';
import type { Point } from './middles.ts';
import type { Pose } from './pose.ts';
import { Recent } from './recent.ts';
import { SEEN } from './track.ts';

/** Where the feet of a body are over a calibrated floor, at one moment; along the jump or the lane, cm. */
export interface FeetOnFloor {
  /** ms */
  readonly at: number;
  /** The one that is further back, and the one that is further ahead; the same where only one is seen. */
  readonly rear: number;
  readonly front: number;
  readonly both: boolean;
  /** From the floor to the top of the head while standing, cm: an estimate by the camera. */
  readonly statureCm: number;
}

/** Ankles over the floor, and from ankle to shoulder, as shares of stature (Winter, Biomechanics and Motor Control). */
const ANKLE = 0.039;
export const ANKLE_TO_SHOULDER = 0.779;

/**
 * Puts ankles onto the floor. An ankle is not on it but over it; seen from a camera at the height of a chest that
 * would move it by decimetres. So the point below it is taken, by as much of the standing body as an ankle is high.
 */
export class FloorFeet {
  readonly #mat: Mat;
  readonly #size = new Recent(20_000);

  constructor(mat: Mat) {
    this.#mat = mat;
  }

  /** `null`: no foot is seen, or nobody. */
  step(at: number, look: { readonly pose: Pose; readonly body: Body }): FeetOnFloor | null {
    const { pose, body } = look;
    if (body.shoulders !== null && body.ankles !== null)
      this.#size.add(at, distance(body.shoulders, body.ankles));
    const size = this.#size.quantile(0.9);
    if (size === undefined) return null;
    const down = (size / ANKLE_TO_SHOULDER) * ANKLE;
    const places = [pose.leftAnkle, pose.rightAnkle]
      .filter(({ score }) => score >= SEEN)
      .flatMap(({ x, y }) => {
        const below = { x, y: y + down };
        const floor = this.#mat.floorAt(below);
        return floor === null ? [] : [{ below, along: floor.x }];
      });
    const one = places[0];
    if (one === undefined) return null;
    const alongs = places.map(({ along }) => along);
    return {
      at,
      rear: Math.min(...alongs),
      front: Math.max(...alongs),
      both: places.length === 2,
      statureCm: (size / ANKLE_TO_SHOULDER) * this.#cmPerHeight(one.below),
    };
  }

  /** A level line of the picture is as far away everywhere: its scale on the floor is the body's. */
  #cmPerHeight({ x, y }: Point): number {
    const [a, b] = [this.#mat.floorAt({ x: x - STEP, y }), this.#mat.floorAt({ x: x + STEP, y })];
    return a === null || b === null ? 0 : distance(a, b) / (2 * STEP);
  }
}

/** Frame heights. */
const STEP = 0.01;
