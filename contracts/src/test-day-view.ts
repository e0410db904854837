import { z } from 'zod';
import { health, internal, personal } from './data-class.ts';
import { AttemptId, ClassId, DeviceId, Instant, SubjectId } from './ids.ts';
import { BmiLevel, Grade, ItemKey, Level, ScoredItemKey, Sex } from './items.ts';
import { Doubt } from './readings.ts';
import { Foul, ItemState } from './test-day.ts';

/** What follows from a test day's attempts and decisions; made by `analytics/src/test-day`, never stored. */

/**
 * Why a number deserves a second look. It still counts: a person decides.
 *
 * - `out_of_range`: outside what the national system takes; cannot be exported.
 * - `far_from_own`: far from what this pupil reached before, as growth allows.
 * - `far_from_class`: far from this class's other results (and not from the pupil's own).
 * - `same_as_neighbour`: the very number of the attempt just before at the same station.
 * - `too_soon`: less time after the station's last attempt than the item takes.
 */
export const PlausibilityKind = z.enum([
  'out_of_range',
  'far_from_own',
  'far_from_class',
  'same_as_neighbour',
  'too_soon',
]);
export const Plausibility = z.object({
  kind: internal(PlausibilityKind),
  /** What was expected, in the item's unit, where that is a span. */
  low: health(z.number().nullable()),
  high: health(z.number().nullable()),
});
export type Plausibility = z.infer<typeof Plausibility>;

export const AttemptStatus = z.enum([
  /** The official result. */
  'counts',
  /** Valid, and another one counts. */
  'valid',
  'foul',
  'void',
  /** The device itself does not trust it, or gave no value. */
  'doubtful',
  /** One more than the pupil has. */
  'extra',
  /** Nobody's: in the tray. */
  'unclaimed',
]);
export type AttemptStatus = z.infer<typeof AttemptStatus>;

export const AttemptView = z.object({
  attempt: internal(AttemptId),
  item: internal(ItemKey),
  station: internal(DeviceId.nullable()),
  at: internal(Instant),
  by: internal(z.enum(['station', 'hand', 'stopwatch', 'camera'])),
  tag: personal(z.string().nullable()),
  subject: personal(SubjectId.nullable()),
  /** How its pupil is known; `null`: it is not. */
  knownBy: internal(z.enum(['station', 'card', 'bib', 'queue', 'claim']).nullable()),
  /** As measured, in the item's unit. */
  measured: health(z.number().nullable()),
  /** After correction and rounding; `null` where there is none to use. */
  value: health(z.number().nullable()),
  /** As the standard writes it (`3'45"`, `182`, `8.1`), `-` where there is none. */
  display: health(z.string()),
  corrected: health(z.boolean()),
  status: health(AttemptStatus),
  foul: health(Foul.nullable()),
  doubt: health(Doubt.nullable()),
  notices: z.array(Plausibility),
});
export type AttemptView = z.infer<typeof AttemptView>;

/** A score when the station's stated error is carried through the table. */
export const ScoreInterval = z.object({
  /** The value's span, in the item's unit. */
  low: health(z.number()),
  high: health(z.number()),
  lowScore: health(z.int().min(0).max(100)),
  highScore: health(z.int().min(0).max(100)),
  /** A level line lies inside: a second attempt would tell. */
  crossesLevel: health(z.boolean()),
});
export type ScoreInterval = z.infer<typeof ScoreInterval>;

export const ItemResultView = z.object({
  item: internal(ItemKey),
  /** `done`: there is an official result. */
  state: health(z.enum(['done', ...ItemState.options])),
  stateReason: personal(z.string().nullable()),
  attemptsLeft: internal(z.int().min(0)),
  attempt: internal(AttemptId.nullable()),
  value: health(z.number().nullable()),
  display: health(z.string()),
  /** `null` for height and weight, whose body-mass index is scored. */
  score: health(z.int().min(0).max(100).nullable()),
  bonus: health(z.int().min(0).max(20).nullable()),
  level: health(Level.nullable()),
  interval: ScoreInterval.nullable(),
  attempts: z.array(AttemptView),
});
export type ItemResultView = z.infer<typeof ItemResultView>;

/** The smallest improvement of one item that matters, and what it costs. */
export const Improvement = z.object({
  item: internal(ScoredItemKey),
  from: health(z.number()),
  to: health(z.number()),
  /** As the standard writes the difference and the goal. */
  change: health(z.string()),
  goal: health(z.string()),
  /** Points of the total that it brings. */
  points: health(z.number()),
  /** In terms of training: 1 is what one term typically yields for this item. */
  terms: health(z.number().min(0)),
});
export type Improvement = z.infer<typeof Improvement>;

export const WhatIf = z.object({
  /** The level that is next. */
  level: health(Level),
  /** Points of the total that are missing. */
  missing: health(z.number()),
  /** Ways to it, each a set of improvements made together, cheapest first; empty: none within what is possible. */
  ways: z.array(z.object({ terms: health(z.number().min(0)), improvements: z.array(Improvement) })),
});
export type WhatIf = z.infer<typeof WhatIf>;

export const PupilDayView = z.object({
  subject: personal(SubjectId),
  class: personal(ClassId),
  grade: personal(Grade),
  sex: personal(Sex),
  results: z.array(ItemResultView),
  bmi: health(z.number().nullable()),
  bmiLevel: health(BmiLevel.nullable()),
  standardScore: health(z.number().nullable()),
  bonus: health(z.number().nullable()),
  total: health(z.number().nullable()),
  level: health(Level.nullable()),
  missing: health(z.array(ScoredItemKey)),
  whatIf: WhatIf.nullable(),
});
export type PupilDayView = z.infer<typeof PupilDayView>;

export const StationView = z.object({
  station: internal(DeviceId),
  item: internal(ItemKey),
  /** Who comes next, in order. */
  queue: personal(z.array(SubjectId)),
  attempts: internal(z.int().min(0)),
  lastAt: internal(Instant.nullable()),
});
export type StationView = z.infer<typeof StationView>;

/** Numbers and shares of a class, a grade or the school, as the national system gives them. */
export const LevelSummary = z.object({
  pupils: personal(z.int().min(0)),
  /** Pupils with a total: the shares are of these. */
  complete: health(z.int().min(0)),
  excellent: health(z.int().min(0)),
  good: health(z.int().min(0)),
  pass: health(z.int().min(0)),
  fail: health(z.int().min(0)),
  /** Per cent with one decimal; `null` while nobody is complete. `atLeastPass` is 及格率, `atLeastGood` 优良率. */
  excellentRate: health(z.number().nullable()),
  atLeastGood: health(z.number().nullable()),
  atLeastPass: health(z.number().nullable()),
  failRate: health(z.number().nullable()),
  meanTotal: health(z.number().nullable()),
});
export type LevelSummary = z.infer<typeof LevelSummary>;
