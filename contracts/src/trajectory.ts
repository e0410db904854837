import { z } from 'zod';
import { health, internal, personal } from './data-class.ts';
import { GradePoints, SchoolYear, TestedGrade } from './fitness-history.ts';
import { SubjectId } from './ids.ts';
import { BmiLevel, Grade, Level, ScoredItemKey } from './items.ts';

/** What follows from a pupil's tests; made by `analytics/src/trajectory`, never stored as truth. */

/** A number with the bounds between which it lies in `level` per cent of cases. */
export const Estimate = z.object({
  value: health(z.number()),
  low: health(z.number()),
  high: health(z.number()),
  level: internal(z.number().min(0).max(100)),
});
export type Estimate = z.infer<typeof Estimate>;

/** One item of one test against pupils of the same grade, sex and cohort. */
export const ItemStanding = z.object({
  item: internal(ScoredItemKey),
  /** In the item's unit (kg/m² for the body-mass index); `null`: not measured, which is not 0. */
  value: health(z.number().nullable()),
  display: health(z.string()),
  score: health(z.int().min(0).max(100).nullable()),
  level: health(z.union([Level, BmiLevel]).nullable()),
  /** Share of the reference below this pupil, 0-100, better is higher; `null` for the BMI, which has no better end. */
  percentile: health(z.number().min(0).max(100).nullable()),
  /** Standard deviations better than the reference's mean; for the BMI: above it. */
  z: health(z.number().nullable()),
});
export type ItemStanding = z.infer<typeof ItemStanding>;

export const TestStanding = z.object({
  schoolYear: internal(SchoolYear),
  grade: personal(Grade),
  items: z.array(ItemStanding),
  /** Annual total with bonus; `null` while an item is missing. */
  total: health(z.number().min(0).max(120).nullable()),
  level: health(Level.nullable()),
  /** Points of the grade 4/6/8 rule; `null` for another grade. */
  points: GradePoints.nullable(),
});
export type TestStanding = z.infer<typeof TestStanding>;

/** How an item moved between two tests, in standard deviations of its own group, so growth is taken out. */
export const ItemChange = z.object({
  item: internal(ScoredItemKey),
  fromGrade: personal(Grade),
  toGrade: personal(Grade),
  change: Estimate,
  /** `unclear`: the interval holds 0, so nothing is said. */
  direction: health(z.enum(['better', 'worse', 'unclear'])),
});
export type ItemChange = z.infer<typeof ItemChange>;

/** Separate, clearly named facts; none is a diagnosis and none implies another. */
export const ScreeningKind = z.enum(['overweight_obesity', 'wasting', 'stunting', 'blood_pressure']);
export type ScreeningKind = z.infer<typeof ScreeningKind>;
export const ScreeningResult = z.enum([
  'within',
  'overweight',
  'obese',
  'mild_wasting',
  'moderate_severe_wasting',
  'stunted',
  'elevated',
  /** Cannot be said; `reason` tells why. */
  'unknown',
]);
export type ScreeningResult = z.infer<typeof ScreeningResult>;

export const ScreeningFact = z.object({
  kind: internal(ScreeningKind),
  schoolYear: internal(SchoolYear),
  result: health(ScreeningResult),
  /** `null` where it is known. */
  reason: internal(z.enum(['no_age', 'no_height', 'no_weight', 'no_blood_pressure', 'no_table']).nullable()),
  /** What was compared, in `unit`; `null` where it is unknown. */
  value: health(z.number().nullable()),
  /** The line that decided, in `unit`. */
  threshold: health(z.number().nullable()),
  unit: internal(z.enum(['kg/m2', 'cm', 'mmHg'])),
  standard: internal(z.string()),
  /** Sources of the cell as its table states them. */
  support: internal(z.string()),
});
export type ScreeningFact = z.infer<typeof ScreeningFact>;

/** What the grade-8 test is expected to give, from what is known so far. */
export const Forecast = z.object({
  model: internal(z.string()),
  toGrade: personal(TestedGrade),
  /** Grades whose tests it rests on. */
  from: z.array(personal(Grade)),
  total: Estimate.nullable(),
  /** Chance that the total is below 60 and that it reaches 80, 0-1. */
  failChance: health(z.number().min(0).max(1).nullable()),
  goodChance: health(z.number().min(0).max(1).nullable()),
  items: z.array(z.object({ item: internal(ScoredItemKey), value: Estimate })),
});
export type Forecast = z.infer<typeof Forecast>;

export const Trajectory = z.object({
  subject: personal(SubjectId),
  /** The reference the standings compare with: which data, which version. */
  reference: internal(z.string()),
  tests: z.array(TestStanding),
  changes: z.array(ItemChange),
  screening: z.array(ScreeningFact),
  /** `null`: nothing is known yet, or grade 8 has been tested. */
  forecast: Forecast.nullable(),
});
export type Trajectory = z.infer<typeof Trajectory>;
