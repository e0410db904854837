import { Exercise as CountedExercise, type ExerciseFoul } from '@tizhi/contracts';
import type { Body } from '../body.ts';
import type { Cycle, CycleRules, Sample } from '../cycle.ts';

/** What the gateway can count from any side. The first three carry the item keys of the national test. */
export const COUNTED = CountedExercise.options;
export type Counted = CountedExercise;

/** What it can measure over a floor of which four points or more are known. Item keys of the national test. */
export const MEASURED = ['standing_long_jump', 'shuttle_50m_x8'] as const;
export type Measured = (typeof MEASURED)[number];

export const ITEMS = [...COUNTED, ...MEASURED] as const;
export type Item = (typeof ITEMS)[number];

/** What a reader makes of a body, beside its effort: lengths in trunks, by which the rules of the test are judged. */
export type Signs = Readonly<
  Partial<
    Record<'noseOverHands' | 'elbowToKnee' | 'elbowShort' | 'handToHead' | 'hipsOverFeet', number | null>
  >
>;
export interface Reading extends Omit<Sample, 'at'> {
  readonly signs?: Signs;
}

/** How an exercise is read from a body; one is made for each person, because it learns what the body is like. */
export interface Reader {
  read(at: number, body: Body): Reading;
}

/** A reading and its time, ms. */
export type TimedReading = Reading & { readonly at: number };

/** One exercise as data and one reader. */
export interface Exercise {
  readonly item: Counted;
  readonly rules: CycleRules;
  /** What a movement short of its end is called: the foul of the test where it has one. */
  readonly short: ExerciseFoul;
  /** What a movement is called that begins before the person came back to rest; needs `rules.halfRestAt`. */
  readonly early?: ExerciseFoul;
  /** What else the rules say against a movement, from its readings in the order of time. */
  readonly foulsOf?: (cycle: Cycle, readings: readonly TimedReading[]) => readonly ExerciseFoul[];
  readonly reader: () => Reader;
}
