import { type Body, distance, meanOf, share } from '../body.ts';
import { Lowering } from '../lowering.ts';
import type { Point } from '../middles.ts';
import { Recent } from '../recent.ts';
import type { Exercise, Reader, Reading } from './exercise.ts';

/** Push-ups (俯卧撑): the shoulders come down to hands that stay, in a body that is not upright. */
export const PUSH_UP: Exercise = {
  item: 'push_up',
  rules: { restAt: 0.35, workAt: 0.75, attemptAt: 0.5, shortestMs: 450, longestMs: 10_000, gapMs: 500 },
  short: 'too_shallow',
  reader: () => new PushUpReader(),
};

/** The elbow, degrees. Upper arms are level at about 90. */
const ELBOW = { straight: 160, bent: 95 };
/** Shoulders above hands as a share of the straight arm. */
const HEIGHT = { straight: 0.9, low: 0.45 };
/** Arms are 1.18 trunks long; leaning on a bar at hip height they are not upright in the picture. */
const LEAST_ARM = 0.6;
/** A trunk steeper than this stands; on a bar at hip height it is about 65. */
const UPRIGHT = 78;
/** Of a standing trunk's length, in shoulder widths, about two thirds. */
const SHORT = 0.9;

/** By how much of a trunk the shoulders come down in the picture; and what is left of an effort where they do not. */
const SUNK = 0.12;
const SHALLOW = 0.45;

class PushUpReader implements Reader {
  readonly #arm = new Recent(20_000);
  readonly #upperArm = new Recent(20_000);
  readonly #hands = new Wander();
  readonly #handsFromFeet = new Wander();
  readonly #shoulders = new Recent(3_000);
  readonly #shouldersAt = new Lowering();

  read(at: number, body: Body): Reading {
    const { shoulders, wrists, hips, ankles } = body;
    const elbow = meanOf(body.elbow);
    if (shoulders === null) return { effort: null, against: null };
    const over = body.elbows === null ? 0 : body.elbows.y - shoulders.y;
    if (over > 0) this.#upperArm.add(at, over);
    if (wrists === null) return this.#byElbows(body);
    const height = wrists.y - shoulders.y;
    if (height > 0) this.#arm.add(at, height);
    const longest = this.#arm.quantile(0.95);
    // A film may begin at the bottom: a straight arm is at least so long.
    const arm = longest === undefined ? undefined : Math.max(longest, LEAST_ARM * (body.torso ?? 0));
    const low = arm === undefined || height < -0.02 ? null : share(height / arm, HEIGHT.straight, HEIGHT.low);
    const bend = elbow === null ? null : share(elbow, ELBOW.straight, ELBOW.bent);
    const effort =
      bend === null || low === null ? (bend ?? low) : Math.min(Math.max(bend, low - 0.15), low + 0.2);
    const { torso, shoulderWidth } = body;
    // From the front a trunk that lies has no tilt either, but is short.
    const upright =
      body.tilt !== null &&
      torso !== null &&
      hips !== null &&
      body.tilt > UPRIGHT &&
      torso > SHORT * (shoulderWidth ?? 0) &&
      (ankles === null || distance(hips, ankles) > 0.8 * torso);
    this.#shoulders.add(at, shoulders.y);
    const sunk = this.#shouldersAt.sunk(at, shoulders);
    this.#hands.add(at, wrists);
    if (ankles !== null) this.#handsFromFeet.add(at, { x: wrists.x - ankles.x, y: wrists.y - ankles.y });
    // A camera that drifts moves hands and feet alike.
    const fromFeet = ankles === null ? null : this.#handsFromFeet.spread();
    const travel = Math.min(this.#hands.spread(), fromFeet ?? Number.POSITIVE_INFINITY);
    const wander = travel > 1.5 * this.#shoulders.spread() + 0.1 * (body.torso ?? 0.2);
    const against = wander
      ? 'hands_move'
      : upright
        ? 'upright'
        : height < -0.02
          ? 'hands_above_shoulders'
          : null;
    // Arms that bend over shoulders which stay at their height push nothing up.
    const still = effort !== null && sunk < SUNK * (torso ?? 0);
    return { effort: still ? Math.min(effort, SHALLOW) : effort, against };
  }

  /** Hands outside the picture: the shoulders come down to the elbows, in a body that is stretched along the floor. */
  #byElbows({ shoulders, elbows, hips, ankles, torso, tilt, shoulderWidth }: Body): Reading {
    const unknown = { effort: null, against: null };
    if (shoulders === null || elbows === null || hips === null || ankles === null) return unknown;
    if (torso === null || tilt === null) return unknown;
    const over = elbows.y - shoulders.y;
    const upperArm = Math.max(this.#upperArm.quantile(0.95) ?? 0, LEAST_UPPER_ARM * torso);
    const legs = (Math.atan2(Math.abs(ankles.y - hips.y), Math.abs(ankles.x - hips.x)) * 180) / Math.PI;
    const along = tilt < STRETCHED && legs < STRETCHED && distance(hips, ankles) > 0.8 * torso;
    // From the front a body that lies is short.
    const stretched = along || torso < SHORT * (shoulderWidth ?? 0);
    return {
      effort: share(over / upperArm, ELBOWS.straight, ELBOWS.low),
      against: stretched ? null : 'not_stretched',
    };
  }
}

/** Shoulders over the elbows as a share of the upper arm, which is at least so long, in trunks. */
const ELBOWS = { straight: 0.85, low: 0.25 };
const LEAST_UPPER_ARM = 0.35;
/** Trunk and legs against the floor, degrees. */
const STRETCHED = 55;

/** How far a place wandered in the last seconds, along the axis on which it did more. */
class Wander {
  readonly #x = new Recent(3_000);
  readonly #y = new Recent(3_000);

  add(at: number, { x, y }: Point): void {
    this.#x.add(at, x);
    this.#y.add(at, y);
  }

  spread(): number {
    return Math.max(this.#x.spread(), this.#y.spread());
  }
}
