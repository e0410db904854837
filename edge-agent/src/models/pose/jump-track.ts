import { type Body, distance } from './body.ts';
import { ANKLE_TO_SHOULDER, type FeetOnFloor, FloorFeet } from './floor-feet.ts';
import { type Mat, pictureMat } from './mat.ts';
import type { Pose } from './pose.ts';
import { quantile } from './quantile.ts';

/** Toes before the ankle joint, as a share of stature: three quarters of a foot of 0.152 (Winter, Biomechanics). */
export const TOE = 0.114;
/** Feet stand while they stay within this, cm, for so long, ms. */
const STILL = { cm: 9, ms: 130 };
/** The rear foot lands at least so far ahead of where the front one stood, cm, and so much later at most, ms. */
const JUMP = { leastCm: 25, mostMs: 1_600 };
/** Feet pass the middle of their ways within this, ms: those of who steps do so half a stride apart. */
const TOGETHER_MS = 130;
/** 10 s at 60 frames a second. */
const MAX_LOOKS = 600;
/** From ankle to shoulder of the body that a picture without a calibration is measured by, cm: a child's of 1.40 m. */
const ASSUMED_CM = 109;

/** Feet that stand; times in ms, lengths in cm along the jump. */
export interface Stand {
  readonly from: number;
  readonly until: number;
  readonly rear: number;
  readonly front: number;
  readonly spread: number;
  /** Share of its looks that saw both feet. */
  readonly both: number;
  readonly statureCm: number;
}

export interface Found {
  readonly stood: Stand;
  readonly landed: Stand;
  /** ms */
  readonly takeOff: number;
  readonly landing: number;
}

/** Follows feet along one direction and finds jumps from standing to standing. */
export class Track {
  #feet: FloorFeet | null;
  readonly #direction: 1 | -1;
  readonly #looks: FeetOnFloor[] = [];
  /** Where the feet stood last; the next jump begins there. */
  #stood: Stand | null = null;

  /** Over a mat, or without one to one side of the picture. */
  constructor(over: Mat | 1 | -1) {
    this.#feet = typeof over === 'number' ? null : new FloorFeet(over);
    this.#direction = typeof over === 'number' ? over : 1;
  }

  step(at: number, look: { readonly pose: Pose; readonly body: Body }): Found | null {
    const feet = this.#onFloor(look.body)?.step(at, look) ?? null;
    if (feet === null) return null;
    this.#looks.push(feet);
    if (this.#looks.length > MAX_LOOKS) this.#looks.shift();
    const stands = this.#standing();
    if (stands === null) return null;
    const stood = this.#stood;
    this.#stood = stands;
    if (stood === null || stands.rear - stood.front < JUMP.leastCm) return null;
    return stands.from - stood.until > JUMP.mostMs ? null : this.#found(stood, stands);
  }

  /** Without a mat the first upright body gives the scale. */
  #onFloor({ shoulders, ankles, tilt }: Body): FloorFeet | null {
    if (this.#feet !== null || shoulders === null || ankles === null || (tilt ?? 0) < STEEP)
      return this.#feet;
    const cmPerHeight = ASSUMED_CM / Math.max(0.05, distance(shoulders, ankles));
    this.#feet = new FloorFeet(pictureMat({ cmPerHeight, direction: this.#direction }));
    return this.#feet;
  }

  /** The feet at the last moments, if they stand. */
  #standing(): Stand | null {
    const until = this.#looks.at(-1)?.at ?? 0;
    const recent = this.#looks.filter(({ at }) => at >= until - STILL.ms);
    const first = recent[0];
    if (first === undefined || recent.length < 3 || until - first.at < STILL.ms * 0.7) return null;
    const [rears, fronts] = [recent.map(({ rear }) => rear), recent.map(({ front }) => front)];
    const extent = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
    if (extent(rears) > STILL.cm || extent(fronts) > STILL.cm) return null;
    return {
      from: first.at,
      until,
      rear: quantile(rears, 0.5),
      front: quantile(fronts, 0.5),
      spread: extent(rears),
      both: recent.filter(({ both }) => both).length / recent.length,
      statureCm: quantile(
        recent.map(({ statureCm }) => statureCm),
        0.5,
      ),
    };
  }

  #found(stood: Stand, landed: Stand): Found | null {
    const between = this.#looks.filter(({ at }) => at >= stood.from && at <= landed.until);
    // The body turns over its toes before they leave: then the ankle is where the toes were.
    const takeOff = passed(between, ({ rear }) => rear, stood.rear + TOE * stood.statureCm);
    const landing = passed(between, ({ rear }) => rear, landed.rear - STILL.cm / 2);
    if (takeOff === null || landing === null || landing <= takeOff) return null;
    const rear = passed(between, (feet) => feet.rear, (stood.rear + landed.rear) / 2);
    const front = passed(between, (feet) => feet.front, (stood.front + landed.front) / 2);
    if (rear === null || front === null || Math.abs(rear - front) > TOGETHER_MS) return null;
    return { stood, landed, takeOff, landing };
  }
}

/** A trunk less steep than this does not stand, degrees. */
const STEEP = 60;
export const SHOULDER = ANKLE_TO_SHOULDER;

/** When a track last rose through a level, ms, between two looks. */
function passed(
  looks: readonly FeetOnFloor[],
  of: (look: FeetOnFloor) => number,
  level: number,
): number | null {
  for (let n = looks.length - 1; n > 0; n--) {
    const [before, after] = [looks[n - 1], looks[n]];
    if (before === undefined || after === undefined || of(before) > level || of(after) <= level) continue;
    return before.at + ((level - of(before)) / (of(after) - of(before))) * (after.at - before.at);
  }
  return null;
}
