import { z } from 'zod';
import { health, internal, personal } from './data-class.ts';
import { AccountId, AttemptId, ClassId, GatewayId, Instant, SubjectId, TestDayId } from './ids.ts';
import { Grade, ItemKey, ScoredItemKey } from './items.ts';
import { ScoreTrace } from './score-trace.ts';
import { TestDayDecision, TestDayEntry, TestDayPlan } from './test-day.ts';
import { AttemptView, LevelSummary, PupilDayView, StationView } from './test-day-view.ts';
import { Unit } from './units.ts';

/** The HTTP API's messages about test days (体测日). `GET /api/test-days` answers `TestDayList`. */

const Count = z.int().min(0);

/**
 * `POST /api/test-days`: plans a test day; answers `TestDayPlan`. The school is the server's. Sent again with
 * the same `testDay` it replaces the plan, so a phone may repeat it; everything derived is computed anew.
 */
export const CreateTestDay = TestDayPlan.omit({ school: true, testDay: true }).extend({
  /** Made by the client; without one the server makes it. */
  testDay: internal(TestDayId.optional()),
  stations: z.array(TestDayPlan.shape.stations.element).max(200).default([]),
  rules: internal(TestDayPlan.shape.rules.default({})),
});
export type CreateTestDay = z.input<typeof CreateTestDay>;

export const TestDayParams = z.object({ testDay: internal(TestDayId) });
export type TestDayParams = z.infer<typeof TestDayParams>;
const PupilParams = { testDay: internal(TestDayId), subject: personal(SubjectId) };
export const TraceParams = z.object({ ...PupilParams, item: internal(ScoredItemKey) });
export const SeenParams = z.object({ ...PupilParams, item: internal(ItemKey) });

/** One pupil of a test day with the name to call. */
export const TestDayPupilView = z.object({
  ...PupilDayView.shape,
  name: personal(z.string()),
  /** Seat number in the class (座号). */
  seat: personal(z.int().min(1)),
  className: personal(z.string()),
  /** The card or bib that names this pupil at a station today; `null`: none. */
  tag: personal(z.string().nullable()),
});
export type TestDayPupilView = z.infer<typeof TestDayPupilView>;

export const TestDayClass = z.object({
  class: internal(ClassId),
  name: personal(z.string()),
  grade: personal(Grade),
  summary: LevelSummary,
});
export const TestDaySummaries = z.object({
  classes: z.array(TestDayClass),
  grades: z.array(z.object({ grade: personal(Grade), summary: LevelSummary })),
  /** Of all classes of this test day. */
  school: LevelSummary,
});
export type TestDaySummaries = z.infer<typeof TestDaySummaries>;

/**
 * Names one state of a test day: two views with the same version are the same. Compare, never read into it; it
 * changes when the server starts again.
 */
const Version = internal(z.string().max(64));

export const TestDayViewQuery = z.object({
  /** Pupils of this class only; tray, stations and summaries stay whole. */
  class: internal(ClassId.optional()),
});

/** `GET /api/test-days/{testDay}`. */
export const TestDayView = z.object({
  plan: TestDayPlan,
  closed: internal(z.boolean()),
  version: Version,
  serverAt: internal(Instant),
  /** By grade, class and seat. */
  pupils: z.array(TestDayPupilView),
  /** Nobody's attempts, oldest first. */
  tray: z.array(AttemptView),
  stations: z.array(StationView),
  summaries: TestDaySummaries,
});
export type TestDayView = z.infer<typeof TestDayView>;

/** Pupils in one event; where more changed at once the event says `reset`. */
export const MAX_CHANGED_PUPILS = 50;

/**
 * Data of one server-sent event `test-day` of `GET /api/test-days/{testDay}/stream`: at once when the page
 * connects, and after each change. With `reset` the page reads the view again (its first event has it unless
 * `?version=` is the present one); otherwise it puts `pupils` in place of those it has.
 */
export const TestDayEvent = z.object({
  version: Version,
  serverAt: internal(Instant),
  reset: internal(z.boolean()),
  closed: internal(z.boolean()),
  /** Whole pupils that changed; of every class of the test day. */
  pupils: z.array(TestDayPupilView),
  /** The whole tray and all stations, each time. */
  tray: z.array(AttemptView),
  stations: z.array(StationView),
  summaries: TestDaySummaries,
});
export type TestDayEvent = z.infer<typeof TestDayEvent>;

export const TestDayStreamQuery = z.object({
  /** The version of the view that the page has. */
  version: Version.optional(),
});

export const MAX_DECISIONS = 200;

/**
 * `POST /api/test-days/{testDay}/decisions`: all or none. `request` is made by the client; the same one sent
 * again (bad Wi-Fi) is stored once and answered with what it stored the first time.
 */
export const DecisionsRequest = z.object({
  request: internal(z.uuid()),
  decisions: z.array(TestDayDecision).min(1).max(MAX_DECISIONS),
});
export type DecisionsRequest = z.infer<typeof DecisionsRequest>;

export const DecisionsResponse = z.object({
  entries: z.array(TestDayEntry),
  /** This request had been stored before. */
  repeated: internal(z.boolean()),
});
export type DecisionsResponse = z.infer<typeof DecisionsResponse>;

/** Who an account is, where that is known. */
const By = {
  account: internal(AccountId.nullable()),
  accountName: personal(z.string().nullable()),
};

/** How an attempt came to the school. */
export const AttemptArrival = z.object({
  attempt: internal(AttemptId),
  gateway: internal(GatewayId),
  receivedAt: internal(Instant),
  /** The station's own clock, where it printed one. */
  deviceAt: internal(Instant.nullable()),
  /** School time less the gateway's own clock, and the bound of its error; ms. */
  skewMs: internal(z.number()),
  errorMs: internal(z.number().nullable()),
  confidence: health(z.number().min(0).max(1)),
  unit: internal(Unit),
});
export type AttemptArrival = z.infer<typeof AttemptArrival>;

/**
 * `GET /api/test-days/{testDay}/trace/{subject}/{item}`: walks a score back. Table cell and version, official
 * result, attempt, raw frame, station, and every decision that touched it; with the names of who decided.
 */
export const TestDayTrace = z.object({
  ...ScoreTrace.shape,
  testDay: internal(TestDayId),
  name: personal(z.string()),
  className: personal(z.string()),
  /** Of the attempts that came from gateways. */
  arrivals: z.array(AttemptArrival),
  /** Everybody who decided something in it. */
  people: z.array(z.object(By)),
});
export type TestDayTrace = z.infer<typeof TestDayTrace>;

/** `GET /api/test-days/{testDay}/seen/{subject}/{item}`: who saw which number, oldest first. */
export const SeenResponse = z.object({
  seen: z.array(
    z.object({
      ...By,
      /** The first time that this account saw this number. */
      at: internal(Instant),
      attempt: internal(AttemptId.nullable()),
      value: health(z.number().nullable()),
      display: health(z.string()),
      /** It is the official result now; `false`: whoever saw it may have to be told. */
      current: health(z.boolean()),
    }),
  ),
});
export type SeenResponse = z.infer<typeof SeenResponse>;

const MayBeEmpty = z.enum(['classCode', 'nationality', 'address', 'idNumber', 'origin', 'vision']);

/** The file of a national export: which columns, which kind of file. */
export const ExportQuery = z.object({
  /** `national`: the fixed template; `district`: with school name, ID number and origin; `university`: its own. */
  variant: internal(z.enum(['national', 'district', 'university']).default('national')),
  format: internal(z.enum(['xls', 'xlsx', 'csv']).default('xlsx')),
  /** Which vision columns stand at the end. */
  vision: internal(z.enum(['none', 'before_2021', 'since_2021']).default('none')),
  /** A missing result with a state: an empty cell, as the upload takes it, or the word (免测, 缓测, 缺考). */
  states: internal(z.enum(['empty', 'words']).default('empty')),
  /** Columns that may be empty; named once or several times. */
  allowEmpty: internal(z.union([MayBeEmpty, z.array(MayBeEmpty)]).optional()),
  /** This class only. */
  class: internal(ClassId.optional()),
});
export type ExportQuery = z.infer<typeof ExportQuery>;

/** One cell of the file, or what would be it. */
const ExportCell = {
  subject: personal(SubjectId),
  name: personal(z.string()),
  seat: personal(z.int()),
  className: personal(z.string()),
  /** Heading of the column. */
  column: internal(z.string()),
};

/** Problems and differences listed at most; the counts say how many there are. */
export const MAX_EXPORT_LISTED = 1_000;

/**
 * `GET /api/test-days/{testDay}/export/check`: what an export would hold, without making one.
 * `POST /api/test-days/{testDay}/export` (same query, no body) then gives the file, is audited and is remembered
 * for the next differences; it refuses with `TIZHI_EXPORT_REFUSED` (422) while there are problems.
 */
export const ExportCheck = z.object({
  rows: personal(Count),
  problemCount: health(Count),
  /** Cells that the national system would refuse; nothing is written while there is one. */
  problems: z.array(
    z.object({
      ...ExportCell,
      /** Where it would stand, such as `J7`. */
      cell: internal(z.string()),
      /** What is wrong and what is allowed. */
      zh: health(z.string()),
      en: health(z.string()),
    }),
  ),
  /** When the last file of this test day was made; `null`: never, and nothing to compare with. */
  lastAt: internal(Instant.nullable()),
  /** Pupils who were not in the last file, and who no longer are. */
  added: personal(Count),
  removed: personal(Count),
  differenceCount: health(Count),
  differences: z.array(z.object({ ...ExportCell, before: health(z.string()), after: health(z.string()) })),
});
export type ExportCheck = z.infer<typeof ExportCheck>;
