import { z } from 'zod';
import { health, internal, open, personal } from './data-class.ts';
import { ClassId, Instant, LessonId, SubjectId } from './ids.ts';

/** `GET /api/lessons/{lesson}/load`: how hard a lesson was, from the heart rates that were heard in it. */

const Minutes = z.number().min(0).max(10_000);
const Share = z.number().min(0).max(1);
const Bpm = z.number().min(1).max(300);

/** A pupil's maximum heart rate. `estimated`: 208 - 0.7 x age, people of one age differ by 10-12 bpm. */
export const MaxBpm = z.object({
  bpm: health(z.int().min(1).max(300)),
  kind: internal(z.enum(['measured', 'estimated'])),
});
export type MaxBpm = z.infer<typeof MaxBpm>;

/** A density (密度) from heart rates: an estimate, with what a threshold 5 % of maximum higher or lower gives. */
export const DensityEstimate = z.object({
  share: health(Share),
  low: health(Share),
  high: health(Share),
});
export type DensityEstimate = z.infer<typeof DensityEstimate>;

/** Minutes in zones 0 (below 50 % of maximum) to 5 (from 90 %). */
export const ZoneMinutes = z.array(health(Minutes)).length(6);

/**
 * Load of one pupil in one lesson. What was heard of her is stated; what was not is in `unknownMinutes` and in no
 * other figure. Figures that would speak for the lesson are `null` where less than half of it was heard.
 */
export const PupilLoad = z.object({
  max: MaxBpm,
  /** Minutes of trusted heart rate, and the rest of the lesson. */
  heardMinutes: health(Minutes),
  unknownMinutes: health(Minutes),
  /** Share of the lesson that was heard. */
  coverage: health(Share),
  zoneMinutes: ZoneMinutes,
  /** Minutes heard at or above 64 % of maximum (moderate to vigorous). */
  mvpaMinutes: health(Minutes),
  meanBpm: health(Bpm.nullable()),
  peakBpm: health(Bpm.nullable()),
  /** Banister's training impulse over the minutes heard; constants from adults, resting rate of the age. */
  trimp: health(z.number().min(0).nullable()),
  /** Edwards' load: minutes of zone n count n times. */
  zoneLoad: health(z.number().min(0).nullable()),
  /** Individual density (个体运动密度). */
  density: health(DensityEstimate.nullable()),
});
export type PupilLoad = z.infer<typeof PupilLoad>;

export const PlanMeasure = z.enum([
  'lesson_minutes',
  'class_mean_bpm',
  'group_density',
  'individual_density',
]);
export type PlanMeasure = z.infer<typeof PlanMeasure>;

/** One line of plan against actual. `low` and `high` are inclusive; `null`: no bound on that side. */
export const PlanLine = z.object({
  measure: internal(PlanMeasure),
  low: open(z.number().nullable()),
  high: open(z.number().nullable()),
  /** `null`: too little was heard. */
  actual: health(z.number().nullable()),
  verdict: health(z.enum(['within', 'below', 'above', 'unknown'])),
  /** `timetable`: the lesson's own; `curriculum_2022`: a recommendation to look at, no mark for a lesson. */
  source: open(z.enum(['timetable', 'curriculum_2022'])),
  confidence: open(z.enum(['high', 'moderate', 'low'])),
});
export type PlanLine = z.infer<typeof PlanLine>;

/** The class as a whole: over the pupils of whom at least half of the lesson was heard. */
export const ClassLoad = z.object({
  /** Pupils of the class and guests; of those with a device; of whom enough was heard. */
  pupils: personal(z.int().min(0)),
  withDevice: health(z.int().min(0)),
  heard: health(z.int().min(0)),
  zoneMinutes: ZoneMinutes,
  meanBpm: health(Bpm.nullable()),
  meanMvpaMinutes: health(Minutes.nullable()),
  /** Group density (群体运动密度): share of the heard time of the class in movement. */
  groupDensity: health(DensityEstimate.nullable()),
  /** Pupils whose own density reaches the recommendation. */
  individualReached: health(z.int().min(0)),
  /** Pupils whose maximum is an estimate. */
  estimatedMax: health(z.int().min(0)),
});
export type ClassLoad = z.infer<typeof ClassLoad>;

export const LessonLoad = z.object({
  lesson: internal(LessonId),
  class: internal(ClassId),
  className: personal(z.string()),
  startedAt: internal(Instant),
  plannedEndAt: internal(Instant),
  /** The end of the time it speaks of, exclusive. */
  until: internal(Instant),
  /** The lesson goes on. */
  running: internal(z.boolean()),
  group: ClassLoad,
  plan: z.array(PlanLine),
  /** By seat, guests last; never by load. */
  pupils: z.array(
    z.object({
      subject: personal(SubjectId),
      name: personal(z.string()),
      /** Seat number in the class (座号). */
      seat: personal(z.int().min(1)),
      guest: personal(z.boolean()),
      /** `null`: no device was given to this pupil in this lesson. */
      load: PupilLoad.nullable(),
    }),
  ),
});
export type LessonLoad = z.infer<typeof LessonLoad>;
