import { type Body, distance, meanOf, share } from '../body.ts';
import { Recent } from '../recent.ts';
import type { Exercise, Reader } from './exercise.ts';

/** Push-ups (俯卧撑): the shoulders come down to hands that stay, in a body that is not upright. */
export const PUSH_UP: Exercise = {
  item: 'push_up',
  rules: { restAt: 0.35, workAt: 0.75, attemptAt: 0.5, shortestMs: 400, longestMs: 10_000, gapMs: 500 },
  short: 'too_shallow',
  reader: () => new PushUpReader(),
};

/** The elbow, degrees. Upper arms are level at about 90. */
const ELBOW = { straight: 160, bent: 95 };
/** Shoulders above hands as a share of the straight arm. */
const HEIGHT = { straight: 0.9, low: 0.45 };
/** A trunk steeper than this stands; on a bar at hip height it is about 65. */
const UPRIGHT = 78;

class PushUpReader implements Reader {
  readonly #arm = new Recent(20_000);
  readonly #hands = { x: new Recent(3_000), y: new Recent(3_000) };
  readonly #shoulders = new Recent(3_000);

  read(at: number, body: Body): { effort: number | null; against: string | null } {
    const { shoulders, wrists, hips, ankles } = body;
    const elbow = meanOf(body.elbow);
    if (shoulders === null || wrists === null) return { effort: null, against: null };
    const height = wrists.y - shoulders.y;
    if (height > 0) this.#arm.add(at, height);
    const arm = this.#arm.quantile(0.95);
    const low = arm === undefined || height < -0.02 ? null : share(height / arm, HEIGHT.straight, HEIGHT.low);
    const bend = elbow === null ? null : share(elbow, ELBOW.straight, ELBOW.bent);
    const effort =
      bend === null || low === null ? (bend ?? low) : Math.min(Math.max(bend, low - 0.15), low + 0.2);
    const upright =
      body.tilt !== null &&
      body.tilt > UPRIGHT &&
      hips !== null &&
      (ankles === null || distance(hips, ankles) > 0.8 * (body.torso ?? 0));
    this.#hands.x.add(at, wrists.x);
    this.#hands.y.add(at, wrists.y);
    this.#shoulders.add(at, shoulders.y);
    const travel = Math.max(this.#hands.x.spread(), this.#hands.y.spread());
    const wander = travel > 1.5 * this.#shoulders.spread() + 0.1 * (body.torso ?? 0.2);
    const against = wander
      ? 'hands_move'
      : upright
        ? 'upright'
        : height < -0.02
          ? 'hands_above_shoulders'
          : null;
    return { effort, against };
  }
}
