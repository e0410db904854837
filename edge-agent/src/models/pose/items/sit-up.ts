import { type Body, share } from '../body.ts';
import { Recent } from '../recent.ts';
import type { Exercise, Reader } from './exercise.ts';

/**
 * One-minute sit-ups (一分钟仰卧起坐): from both shoulder blades on the mat until the elbows touch or pass the knees.
 * Rule: national standard 2014, test of one-minute sit-ups.
 */
export const SIT_UP: Exercise = {
  item: 'sit_up_1min',
  rules: { restAt: 0.3, workAt: 0.75, attemptAt: 0.45, shortestMs: 400, longestMs: 10_000, gapMs: 600 },
  short: 'elbows_short_of_knees',
  reader: () => new SitUpReader(),
};

/** The trunk against the floor, degrees. A decline bench brings the head lower, a soft mat a little higher. */
const TILT = { lying: 20, up: 72 };

/**
 * Shoulders above hips in the picture as a share of the trunk's length. From the front or from behind the trunk has no
 * tilt to speak of: lying it is short, and a camera that looks down shows up to a third of it.
 */
const RISE = { lying: 0.35, up: 0.75 };
/** A trunk is at least so many shoulder widths long, where none was seen at its full length yet. */
const TRUNK_BY_SHOULDERS = 1.2;

class SitUpReader implements Reader {
  readonly #trunk = new Recent(20_000);

  read(at: number, body: Body): { effort: number | null; against: string | null } {
    const { tilt, hips, shoulders, torso } = body;
    if (tilt === null || hips === null || shoulders === null || torso === null)
      return { effort: null, against: null };
    this.#trunk.add(at, torso);
    const trunk = Math.max(this.#trunk.quantile(0.9) ?? 0, TRUNK_BY_SHOULDERS * (body.shoulderWidth ?? 0));
    const rise = trunk === 0 ? 0 : (hips.y - shoulders.y) / trunk;
    const effort = Math.min(share(tilt, TILT.lying, TILT.up), share(rise, RISE.lying, RISE.up));
    return { effort, against: isStanding(body) ? 'standing' : null };
  }
}

/** Somebody who stands up and bends has the hips high above the ankles. */
const isStanding = ({ ankles, torso, knees, hips }: Body): boolean =>
  ankles !== null &&
  torso !== null &&
  knees !== null &&
  hips !== null &&
  ankles.y - hips.y > 1.1 * torso &&
  knees.y > hips.y;
