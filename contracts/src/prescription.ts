import { z } from 'zod';
import { health, internal, open, personal } from './data-class.ts';
import { CalendarDay, SchoolYear } from './fitness-history.ts';
import { AccountId, Instant, SubjectId } from './ids.ts';
import { BmiLevel, Level, ScoredItemKey } from './items.ts';
import { Bilingual } from './warning.ts';

/** Exercise prescriptions (运动处方) by FITT-VP: frequency, intensity, time, type, volume, progression. */

/** 速度, 柔韧, 协调, 核心, 上肢, 爆发力, 耐力, 有氧. */
export const FitnessComponent = z.enum([
  'speed',
  'flexibility',
  'coordination',
  'core',
  'upper_pull',
  'power',
  'endurance',
  'aerobic',
]);
export type FitnessComponent = z.infer<typeof FitnessComponent>;

export const EvidenceStrength = z.enum(['high', 'moderate', 'low']);
export type EvidenceStrength = z.infer<typeof EvidenceStrength>;

/** Pre-participation answers that exclude or refer; each is one question to a parent (`analytics` holds the texts). */
export const HealthAnswerKey = z.enum([
  'exertional_chest_pain',
  'fainting',
  'undue_breathlessness',
  'heart_murmur',
  'high_blood_pressure',
  'restricted_before',
  'heart_test_ordered',
  'family_sudden_death',
  'family_heart_disability',
  'family_cardiomyopathy',
  'asthma',
  'recent_concussion',
  'uncontrolled_seizures',
  'acute_heart_inflammation',
  'injury_lower_limb',
  'injury_upper_limb',
  'injury_back',
  'fever',
]);
export type HealthAnswerKey = z.infer<typeof HealthAnswerKey>;

/** A parent's answers before a plan. An unanswered question counts as unanswered, never as "no". */
export const HealthAnswers = z.object({
  answeredOn: internal(CalendarDay),
  answers: z.partialRecord(HealthAnswerKey, health(z.boolean())),
});
export type HealthAnswers = z.infer<typeof HealthAnswers>;

/** One dose of a drill: sets x (repetitions | seconds | metres), rest in seconds. */
export const Dose = z.object({
  sets: open(z.int().min(1).max(12)),
  amount: open(z.number().min(1).max(3000)),
  per: open(z.enum(['repetitions', 'seconds', 'metres'])),
  restSeconds: open(z.int().min(0).max(300)),
});
export type Dose = z.infer<typeof Dose>;

/** How the wall draws a drill: a loop of named poses of a stick figure, ms each. */
export const DrillFigure = z.object({
  frames: z
    .array(
      z.object({
        ms: open(z.int().min(80).max(4000)),
        /** Joints in a 100 x 100 box, y down: head, neck, hip, two elbows, hands, knees, feet. */
        joints: open(z.array(z.tuple([z.number().min(0).max(100), z.number().min(0).max(100)])).length(11)),
      }),
    )
    .min(1)
    .max(12),
});
export type DrillFigure = z.infer<typeof DrillFigure>;

export const DrillId = z
  .string()
  .regex(/^[a-z0-9-]{1,64}$/)
  .brand<'DrillId'>();
export type DrillId = z.infer<typeof DrillId>;

export const Drill = z.object({
  id: internal(DrillId),
  version: internal(z.int().min(1)),
  name: Bilingual,
  cue: Bilingual,
  component: internal(FitnessComponent),
  /** Items it serves. */
  items: internal(z.array(ScoredItemKey).min(1)),
  /** Dose by the level that the pupil's item has now. */
  doses: z.record(Level, Dose),
  equipment: internal(
    z.array(
      z.enum(['none', 'mat', 'rope', 'cone', 'bar', 'band', 'ladder', 'box', 'ball', 'wall', 'partner']),
    ),
  ),
  space: internal(z.enum(['spot', 'lane', 'track', 'field'])),
  impact: internal(z.enum(['none', 'low', 'high'])),
  /** Answers with which nobody gets it. */
  contraIndications: internal(z.array(HealthAnswerKey)),
  /** Body-mass classes it is for; another class gets another drill, not less of this one. */
  bodyMass: internal(z.array(BmiLevel).min(1)),
  grades: internal(z.object({ from: z.int().min(1).max(12), to: z.int().min(1).max(12) })),
  supervision: internal(z.enum(['self', 'adult'])),
  evidence: z.object({ reference: internal(z.string().min(1)), strength: internal(EvidenceStrength) }),
  figure: DrillFigure,
});
export type Drill = z.infer<typeof Drill>;

/** Why something stands in a plan; `source` is what it rests on. */
export const Because = z.object({
  text: z.object({ zh: health(z.string().min(1)), en: health(z.string().min(1)) }),
  source: internal(z.string()),
  strength: internal(EvidenceStrength),
});
export type Because = z.infer<typeof Because>;

export const PlannedDrill = z.object({
  drill: internal(DrillId),
  drillVersion: internal(z.int().min(1)),
  dose: Dose,
  because: Because,
});
export type PlannedDrill = z.infer<typeof PlannedDrill>;

export const PlanWeek = z.object({
  week: internal(z.int().min(1).max(8)),
  /** Sessions of the week, each on its own day. */
  sessions: z
    .array(z.object({ drills: z.array(PlannedDrill).min(1).max(8), minutes: health(z.int().min(5).max(60)) }))
    .min(1)
    .max(6),
  because: Because,
});
export type PlanWeek = z.infer<typeof PlanWeek>;

export const Intensity = z.object({
  /** Target heart rate, bpm, from an estimated maximum unless one was measured. */
  lowBpm: health(z.int().min(60).max(220)),
  highBpm: health(z.int().min(60).max(220)),
  maxBpm: health(z.int().min(100).max(240)),
  maxBasis: internal(z.enum(['estimated', 'measured'])),
  /** OMNI rating of perceived exertion for children, 0-10. */
  rpeLow: health(z.int().min(0).max(10)),
  rpeHigh: health(z.int().min(0).max(10)),
  because: Because,
});
export type Intensity = z.infer<typeof Intensity>;

/** What a plan is for: the components that matter most for this pupil, weakest first. */
export const PlanFocus = z.object({
  component: health(FitnessComponent),
  item: health(ScoredItemKey),
  score: health(z.int().min(0).max(100)),
  /** Points of the total that the next step of this item would bring. */
  gain: health(z.number()),
  because: Because,
});
export type PlanFocus = z.infer<typeof PlanFocus>;

/** A prescription, or who must be asked first. */
export const Prescription = z.discriminatedUnion('kind', [
  z.object({
    kind: internal(z.literal('plan')),
    subject: personal(SubjectId),
    schoolYear: internal(SchoolYear),
    libraryVersion: internal(z.string()),
    focus: z.array(PlanFocus).min(1).max(3),
    frequencyPerWeek: health(z.int().min(1).max(6)),
    intensity: Intensity,
    minutesPerSession: health(z.int().min(5).max(60)),
    weeks: z.array(PlanWeek).min(4).max(8),
    /** One line each for frequency, time, type, volume, progression. */
    explanation: z.array(Because).min(1),
    /** Stop and tell a teacher when ... */
    stopSigns: z.array(Bilingual).min(1),
  }),
  z.object({
    kind: internal(z.literal('refer')),
    subject: personal(SubjectId),
    schoolYear: internal(SchoolYear),
    /** `refer`: a doctor first. `exclude`: no exercise now. `ask`: answers are missing. */
    action: health(z.enum(['refer', 'exclude', 'ask'])),
    answers: health(z.array(HealthAnswerKey)),
    because: Because,
  }),
  z.object({
    kind: internal(z.literal('none')),
    subject: personal(SubjectId),
    /** `null`: there is no test. */
    schoolYear: internal(SchoolYear.nullable()),
    reason: internal(z.enum(['no_test', 'no_score'])),
  }),
]);
export type Prescription = z.infer<typeof Prescription>;

export const PrescriptionId = z.uuid().brand<'PrescriptionId'>();
export type PrescriptionId = z.infer<typeof PrescriptionId>;

/** `draft` is a teacher's to read; only `confirmed` reaches a pupil. */
export const PrescriptionState = z.enum(['draft', 'confirmed', 'withdrawn', 'replaced']);
export type PrescriptionState = z.infer<typeof PrescriptionState>;

export const StoredPrescription = z.object({
  prescription: internal(PrescriptionId),
  content: Prescription,
  madeAt: internal(Instant),
  state: internal(PrescriptionState),
  confirmedBy: internal(AccountId.nullable()),
  confirmedAt: internal(Instant.nullable()),
  /** First day of week 1. */
  startsOn: internal(CalendarDay.nullable()),
});
export type StoredPrescription = z.infer<typeof StoredPrescription>;

/** What was done of a session: adapts the next weeks. */
export const SessionDone = z.object({
  week: internal(z.int().min(1).max(8)),
  session: internal(z.int().min(1).max(6)),
  on: internal(CalendarDay),
  /** Share of the planned sets, 0-1, and how hard it felt (OMNI 0-10). */
  done: health(z.number().min(0).max(1)),
  rpe: health(z.int().min(0).max(10).nullable()),
});
export type SessionDone = z.infer<typeof SessionDone>;
