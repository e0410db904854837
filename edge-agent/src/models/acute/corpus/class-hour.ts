import type { AlertBody } from '@tizhi/contracts';
import { seededRandom } from '../../../sources/simulated-class.ts';
import { maxOf } from './judge.ts';
import { type Player, play, subjectOf } from './play.ts';
import type { Stretch, Vignette } from './vignette.ts';

/** A class-hour: so many pupils for so many seconds. */
export const CLASS_HOUR = { pupils: 45, seconds: 3_600 } as const;

/** An ordinary lesson, by shares of the maximum: what each pupil does around it differs. */
const LESSON: readonly (readonly [s: number, share: number, moves: NonNullable<Stretch['moves']>])[] = [
  [180, 0.45, 'stand'],
  [360, 0.66, 'jog'],
  [60, 0.55, 'walk'],
  [120, 0.86, 'run'],
  [90, 0.6, 'walk'],
  [120, 0.88, 'run'],
  [120, 0.56, 'stand'],
  [60, 0.9, 'fast_rope'],
  [120, 0.6, 'stand'],
  [60, 0.9, 'fast_rope'],
  [180, 0.55, 'stand'],
  [600, 0.74, 'jog'],
  [120, 0.6, 'walk'],
  [45, 0.92, 'sprint'],
  [120, 0.62, 'walk'],
  [45, 0.92, 'sprint'],
  [240, 0.58, 'stand'],
  [480, 0.7, 'jog'],
  [480, 0.45, 'sit'],
];

/** A pupil in an ordinary lesson; nine in ten wear a strap, one an optical band; a third has a foot pod. */
function ordinary(random: () => number): Player {
  const age = 10 + Math.floor(random() * 6);
  const maxBpm = maxOf({ age });
  // The estimate errs: true maxima of one age differ by some 7 bpm (standard deviation; the source says 10-12).
  const truth = maxBpm + 7 * (random() + random() + random() - 1.5) * 2;
  const fitness = random();
  const plan = LESSON.map(([s, share, moves]): Stretch => {
    const lag = Math.round(s * (0.85 + 0.3 * random()));
    const rate = Math.min(truth * 0.985, truth * share * (1.07 - 0.12 * fitness));
    return { s: Math.max(5, lag), rate: Math.round(rate), tau: 22 + 20 * (1 - fitness), moves };
  });
  return {
    plan,
    sensor: random() < 0.9 ? 'strap' : 'optical',
    motion: random() < 0.34 ? 'pod' : 'none',
    maxBpm,
    random,
  };
}

/** A pupil whose hour is made of the corpus's harmless stories, one after the other: harder than any lesson. */
function harmless(stories: readonly Vignette[], random: () => number): Player {
  const first = stories[Math.floor(random() * stories.length)] as Vignette;
  const alike = stories.filter(
    ({ sensor, motion, age, max }) =>
      sensor === first.sensor && motion === first.motion && maxOf({ age, max }) === maxOf(first),
  );
  const plan: Stretch[] = [];
  for (let s = 0; s < CLASS_HOUR.seconds; ) {
    const { plan: next } = alike[Math.floor(random() * alike.length)] as Vignette;
    // Between two stories the pupil sits until the heart is quiet.
    const rest: Stretch = { s: 240, rate: 88, tau: 40, moves: 'sit', rhythm: 'sinus', strap: 'worn' };
    plan.push(...next, rest);
    s += next.reduce((sum, each) => sum + each.s, rest.s);
  }
  return { plan, sensor: first.sensor, motion: first.motion, maxBpm: maxOf(first), random };
}

export interface ClassHour {
  /** Alerts of which nothing is true. */
  readonly false: readonly AlertBody[];
  /** Above the ceiling in truth: the pupil's own maximum lies above the estimate. */
  readonly trueCeiling: number;
  /** How many class-hours were played: pupils x time over 45 x 60 min. */
  readonly hours: number;
}

/** A class-hour in which nothing happened: `stories` is null for an ordinary lesson. */
export function classHour(
  seed: number,
  stories: readonly Vignette[] | null,
  pupils: number = CLASS_HOUR.pupils,
): ClassHour {
  const random = seededRandom(seed);
  const players = Array.from({ length: pupils }, () => {
    const own = seededRandom(Math.floor(random() * 2 ** 32));
    return stories === null ? ordinary(own) : harmless(stories, own);
  });
  const { alerts, seconds, truths } = play(players);
  const raised = alerts.filter(({ body }) => body.state === 'raised');
  const isTrue = ({ body, second }: (typeof alerts)[number]): boolean => {
    const n = players.findIndex((_, index) => subjectOf(index) === body.subject);
    const ceiling = Math.round(0.95 * (players[n]?.maxBpm ?? 0));
    const then = truths[n]?.slice(Math.max(0, Math.floor(second) - 30), Math.floor(second)) ?? [];
    return body.rule.id === 'hr-above-ceiling' && then.length > 0 && Math.min(...then) > ceiling - 4;
  };
  return {
    false: raised.filter((each) => !isTrue(each)).map(({ body }) => body),
    trueCeiling: raised.filter(isTrue).length,
    hours: (seconds / CLASS_HOUR.seconds) * (pupils / CLASS_HOUR.pupils),
  };
}
