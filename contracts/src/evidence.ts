import { z } from 'zod';
import { health, internal, personal } from './data-class.ts';
import { SchoolYear } from './fitness-history.ts';
import { ClassId } from './ids.ts';
import { Grade, Level, ScoredItemKey, Sex } from './items.ts';
import { Estimate } from './trajectory.ts';

/** Reports on groups. No group below `k` pupils is shown, nor one that could be had by subtraction. */

/** Smallest group that is shown. */
export const SMALLEST_GROUP = 10;

/** `null` everywhere a number would tell about fewer than {@link SMALLEST_GROUP} pupils. */
const Count = health(z.int().min(0).nullable());

export const GroupKey = z.object({
  schoolYear: internal(SchoolYear),
  grade: personal(Grade),
  class: internal(ClassId.nullable()),
  sex: personal(Sex.nullable()),
});
export type GroupKey = z.infer<typeof GroupKey>;

export const ItemDistribution = z.object({
  item: internal(ScoredItemKey),
  tested: Count,
  /** In the item's unit. */
  mean: Estimate.nullable(),
  /** 10th, 25th, 50th, 75th and 90th percentile. */
  percentiles: health(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]).nullable()),
  levels: z.record(Level, Count).nullable(),
  /** Points of the group's mean total that this item costs beside the whole cohort; positive drags it down. */
  drag: Estimate.nullable(),
});
export type ItemDistribution = z.infer<typeof ItemDistribution>;

export const GroupReport = z.object({
  group: GroupKey,
  pupils: Count,
  /** Why numbers are missing: too few, or a neighbour could be worked out. */
  suppressed: internal(z.enum(['small', 'complementary']).nullable()),
  total: Estimate.nullable(),
  levels: z.record(Level, Count).nullable(),
  items: z.array(ItemDistribution),
});
export type GroupReport = z.infer<typeof GroupReport>;

/** Means of one cohort as it went from grade 4 to 6 to 8. */
export const CohortTrend = z.object({
  /** School year in which the cohort was in grade 4. */
  cohort: internal(SchoolYear),
  points: z.array(z.object({ grade: personal(Grade), pupils: Count, total: Estimate.nullable() })),
});
export type CohortTrend = z.infer<typeof CohortTrend>;

/** What a programme did, beside pupils who did not have it. */
export const ProgrammeEffect = z.object({
  programme: internal(z.string()),
  item: internal(z.union([ScoredItemKey, z.literal('total')])),
  treated: Count,
  compared: Count,
  /** Difference in differences, adjusted for the first result; `null`: suppressed. */
  effect: Estimate.nullable(),
  caveat: z.object({ zh: internal(z.string()), en: internal(z.string()) }),
});
export type ProgrammeEffect = z.infer<typeof ProgrammeEffect>;

export const EvidenceReport = z.object({
  k: internal(z.literal(SMALLEST_GROUP)),
  groups: z.array(GroupReport),
  trends: z.array(CohortTrend),
  effects: z.array(ProgrammeEffect),
});
export type EvidenceReport = z.infer<typeof EvidenceReport>;
