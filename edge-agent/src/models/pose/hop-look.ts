import { type Body, distance, meanOf, type Sides } from './body.ts';
import type { Point } from './middles.ts';
import { Recent } from './recent.ts';

/** One look at a body that may hop. Lengths in body heights (ankles to shoulders), heights over the picture's edge. */
export interface Look {
  /** ms */
  readonly at: number;
  readonly trunk: number;
  /** From ankle to shoulder of the body as it stands, frame heights. */
  readonly standing: number;
  readonly feet: Sides;
  /** The same in frame heights, as the detector said them: evening out rounds the corners off a jump. */
  readonly rawFeet: Sides;
  /** From the right ankle to the left, and from the right wrist to the left; `null`: not both seen. */
  readonly ankles: Point | null;
  readonly wrists: Point | null;
  /** Degrees. */
  readonly elbow: number | null;
  /** Hands above hips, and beside them. */
  readonly hands: number | null;
  readonly handsBeside: number | null;
}

/** Looks at bodies of one person and evens out what trembles, without moving it in time. */
export class HopLooks {
  readonly #size = new Recent(10_000);
  /** Looks that still need what comes after them. */
  readonly #raw: Look[] = [];
  #told = 0;

  /** Those looks that are ready; `null` where trunk or feet are not seen. */
  step(at: number, body: Body): readonly Look[] | null {
    const { shoulders, hips, ankles, knees, torso } = body;
    if (shoulders === null || hips === null || (ankles === null && knees === null)) return null;
    // Who lies or sits does not hop.
    const legs = ankles === null ? (knees?.y ?? 0) - hips.y : (ankles.y - hips.y) * THIGH_OF_LEG;
    if ((body.tilt ?? 90) < UPRIGHT || legs < LEGS * (torso ?? 0)) return null;
    // From the front a trunk that lies has no tilt, but is short.
    if ((torso ?? 0) < SHORT * (body.shoulderWidth ?? 0)) return null;
    this.#size.add(
      at,
      distance(shoulders, ankles ?? knees ?? hips) * (ankles === null ? KNEES_TO_ANKLES : 1),
    );
    const size = this.#size.quantile(0.5) ?? 1;
    if (size < 0.05) return null;
    const over = (y: number | null): number | null => (y === null ? null : -y / size);
    const raised = (y: number | null): number | null => (y === null ? null : -y);
    const scaled = (point: Point | null): Point | null =>
      point === null ? null : { x: point.x / size, y: point.y / size };
    // Feet below the picture are a shank below their knees, which leave the floor with them.
    const foot = (side: 'left' | 'right'): number | null => {
      const knee = body.kneeLow[side];
      return body.feet[side] ?? (ankles === null && knee !== null ? knee + SHANK * size : null);
    };
    const [left, right] = [foot('left'), foot('right')];
    this.#raw.push({
      at,
      standing: this.#size.quantile(STANDING) ?? size,
      trunk: -(shoulders.y + hips.y) / 2 / size,
      feet: { left: over(left), right: over(right) },
      rawFeet: { left: raised(left), right: raised(right) },
      ankles: scaled(body.anklesApart),
      wrists: scaled(body.wristsApart),
      elbow: meanOf(body.elbow),
      hands: body.wrists === null ? null : (hips.y - body.wrists.y) / size,
      handsBeside: body.wrists === null ? null : (body.wrists.x - hips.x) / size,
    });
    return this.#ready(at - REACH_MS);
  }

  /** The rest, at the end or before a gap. */
  flush(): readonly Look[] {
    const rest = this.#ready(Number.POSITIVE_INFINITY);
    this.#raw.length = this.#told = 0;
    return rest;
  }

  #ready(until: number): Look[] {
    const ready: Look[] = [];
    for (
      let look = this.#raw[this.#told];
      look !== undefined && look.at <= until;
      look = this.#raw[this.#told]
    ) {
      ready.push(this.#evened(look));
      this.#told += 1;
      while (this.#told > 0 && (this.#raw[0]?.at ?? look.at) < look.at - 2 * REACH_MS) {
        this.#raw.shift();
        this.#told -= 1;
      }
    }
    return ready;
  }

  #evened(look: Look): Look {
    const near = this.#raw
      .map((other) => ({ other, weight: Math.exp(-0.5 * ((other.at - look.at) / WIDTH_MS) ** 2) }))
      .filter(({ other }) => Math.abs(other.at - look.at) <= REACH_MS);
    const mean = (of: (one: Look) => number | null): number | null => {
      if (of(look) === null) return null;
      let [sum, weights] = [0, 0];
      for (const { other, weight } of near) {
        const value = of(other);
        if (value === null) continue;
        sum += weight * value;
        weights += weight;
      }
      return sum / weights;
    };
    return {
      ...look,
      trunk: mean(({ trunk }) => trunk) ?? look.trunk,
      feet: { left: mean(({ feet }) => feet.left), right: mean(({ feet }) => feet.right) },
    };
  }
}

/** Who crouches half of the time stands at this quantile of the lengths seen; on the toes it is longer still. */
const STANDING = 0.75;

/** The trunk against the floor, degrees, and the knees below the hips as a part of the trunk, of a body that can hop. */
const UPRIGHT = 45;
/** Of a standing trunk's length, in shoulder widths, about two thirds. */
const SHORT = 0.9;
const LEGS = 0.3;
/** Thigh by leg, shank and knee-to-shoulder by ankle-to-shoulder (Winter, Biomechanics and Motor Control). */
const THIGH_OF_LEG = 0.5;
const SHANK = 0.316;
const KNEES_TO_ANKLES = 1.46;

/**
 * A Gaussian of this width: at 60 frames a second it halves the tremble, at 15 it does nothing, and of five hops a
 * second it leaves three quarters at any pace. A filter that looks back only would eat them.
 */
const WIDTH_MS = 25;
const REACH_MS = 70;
