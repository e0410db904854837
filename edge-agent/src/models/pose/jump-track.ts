import { type Body, distance } from './body.ts';
import { ANKLE_TO_SHOULDER, type FeetOnFloor, FloorFeet } from './floor-feet.ts';
import { type Mat, pictureMat } from './mat.ts';
import type { Point } from './middles.ts';
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
/** Feet settle for so long after a landing, ms. */
const SETTLE_MS = 250;
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
  /** In the picture. */
  readonly at: Point;
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
  /** Where the feet stood lately; the next jump begins there. */
  #stands: Stand[] = [];
  /** Landed just now; where exactly is told when the feet have settled. */
  #landing: { readonly stood: Stand; readonly landed: Stand } | null = null;

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
    const landing = this.#landing;
    if (landing !== null && (stands === null || at - landing.landed.until > SETTLE_MS)) return this.finish();
    if (stands === null) return null;
    const stood = this.#stands.at(-1);
    const jumped =
      landing === null &&
      stood !== undefined &&
      stands.rear - stood.front >= JUMP.leastCm &&
      stands.from - stood.until <= JUMP.mostMs;
    if (jumped) {
      // The heels rise before the toes leave: where the feet stood is where they were stillest.
      this.#landing = { stood: stillest(this.#stands, stood.until - SETTLE_MS * 2), landed: stands };
      this.#stands = [];
    }
    this.#stands.push(stands);
    if (this.#stands.length > MAX_LOOKS) this.#stands.shift();
    return null;
  }

  /** A jump whose feet had no time to settle, at the end of a film or where they go on. */
  finish(): Found | null {
    const landing = this.#landing;
    if (landing === null) return null;
    this.#landing = null;
    return this.#found(landing.stood, stillest(this.#stands, landing.landed.until));
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
      at: middleOf(recent.flatMap(({ below }) => below)),
    };
  }

  #found(stood: Stand, landed: Stand): Found | null {
    const way = { from: stood.at, to: landed.at };
    const between = this.#looks
      .filter(({ at }) => at >= stood.from && at <= landed.until)
      .map((look): Way => {
        const { at, rear, front } = look;
        const alongs = this.#feet?.alongWay(look.below, way) ?? [rear, front];
        return { at, rear, front, middle: alongs.reduce((sum, along) => sum + along, 0) / alongs.length };
      });
    // The body turns over its toes before they leave: then the ankle is where the toes were.
    const takeOff = passed(
      between,
      ({ middle }) => middle,
      (stood.rear + stood.front) / 2 + TOE * stood.statureCm,
    );
    const landing = passed(between, ({ middle }) => middle, (landed.rear + landed.front) / 2 - STILL.cm / 2);
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

interface Way extends Pick<FeetOnFloor, 'at' | 'rear' | 'front'> {
  /** Of the feet, told as those of a body in the air. */
  readonly middle: number;
}

const middleOf = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
});

/** The stand that trembled least, of those that ended since then. */
function stillest(stands: readonly Stand[], since: number): Stand {
  const lately = stands.filter(({ until }) => until >= since);
  return lately.reduce((best, stand) => (stand.spread < best.spread ? stand : best), lately[0] as Stand);
}

/** When a track last rose through a level, ms, between two looks. */
function passed(looks: readonly Way[], of: (look: Way) => number, level: number): number | null {
  for (let n = looks.length - 1; n > 0; n--) {
    const [before, after] = [looks[n - 1], looks[n]];
    if (before === undefined || after === undefined || of(before) > level || of(after) <= level) continue;
    return before.at + ((level - of(before)) / (of(after) - of(before))) * (after.at - before.at);
  }
  return null;
}
