import { z } from 'zod';
import { health, internal, open, personal } from './data-class.ts';
import { CalendarDay, FitnessTest, SchoolYear } from './fitness-history.ts';
import { AccountId, ClassId, Instant, SubjectId } from './ids.ts';
import { Grade, Sex } from './items.ts';
import {
  Drill,
  HealthAnswers,
  PrescriptionId,
  PrescriptionState,
  SessionDone,
  StoredPrescription,
} from './prescription.ts';
import { Role } from './roles.ts';
import { WhatIf } from './test-day-view.ts';
import { Trajectory } from './trajectory.ts';
import { WallLabel } from './wall-http.ts';
import { Bilingual, Warning, WarningAct, WarningId, WarningRule, WarningState } from './warning.ts';

/** The HTTP messages of the nurse's inbox, the pupil's story and the prescriptions. */

/**
 * Why personal or health data are read; each such read is noted in the audit log with it.
 * A route that needs it takes `?purpose=`.
 */
export const ReadPurpose = z.enum(['care', 'teaching', 'parent_talk', 'report']);
export type ReadPurpose = z.infer<typeof ReadPurpose>;
export const PurposeQuery = z.object({ purpose: internal(ReadPurpose) });

export const PupilHead = z.object({
  subject: personal(SubjectId),
  name: personal(z.string()),
  seat: personal(z.int().min(1).nullable()),
  class: internal(ClassId),
  className: personal(z.string()),
  grade: personal(Grade),
  sex: personal(Sex),
});
export type PupilHead = z.infer<typeof PupilHead>;

export const WarningView = z.object({
  warning: Warning,
  rule: WarningRule,
  pupil: PupilHead,
  ownerName: personal(z.string().nullable()),
  /** When it becomes late if nobody acknowledges it; `null`: acknowledged, or its severity has no timer. */
  dueAt: internal(Instant.nullable()),
});
export type WarningView = z.infer<typeof WarningView>;

/** `GET /api/warnings` */
export const WarningInboxQuery = z.object({
  ...PurposeQuery.shape,
  state: internal(WarningState.optional()),
  class: internal(ClassId.optional()),
  limit: internal(z.coerce.number().int().min(1).max(500).default(200)),
});
export const WarningInbox = z.object({
  serverAt: internal(Instant),
  warnings: z.array(WarningView),
  /** All of the caller's warnings by state, beyond `limit` too. */
  counts: z.record(WarningState, health(z.int().min(0))),
  /** Whom a warning can be handed to. */
  people: z.array(
    z.object({ account: internal(AccountId), name: personal(z.string()), role: internal(Role) }),
  ),
});
export type WarningInbox = z.infer<typeof WarningInbox>;

/** `POST /api/warnings/{warning}/acts` */
export const WarningActRequest = z.object({
  /** The page's own id of the act: sent twice, it is stored once. */
  request: internal(z.uuid()),
  act: WarningAct,
});
export type WarningActRequest = z.infer<typeof WarningActRequest>;

/** What the warning is now. */
export const WarningActResponse = z.object({
  warning: Warning,
  /** The same request was stored before: nothing was added. */
  repeated: internal(z.boolean()),
});
export type WarningActResponse = z.infer<typeof WarningActResponse>;

export const WarningParams = z.object({ warning: internal(WarningId) });
export const PupilParams = z.object({ subject: personal(SubjectId) });
export const ClassParams = z.object({ class: internal(ClassId) });
export const PrescriptionParams = z.object({ prescription: internal(PrescriptionId) });

/** `GET /api/warning-rules`, `GET /api/drills` */
export const WarningRuleList = z.object({ rules: z.array(WarningRule) });
export type WarningRuleList = z.infer<typeof WarningRuleList>;
export const DrillList = z.object({ version: internal(z.string()), drills: z.array(Drill) });
export type DrillList = z.infer<typeof DrillList>;

/** `GET /api/pupils/{subject}/story`: from grade 4 to a confirmed plan. */
export const StoryResponse = z.object({
  pupil: PupilHead,
  tests: z.array(FitnessTest),
  trajectory: Trajectory,
  /** The smallest steps to the next level; `null`: no total yet, or none above. */
  whatIf: WhatIf.nullable(),
  warnings: z.array(Warning),
  rules: z.array(WarningRule),
  /** The newest draft a teacher may confirm, and the plan that holds now. */
  draft: StoredPrescription.nullable(),
  plan: StoredPrescription.nullable(),
  sessions: z.array(SessionDone),
  drills: z.array(Drill),
  answers: HealthAnswers.nullable(),
});
export type StoryResponse = z.infer<typeof StoryResponse>;

/** `GET /api/classes/{class}/prescriptions` */
export const PrescriptionRow = z.object({
  pupil: PupilHead,
  draft: StoredPrescription.nullable(),
  plan: StoredPrescription.nullable(),
  state: internal(z.union([PrescriptionState, z.enum(['none', 'refer'])])),
  /** What the pupil is called on a wall; `null`: on none. */
  wallLabel: open(WallLabel.nullable()),
});
export type PrescriptionRow = z.infer<typeof PrescriptionRow>;
export const PrescriptionList = z.object({ rows: z.array(PrescriptionRow), drills: z.array(Drill) });
export type PrescriptionList = z.infer<typeof PrescriptionList>;

/** `POST /api/prescriptions/{prescription}/decision` */
export const PrescriptionDecision = z.discriminatedUnion('kind', [
  z.object({ kind: internal(z.literal('confirm')), startsOn: internal(CalendarDay) }),
  z.object({ kind: internal(z.literal('withdraw')), reason: personal(z.string().trim().min(1).max(500)) }),
]);
export type PrescriptionDecision = z.infer<typeof PrescriptionDecision>;

/** `PUT /api/pupils/{subject}/health-answers` and `POST /api/pupils/{subject}/sessions` take these. */
export const HealthAnswersRequest = HealthAnswers;
export const SessionDoneRequest = SessionDone;

/** `GET /api/health-questions`: what a parent is asked. */
export const HealthQuestions = z.object({
  questions: z.array(
    z.object({
      key: internal(z.string()),
      text: Bilingual,
      onYes: internal(z.enum(['refer', 'exclude', 'adapt'])),
      source: internal(z.string()),
    }),
  ),
});
export type HealthQuestions = z.infer<typeof HealthQuestions>;

/**
 * What a national file of earlier years does not say itself: columns 学年, 学校名称 and 测试日期 of the file stand
 * over these. Without a school year from either, nothing is imported.
 */
export const HistoryQuery = z.object({
  /** The file's name; its ending says what it is. */
  name: personal(z.string().min(1).max(200)),
  year: internal(z.coerce.number().pipe(SchoolYear).optional()),
  testedOn: internal(CalendarDay.optional()),
});
export type HistoryQuery = z.infer<typeof HistoryQuery>;

/** Problems of a file that are listed; the rest is counted in the refusal. */
export const MAX_HISTORY_PROBLEMS = 200;

/** `POST /api/history` with national files of earlier years: what was read and to whom it was given. */
export const HistoryImportReport = z.object({
  rows: internal(z.int().min(0)),
  /** Given to a pupil of this school without doubt, waiting for a person, and nobody's here. */
  linked: internal(z.int().min(0)),
  review: internal(z.int().min(0)),
  unlinked: internal(z.int().min(0)),
  schoolYears: internal(z.array(SchoolYear)),
  /** False: cells are wrong (`problems`), and nothing was taken over. */
  imported: internal(z.boolean()),
  problems: z.array(
    z.object({
      file: internal(z.string()),
      cell: internal(z.string()),
      problem: open(z.object({ zh: z.string(), en: z.string() })),
    }),
  ),
});
export type HistoryImportReport = z.infer<typeof HistoryImportReport>;
