import { type Body, share } from '../body.ts';
import type { Exercise, Reader } from './exercise.ts';

/** Jumping jacks (开合跳): arms above the head and feet apart, together, and back. */
export const JUMPING_JACK: Exercise = {
  item: 'jumping_jack',
  rules: { restAt: 0.35, workAt: 0.75, attemptAt: 0.5, shortestMs: 300, longestMs: 4_000, gapMs: 400 },
  short: 'not_open',
  reader: () => ({ read }),
};

/** Shoulders nearer to each other than this part of a trunk: seen from the side, where feet that part do not show. */
const FROM_THE_SIDE = 0.3;
const fromTheSide = ({ shoulderWidth }: Body, torso: number): boolean =>
  shoulderWidth !== null && shoulderWidth < FROM_THE_SIDE * torso;

/** How far the legs are open; without feet in the picture by the knees; from the side the arms have to do. */
function legsOpen(body: Body, torso: number): number | null {
  const { ankleSpread, kneeSpread } = body;
  if (fromTheSide(body, torso)) return 1;
  // Ankles: a quarter of a trunk apart when closed, nine tenths when open.
  if (ankleSpread !== null) return share(ankleSpread / torso, 0.35, 0.8);
  return kneeSpread === null ? null : share(kneeSpread / torso, 0.3, 0.6);
}

const read: Reader['read'] = (_at: number, body: Body) => {
  const { shoulders, wrists, torso, hips, ankles } = body;
  if (shoulders === null || wrists === null || torso === null || torso === 0)
    return { effort: null, against: null };
  // Hands: from the hips (0.8 of a trunk below the shoulders) to above the head (0.4 above them).
  // From the side, where legs say nothing, they must be higher than a curl or a wave brings them.
  const top = fromTheSide(body, torso) ? 0.9 : 0.35;
  const arms = share((shoulders.y - wrists.y) / torso, -0.7, top);
  const legs = legsOpen(body, torso);
  const effort = legs === null ? null : Math.min(arms, legs + 0.25);
  const lying =
    (body.tilt !== null && body.tilt < 50) ||
    (hips !== null && ankles !== null && ankles.y - hips.y < 0.5 * torso);
  return { effort, against: lying ? 'not_upright' : null };
};
