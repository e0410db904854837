import { type Body, share } from '../body.ts';
import type { Exercise, Reader } from './exercise.ts';

/** Jumping jacks (开合跳): arms above the head and feet apart, together, and back. */
export const JUMPING_JACK: Exercise = {
  item: 'jumping_jack',
  rules: { restAt: 0.35, workAt: 0.75, attemptAt: 0.5, shortestMs: 300, longestMs: 4_000, gapMs: 400 },
  short: 'not_open',
  reader: () => ({ read }),
};

const read: Reader['read'] = (_at: number, body: Body) => {
  const { shoulders, wrists, torso, ankleSpread, hips, ankles } = body;
  if (shoulders === null || wrists === null || torso === null || torso === 0)
    return { effort: null, against: null };
  // Hands: from the hips (0.8 of a trunk below the shoulders) to above the head (0.4 above them).
  const arms = share((shoulders.y - wrists.y) / torso, -0.7, 0.35);
  // Feet: a quarter of a trunk apart when closed, nine tenths when open.
  const feet = ankleSpread === null ? null : share(ankleSpread / torso, 0.35, 0.8);
  const effort = feet === null ? null : Math.min(arms, feet + 0.25);
  const lying = hips !== null && ankles !== null && ankles.y - hips.y < 0.5 * torso;
  return { effort, against: lying ? 'not_upright' : null };
};
