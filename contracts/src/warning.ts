import { z } from 'zod';
import { Severity } from './alerts.ts';
import { health, internal, open, personal } from './data-class.ts';
import { SchoolYear } from './fitness-history.ts';
import { AccountId, Instant, SubjectId } from './ids.ts';
import { Grade, ScoredItemKey } from './items.ts';
import { Role } from './roles.ts';

/** Early warnings: rules as data, what they found, and the life of a finding in people's hands. */

export const WarningId = z.uuid().brand<'WarningId'>();
export type WarningId = z.infer<typeof WarningId>;

/** A sentence in both languages. */
export const Bilingual = z.object({ zh: open(z.string().min(1)), en: open(z.string().min(1)) });
export type Bilingual = z.infer<typeof Bilingual>;

/** When a rule speaks. Each kind is one question to a trajectory; its numbers are the rule's own. */
export const WarningCondition = z.discriminatedUnion('kind', [
  /** The chance that the grade-8 total fails is at least so high. */
  z.object({ kind: internal(z.literal('forecast_fail')), chanceAtLeast: internal(z.number().min(0).max(1)) }),
  /** An item's score fell below a line at the latest test. */
  z.object({
    kind: internal(z.literal('item_below')),
    item: internal(ScoredItemKey),
    scoreBelow: internal(z.number().min(1).max(100)),
  }),
  /** An item became worse by at least so many standard deviations, with its whole interval beyond 0. */
  z.object({
    kind: internal(z.literal('item_fell')),
    item: internal(ScoredItemKey.nullable()),
    sdAtLeast: internal(z.number().min(0.1).max(5)),
  }),
  /** The total fell by at least so many points between two tested grades. */
  z.object({ kind: internal(z.literal('total_fell')), pointsAtLeast: internal(z.number().min(1).max(120)) }),
  z.object({ kind: internal(z.literal('total_below')), totalBelow: internal(z.number().min(1).max(120)) }),
  /** A growth screening fact. `twice`: at two tests in a row. */
  z.object({
    kind: internal(z.literal('screening')),
    result: internal(
      z.enum(['overweight', 'obese', 'mild_wasting', 'moderate_severe_wasting', 'stunted', 'elevated']),
    ),
    twice: internal(z.boolean()),
  }),
  /**
   * Height grew by less than so many cm a year while the pupil was younger than so many months at the later test:
   * past the growth spurt, earlier in girls, slow is what everyone does.
   */
  z.object({
    kind: internal(z.literal('slow_growth')),
    cmPerYearBelow: internal(z.number().min(0).max(10)),
    untilMonths: z.object({
      male: internal(z.int().min(60).max(240)),
      female: internal(z.int().min(60).max(240)),
    }),
  }),
  /** The body-mass index rose by at least so many kg/m² a year. */
  z.object({ kind: internal(z.literal('bmi_rise')), perYearAtLeast: internal(z.number().min(0.1).max(10)) }),
]);
export type WarningCondition = z.infer<typeof WarningCondition>;

export const WarningRule = z.object({
  id: internal(z.string().regex(/^[a-z0-9-]{1,64}$/)),
  version: internal(z.int().min(1)),
  title: Bilingual,
  condition: WarningCondition,
  severity: internal(Severity),
  /** Who sees it; a growth fact is the nurse's, a weak item the teacher's. */
  sees: internal(z.array(Role).min(1)),
  nextStep: Bilingual,
  source: internal(z.string().min(1)),
  strength: internal(z.enum(['high', 'moderate', 'low'])),
  /** `alarm` waits in an inbox; `trend` is only drawn on the pupil's page: its measured precision is too low. */
  shownAs: internal(z.enum(['alarm', 'trend'])),
  /** Measured on simulated cohorts: share of its findings that the next test bore out; `null`: no later test can tell. */
  precision: internal(z.number().min(0).max(1).nullable()),
});
export type WarningRule = z.infer<typeof WarningRule>;

/** One number on the way to a finding, for the chart beside it. */
export const EvidencePoint = z.object({
  schoolYear: internal(SchoolYear),
  grade: personal(Grade),
  value: health(z.number().nullable()),
  /** Bounds where the value is an estimate. */
  low: health(z.number().nullable()),
  high: health(z.number().nullable()),
  /** `forecast` lies ahead. */
  kind: internal(z.enum(['measured', 'forecast'])),
});
export type EvidencePoint = z.infer<typeof EvidencePoint>;

export const WarningEvidence = z.object({
  /** What the points are: an item, the total, height, body-mass index, blood pressure. */
  measure: internal(z.union([ScoredItemKey, z.enum(['total', 'height', 'blood_pressure', 'item_z'])])),
  unit: internal(z.string()),
  points: z.array(EvidencePoint).min(1).max(24),
  /** The line that was crossed, in the same unit; `null` where the rule is about a change. */
  line: health(z.number().nullable()),
  /** The finding in a sentence with its numbers. */
  text: z.object({ zh: health(z.string()), en: health(z.string()) }),
});
export type WarningEvidence = z.infer<typeof WarningEvidence>;

/** What a rule found for one pupil. The same rule, pupil and school year is the same warning for ever. */
export const Finding = z.object({
  rule: internal(z.string()),
  ruleVersion: internal(z.int().min(1)),
  subject: personal(SubjectId),
  schoolYear: internal(SchoolYear),
  severity: health(Severity),
  shownAs: internal(z.enum(['alarm', 'trend'])),
  evidence: WarningEvidence,
});
export type Finding = z.infer<typeof Finding>;

export const WarningState = z.enum(['open', 'acknowledged', 'acting', 'resolved']);
export type WarningState = z.infer<typeof WarningState>;

const Note = personal(z.string().trim().min(1).max(1000));
/** What a person, or the clock, does to a warning. Acts are only ever added. */
export const WarningAct = z.discriminatedUnion('kind', [
  z.object({ kind: internal(z.literal('acknowledge')), note: Note.nullable() }),
  z.object({ kind: internal(z.literal('act')), note: Note }),
  z.object({ kind: internal(z.literal('note')), note: Note }),
  z.object({
    kind: internal(z.literal('resolve')),
    outcome: internal(z.enum(['helped', 'referred', 'not_confirmed', 'no_action'])),
    note: Note,
  }),
  z.object({ kind: internal(z.literal('reopen')), note: Note }),
  z.object({ kind: internal(z.literal('hand_over')), to: internal(AccountId), note: Note.nullable() }),
  /** Nobody acknowledged it in time: everyone of the role sees it as late. Only the clock does this. */
  z.object({ kind: internal(z.literal('escalate')), after: internal(z.int().min(1)) }),
]);
export type WarningAct = z.infer<typeof WarningAct>;

export const WarningEntry = z.object({
  entry: internal(z.int().min(1)),
  at: internal(Instant),
  /** `null`: the clock. */
  account: internal(AccountId.nullable()),
  act: WarningAct,
});
export type WarningEntry = z.infer<typeof WarningEntry>;

/** A finding with its life so far. */
export const Warning = z.object({
  warning: internal(WarningId),
  finding: Finding,
  openedAt: internal(Instant),
  state: health(WarningState),
  owner: internal(AccountId.nullable()),
  escalatedAt: internal(Instant.nullable()),
  /** The condition no longer holds by a later test or correction; a person still resolves it. */
  goneAt: internal(Instant.nullable()),
  entries: z.array(WarningEntry),
});
export type Warning = z.infer<typeof Warning>;
