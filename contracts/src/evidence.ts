import { z } from 'zod';
import { PurposeQuery } from './care-http.ts';
import { health, internal, personal } from './data-class.ts';
import { CalendarDay, SchoolYear, TestedGrade } from './fitness-history.ts';
import { ClassId } from './ids.ts';
import { BmiLevel, Grade, Level, ScoredItemKey, Sex } from './items.ts';
import { Estimate } from './trajectory.ts';

/**
 * Reports on groups. No group below {@link SMALLEST_GROUP} pupils is shown, nor one that could be had by
 * subtraction. Everything in a report is about complete tests (those with a total): who has none is in no number,
 * so no difference between two numbers tells who was exempt or absent.
 */

/** Smallest group that is shown. */
export const SMALLEST_GROUP = 10;

/** `null` everywhere a number would tell about fewer than {@link SMALLEST_GROUP} pupils. */
const Count = health(z.int().min(0).nullable());

/** A school year's tests: of the school (`grade`, `class` null), a grade, a class; `sex` null: both. */
export const GroupKey = z.object({
  schoolYear: internal(SchoolYear),
  grade: personal(Grade.nullable()),
  class: internal(ClassId.nullable()),
  sex: personal(Sex.nullable()),
});
export type GroupKey = z.infer<typeof GroupKey>;

/** Levels of a total or an item, or those of the body-mass index; a key that is absent does not belong to it. */
export const LevelCounts = z.partialRecord(z.enum([...Level.options, ...BmiLevel.options]), Count);
export type LevelCounts = z.infer<typeof LevelCounts>;

/** Which percentiles a distribution holds, in this order. */
export const PERCENTILES = [10, 25, 50, 75, 90] as const;
const Percentile = health(z.number().nullable());

export const ItemDistribution = z.object({
  item: internal(ScoredItemKey),
  /** In the item's unit. */
  mean: Estimate,
  /** {@link PERCENTILES} in the item's unit; `null`: fewer than {@link SMALLEST_GROUP} pupils lie beyond it. */
  percentiles: z.tuple([Percentile, Percentile, Percentile, Percentile, Percentile]),
  /** `null` for a class: see `docs/evidence.md`. */
  levels: LevelCounts.nullable(),
  /** Points of the group's mean total that this item costs beside the whole cohort; positive drags it down. */
  drag: Estimate.nullable(),
});
export type ItemDistribution = z.infer<typeof ItemDistribution>;

export const GroupReport = z.object({
  group: GroupKey,
  /** Pupils with a complete test. */
  pupils: Count,
  /** Why numbers are missing: too few, or a neighbour could be worked out. */
  suppressed: internal(z.enum(['small', 'complementary']).nullable()),
  /** Annual total with bonus, points. */
  total: Estimate.nullable(),
  /** `null` for a class and where the group is suppressed. */
  levels: LevelCounts.nullable(),
  /** Items that every pupil of the group must do. */
  items: z.array(ItemDistribution),
});
export type GroupReport = z.infer<typeof GroupReport>;

/** Means of one cohort as it went from grade 4 to 6 to 8: everybody tested then, so pupils come and go. */
export const CohortTrend = z.object({
  /** School year in which the cohort was in grade 4. */
  cohort: internal(SchoolYear),
  points: z.array(
    z.object({
      grade: personal(TestedGrade),
      schoolYear: internal(SchoolYear),
      pupils: Count,
      total: Estimate.nullable(),
    }),
  ),
});
export type CohortTrend = z.infer<typeof CohortTrend>;

const Caveat = z.object({ zh: internal(z.string()), en: internal(z.string()) });

/** What a programme did, beside pupils who did not have it. */
export const ProgrammeEffect = z.object({
  programme: internal(z.string()),
  item: internal(z.union([ScoredItemKey, z.literal('total')])),
  /** Pupils with a result before and after, in whole tens, rounded down; `null`: fewer than ten. */
  treated: Count,
  compared: Count,
  /** Classes that they are in; fewer than four on a side give no effect. */
  treatedClasses: internal(z.int().min(0)),
  comparedClasses: internal(z.int().min(0)),
  /** Points of the total, or of the item's score, adjusted for the first result; `null`: the caveat says why. */
  effect: Estimate.nullable(),
  caveat: Caveat,
});
export type ProgrammeEffect = z.infer<typeof ProgrammeEffect>;

export const EvidenceReport = z.object({
  k: internal(z.literal(SMALLEST_GROUP)),
  groups: z.array(GroupReport),
  trends: z.array(CohortTrend),
  effects: z.array(ProgrammeEffect),
});
export type EvidenceReport = z.infer<typeof EvidenceReport>;

/** A programme that classes had, from its first to its last day. */
export const Programme = z
  .object({
    id: internal(z.uuid()),
    name: internal(z.string().trim().min(1).max(60)),
    classes: internal(z.array(ClassId).min(1).max(200)),
    from: internal(CalendarDay),
    to: internal(CalendarDay),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'the last day lies before the first' });
export type Programme = z.infer<typeof Programme>;

/** `GET /api/evidence`: without a school year the newest that has results; without a grade all. */
export const EvidenceQuery = z.object({
  ...PurposeQuery.shape,
  schoolYear: internal(z.coerce.number().pipe(SchoolYear).optional()),
  grade: personal(Grade.optional()),
});
export type EvidenceQuery = z.infer<typeof EvidenceQuery>;

export const EvidenceResponse = z.object({
  schoolYear: internal(SchoolYear.nullable()),
  /** Years and grades that can be asked for. */
  schoolYears: internal(z.array(SchoolYear)),
  grades: personal(z.array(Grade)),
  classes: z.array(
    z.object({ class: internal(ClassId), name: internal(z.string()), grade: personal(Grade) }),
  ),
  programmes: z.array(Programme),
  report: EvidenceReport,
});
export type EvidenceResponse = z.infer<typeof EvidenceResponse>;

/** `POST /api/evidence/programmes` */
export const ProgrammeRequest = Programme;

/** `DELETE /api/evidence/programmes/{programme}` */
export const ProgrammeParams = z.object({ programme: internal(z.uuid()) });
