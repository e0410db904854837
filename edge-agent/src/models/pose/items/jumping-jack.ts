import { type Body, share } from '../body.ts';
import type { Point } from '../middles.ts';
import { Recent } from '../recent.ts';
import type { Exercise, Reader } from './exercise.ts';

/** Jumping jacks (开合跳): arms above the head and feet apart, together, and back. */
export const JUMPING_JACK: Exercise = {
  item: 'jumping_jack',
  rules: { restAt: 0.35, workAt: 0.75, attemptAt: 0.5, shortestMs: 380, longestMs: 4_000, gapMs: 400 },
  short: 'not_open',
  reader: () => new JumpingJackReader(),
};

/** Hands above the shoulders, in trunks: from beside the hips to above the head. */
const HANDS = { down: -0.7, up: 0.35 };
/** The same from the side, where legs say nothing: higher than a curl or a wave brings them. */
const HANDS_FROM_THE_SIDE = { down: -0.7, up: 0.9 };
/** Elbows, where the hands are above the picture. */
const ELBOWS = { down: -0.45, up: 0.3 };
/** Between the ankles, in trunks, and between the knees where the feet are below the picture. */
const FEET = { closed: 0.35, open: 0.8 };
const KNEES = { closed: 0.3, open: 0.6 };
/** Shoulders nearer to each other than this part of a trunk: seen from the side, where feet that part do not show. */
const FROM_THE_SIDE = 0.3;
/** Who jumps lifts the hips by so much of a trunk within the last second and a half; who only lifts the arms does not. */
const HOP = 0.08;
/** From the front the legs open and close by so much of the way: feet that stand apart while arms rise are none. */
const OPENING = 0.52;
/** A trunk less steep than this does not stand, degrees. */
const STEEP = 50;

class JumpingJackReader implements Reader {
  readonly #hips = new Recent(1_500);
  readonly #legs = new Recent(3_000);
  readonly #width = new Recent(3_000);

  read(at: number, body: Body): { effort: number | null; against: string | null } {
    const { hips, torso } = body;
    if (hips !== null) this.#hips.add(at, hips.y);
    if (torso === null || torso === 0) return { effort: null, against: null };
    if (body.shoulderWidth !== null) this.#width.add(at, body.shoulderWidth / torso);
    // Which side one looks from does not change from frame to frame, however the shoulders tremble.
    const side = (this.#width.quantile(0.5) ?? 1) < FROM_THE_SIDE;
    const arms = armsUp(body, { torso, side });
    const legs = side ? 1 : legsOpen(body, torso);
    const effort = arms === null || legs === null ? null : Math.min(arms, legs + 0.25);
    if (legs !== null) this.#legs.add(at, legs);
    const still = side ? this.#hips.spread() < HOP * torso : this.#legs.spread() < OPENING;
    return { effort, against: isLying(body, torso) ? 'not_upright' : still ? 'no_jump' : null };
  }
}

function armsUp(
  { shoulders, wrists, elbows }: Body,
  { torso, side }: { readonly torso: number; readonly side: boolean },
): number | null {
  if (shoulders === null) return null;
  const over = (y: number): number => (shoulders.y - y) / torso;
  const { down, up } = side ? HANDS_FROM_THE_SIDE : HANDS;
  if (wrists !== null) return share(over(wrists.y), down, up);
  return elbows === null ? null : share(over(elbows.y), ELBOWS.down, ELBOWS.up);
}

function legsOpen(
  { ankleSpread, kneeSpread, loneAnkle, loneKnee, hips }: Body,
  torso: number,
): number | null {
  // One leg that is seen opens as the other does.
  const twice = (one: Point | null): number | null =>
    one === null || hips === null ? null : 2 * Math.abs(one.x - hips.x);
  const feet = ankleSpread ?? twice(loneAnkle);
  if (feet !== null) return share(feet / torso, FEET.closed, FEET.open);
  const apart = kneeSpread ?? twice(loneKnee);
  return apart === null ? null : share(apart / torso, KNEES.closed, KNEES.open);
}

const isLying = ({ tilt, hips, ankles }: Body, torso: number): boolean =>
  (tilt !== null && tilt < STEEP) || (hips !== null && ankles !== null && ankles.y - hips.y < 0.5 * torso);
