import type { ExerciseFoul } from '@tizhi/contracts';
import { type Body, distance, share } from '../body.ts';
import type { Cycle } from '../cycle.ts';
import { quantile } from '../quantile.ts';
import { Recent } from '../recent.ts';
import type { Exercise, Reader, Reading, Signs, TimedReading } from './exercise.ts';

/**
 * One-minute sit-ups (一分钟仰卧起坐): from both shoulder blades on the mat until the elbows touch or pass the knees.
 * Rule: national standard 2014, test of one-minute sit-ups.
 */
export const SIT_UP: Exercise = {
  item: 'sit_up_1min',
  rules: {
    restAt: 0.3,
    workAt: 0.75,
    halfRestAt: 0.5,
    attemptAt: 0.45,
    shortestMs: 400,
    longestMs: 10_000,
    gapMs: 600,
  },
  short: 'elbows_short_of_knees',
  early: 'shoulders_off_mat',
  foulsOf,
  reader: () => new SitUpReader(),
};

/** The trunk against the floor, degrees. A decline bench brings the head lower, a soft mat a little higher. */
const TILT = { lying: 20, up: 72 };

/**
 * Shoulders above hips in the picture as a share of the trunk's length. From the front or from behind the trunk has no
 * tilt to speak of: lying it is short, and a camera that looks down shows up to a third of it.
 */
const RISE = { lying: 0.35, up: 0.75 };
/** A trunk is so many shoulder widths long (Winter: 0.288 and 0.2 of stature), where none was seen at its full length yet. */
const TRUNK_BY_SHOULDERS = 1.45;

/**
 * How far the elbows stay from the knees in trunks, across and along the body, before they are short of them: a
 * detector errs by a hand's breadth, and a picture shows a distance shorter than it is, never longer. Asked only where
 * it can be seen and as the test has it: from the side, hands at the head, feet on the level of the mat.
 */
const ELBOWS_SHORT = { apart: 0.7, along: 0.35 };
const HANDS_AT_HEAD = 0.55;
const LEVEL = 0.4;
const FROM_THE_SIDE = 0.5;
/** Hips that come up by so much of a trunk while the shoulders are still down swing the body up. */
const HIPS_LIFTED = 0.25;

function foulsOf(_: Cycle, readings: readonly TimedReading[]): readonly ExerciseFoul[] {
  const of = (name: keyof Signs): number[] => readings.flatMap(({ signs }) => signs?.[name] ?? []);
  const often = (values: readonly number[]): boolean => values.length > readings.length / 2;
  const [hands, feet, apart, along] = [
    of('handToHead'),
    of('hipsOverFeet'),
    of('elbowToKnee'),
    of('elbowShort'),
  ];
  const asInTest =
    often(hands) &&
    quantile(hands, 0.5) < HANDS_AT_HEAD &&
    often(feet) &&
    Math.abs(quantile(feet, 0.5)) < LEVEL;
  const short =
    asInTest &&
    often(apart) &&
    often(along) &&
    quantile(apart, 0.05) > ELBOWS_SHORT.apart &&
    quantile(along, 0.05) > ELBOWS_SHORT.along;
  const low = readings.filter(({ effort }) => effort !== null && effort < 0.4);
  const lifts = low.flatMap(({ signs }) => signs?.hipsOverFeet ?? []);
  const lifted = asInTest && quantile(lifts, 0.95) - quantile(lifts, 0.25) > HIPS_LIFTED;
  return [
    ...(short ? (['elbows_short_of_knees'] as const) : []),
    ...(lifted ? (['hips_lifted'] as const) : []),
  ];
}

/** In trunks. */
const signsOf = (body: Body, trunk: number): Signs => {
  const over = (value: number | null): number | null =>
    value === null || trunk === 0 ? null : value / trunk;
  const { ankles, hips, elbows, knees } = body;
  const side = ankles !== null && hips !== null && Math.abs(ankles.x - hips.x) > FROM_THE_SIDE * trunk;
  const gap =
    side && elbows !== null && knees !== null ? (knees.x - elbows.x) * Math.sign(ankles.x - hips.x) : null;
  return {
    elbowToKnee: over(elbows === null || knees === null ? null : distance(elbows, knees)),
    elbowShort: over(gap),
    handToHead: over(body.handToHead),
    hipsOverFeet: over(ankles === null || hips === null ? null : ankles.y - hips.y),
  };
};

class SitUpReader implements Reader {
  readonly #trunk = new Recent(20_000);

  read(at: number, body: Body): Reading {
    const { tilt, hips, shoulders, torso } = body;
    if (tilt === null || hips === null || shoulders === null || torso === null)
      return { effort: null, against: null };
    this.#trunk.add(at, torso);
    const trunk = Math.max(this.#trunk.quantile(0.9) ?? 0, TRUNK_BY_SHOULDERS * (body.shoulderWidth ?? 0));
    const rise = trunk === 0 ? 0 : (hips.y - shoulders.y) / trunk;
    const effort = Math.min(share(tilt, TILT.lying, TILT.up), share(rise, RISE.lying, RISE.up));
    return { effort, against: isStanding(body) ? 'standing' : null, signs: signsOf(body, trunk) };
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
