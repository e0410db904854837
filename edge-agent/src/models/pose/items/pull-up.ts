import type { ExerciseFoul } from '@tizhi/contracts';
import { type Body, distance, meanOf, share } from '../body.ts';
import type { Cycle } from '../cycle.ts';
import { quantile } from '../quantile.ts';
import { Recent } from '../recent.ts';
import type { Exercise, Reader, Reading, TimedReading } from './exercise.ts';

/**
 * Pull-ups (引体向上): from straight arms until the chin is above the bar. The bar is where the hands are; the mouth is
 * not a point, so the chin is taken a little below the nose.
 * Rule: national standard 2014, test of pull-ups: arms straight at the bottom, chin above the upper edge of the bar.
 */
export const PULL_UP: Exercise = {
  item: 'pull_up',
  rules: {
    restAt: 0.3,
    workAt: 0.8,
    halfRestAt: 0.6,
    attemptAt: 0.45,
    shortestMs: 520,
    longestMs: 15_000,
    gapMs: 700,
  },
  short: 'chin_below_bar',
  early: 'arms_bent_at_bottom',
  foulsOf,
  reader: () => new PullUpReader(),
};

/** Elbow in the hang and with the chin above the bar, degrees. */
const ELBOW = { hang: 150, top: 75 };
/** Shoulders below the hands, as a share of the hang. */
const HANG = { straight: 0.92, top: 0.35 };

/** Arms are 1.18 trunks long; a wide grip and a camera from below leave so much of it. */
const LEAST_HANG = 0.8;

/**
 * A nose that is lower than the wrists by so much of a trunk at the highest point has its chin below the bar from any
 * side: the chin is about a sixth of a trunk lower still, and the bar a hand's breadth higher than the wrists.
 */
const NOSE_LOW = 0.1;

/** The highest point is looked at for so long on either side, ms. */
const AROUND_PEAK_MS = 300;

function foulsOf({ peakAt }: Cycle, readings: readonly TimedReading[]): readonly ExerciseFoul[] {
  const near = readings.filter(({ at }) => Math.abs(at - peakAt) <= AROUND_PEAK_MS);
  const noses = near.flatMap(({ signs }) => signs?.noseOverHands ?? []);
  // A head that is mostly not seen, or a tremble, must not decide.
  const clear = noses.length > 0.6 * near.length && quantile(noses, 0.8) < -NOSE_LOW;
  return clear ? ['chin_below_bar'] : [];
}

class PullUpReader implements Reader {
  readonly #hang = new Recent(30_000);
  readonly #upperArm = new Recent(30_000);
  readonly #elbowsOver = new Recent(15_000);
  readonly #shouldersAt = new Recent(8_000);

  read(at: number, body: Body): Reading {
    const { shoulders, wrists, nose, torso } = body;
    if (shoulders !== null && torso !== null) this.#shouldersAt.add(at, shoulders.y);
    if (shoulders === null) return { effort: null, against: null };
    if (body.elbows !== null) {
      this.#upperArm.add(at, distance(shoulders, body.elbows));
      this.#elbowsOver.add(at, shoulders.y - body.elbows.y);
    }
    if (wrists === null) return this.#byElbows(body);
    const below = shoulders.y - wrists.y;
    if (below > 0) this.#hang.add(at, below);
    const longest = this.#hang.quantile(0.95);
    // A film may begin with the chin above the bar: a straight hang is at least so long.
    const reach = longest === undefined ? undefined : Math.max(longest, LEAST_HANG * (torso ?? 0));
    const elbow = meanOf(body.elbow);
    const rise = reach === undefined ? null : share(below / reach, HANG.straight, HANG.top);
    const bend = elbow === null ? null : share(elbow, ELBOW.hang, ELBOW.top);
    const effort = rise === null ? bend : bend === null ? rise : (rise + bend) / 2;
    // Hands that hang below the shoulders hold no bar; the top of a pull-up brings them level at the lowest.
    const low = below < -0.45 * (torso ?? 0.2) || (nose !== null && wrists.y - nose.y > 0.7 * (torso ?? 0.2));
    const hanging = longest !== undefined && longest > 0.35 * (torso ?? 0.2);
    const against = !hanging ? 'not_hanging' : low ? 'hands_below_shoulders' : null;
    const noseOverHands = nose === null || torso === null ? null : (wrists.y - nose.y) / torso;
    return { effort, against, signs: { noseOverHands } };
  }

  /** Hands above the picture: elbows point up in the hang and down at the top, and the shoulders have to rise. */
  #byElbows({ shoulders, elbows, torso }: Body): Reading {
    if (shoulders === null || elbows === null || torso === null) return { effort: null, against: null };
    const over = shoulders.y - elbows.y;
    const upperArm = Math.max(this.#upperArm.quantile(0.9) ?? 0, LEAST_UPPER_ARM * torso);
    const looked = share(over / upperArm, ELBOWS.hang, ELBOWS.top);
    const risen = (this.#shouldersAt.quantile(0.9) ?? shoulders.y) - shoulders.y;
    const hanging = (this.#elbowsOver.quantile(0.9) ?? 0) > HANGING * torso;
    return {
      effort: risen >= RISEN * torso ? looked : Math.min(looked, NOT_RISEN),
      against: hanging ? null : 'not_hanging',
    };
  }
}

/** Elbows over the shoulders as a share of the upper arm, which is at least so long, in trunks. */
const ELBOWS = { hang: 0.7, top: -0.4 };
const LEAST_UPPER_ARM = 0.45;
/** Elbows over the shoulders in the hang, and how far a pull lifts the shoulders at least, in trunks. */
const HANGING = 0.3;
const RISEN = 0.3;
/** What is left of an effort without that rise. */
const NOT_RISEN = 0.4;
