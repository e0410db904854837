import { type Body, share } from '../body.ts';
import type { Exercise, Reader } from './exercise.ts';

/**
 * One-minute sit-ups (一分钟仰卧起坐): from both shoulder blades on the mat until the elbows touch or pass the knees.
 * Rule: national standard 2014, test of one-minute sit-ups.
 */
export const SIT_UP: Exercise = {
  item: 'sit_up_1min',
  rules: { restAt: 0.3, workAt: 0.75, attemptAt: 0.45, shortestMs: 400, longestMs: 10_000, gapMs: 600 },
  short: 'elbows_short_of_knees',
  reader: () => ({ read }),
};

/** The trunk against the floor, degrees. A decline bench brings the head lower, a soft mat a little higher. */
const TILT = { lying: 20, up: 72 };

const read: Reader['read'] = (_at: number, body: Body) => {
  if (body.tilt === null || body.hips === null) return { effort: null, against: null };
  const knee = body.knees;
  // Somebody who stands up and bends has the hips high above the ankles.
  const standing =
    body.ankles !== null &&
    body.torso !== null &&
    knee !== null &&
    body.ankles.y - body.hips.y > 1.1 * body.torso &&
    knee.y > body.hips.y;
  return { effort: share(body.tilt, TILT.lying, TILT.up), against: standing ? 'standing' : null };
};
