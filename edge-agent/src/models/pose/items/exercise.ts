import type { Body } from '../body.ts';
import type { CycleRules, Sample } from '../cycle.ts';

/** What the gateway can count. The four of the national test carry its item keys. */
export const COUNTED = [
  'sit_up_1min',
  'pull_up',
  'rope_skip_1min',
  'push_up',
  'squat',
  'jumping_jack',
  'vertical_jump',
] as const;
export type Counted = (typeof COUNTED)[number];

/** How an exercise is read from a body; one is made for each person, because it learns what the body is like. */
export interface Reader {
  read(at: number, body: Body): Omit<Sample, 'at'>;
}

/** One exercise as data and one reader. */
export interface Exercise {
  readonly item: Counted;
  readonly rules: CycleRules;
  /** What a movement short of its end is called: the foul of the test where it has one. */
  readonly short: string;
  readonly reader: () => Reader;
}
