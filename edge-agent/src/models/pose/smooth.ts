import { KEYPOINTS, type Keypoint, type Pose } from './pose.ts';
import { SEEN } from './track.ts';

/**
 * The one-euro filter (Casiez, Roussel and Vogel, CHI 2012): a low-pass whose corner rises with speed, so that what
 * stands still does not tremble and what moves does not lag.
 */
class OneEuro {
  #value: number | null = null;
  #speed = 0;

  step(value: number, seconds: number): number {
    const last = this.#value;
    if (last === null || seconds <= 0) {
      this.#value = value;
      return value;
    }
    const speed = (value - last) / seconds;
    this.#speed += factor(SPEED_CORNER_HZ, seconds) * (speed - this.#speed);
    const corner = STILL_CORNER_HZ + BETA * Math.abs(this.#speed);
    this.#value = last + factor(corner, seconds) * (value - last);
    return this.#value;
  }
}

/** Corner frequencies in Hz; lengths are frame heights, so `BETA` is Hz for a frame height a second. */
const STILL_CORNER_HZ = 2.5;
const SPEED_CORNER_HZ = 1;
const BETA = 12;
/** After so long without a sight the past says nothing. */
const FORGET_MS = 400;
/** A point that flickers is where it was; one that is gone for longer is not seen. */
const HOLD_MS = 120;

const factor = (cornerHz: number, seconds: number): number => {
  const tau = 1 / (2 * Math.PI * cornerHz);
  return 1 / (1 + tau / seconds);
};

/** Smooths every point of a person's poses, and bridges moments in which one is not seen. */
export class PoseSmoother {
  #filters = new Map<string, OneEuro>();
  #at: number | null = null;
  readonly #held = new Map<string, Keypoint & { readonly at: number }>();

  smooth(at: number, pose: Pose): Pose {
    if (this.#at !== null && at - this.#at > FORGET_MS) this.#filters = new Map();
    const seconds = this.#at === null ? 0 : (at - this.#at) / 1000;
    this.#at = at;
    const smoothed = (name: string, value: number): number => {
      const filter = this.#filters.get(name) ?? new OneEuro();
      this.#filters.set(name, filter);
      return filter.step(value, seconds);
    };
    const points = KEYPOINTS.map((name): [string, Keypoint] => {
      const { x, y, score } = pose[name];
      const held = this.#held.get(name);
      if (score < SEEN && held !== undefined && at - held.at <= HOLD_MS) return [name, held];
      const point = { x: smoothed(`${name}.x`, x), y: smoothed(`${name}.y`, y), score };
      if (score >= SEEN) this.#held.set(name, { ...point, at });
      return [name, point];
    });
    return Object.fromEntries(points) as Pose;
  }
}
