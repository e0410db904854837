import { z } from 'zod';
import { AlertBody } from './alerts.ts';
import { health, internal, open, personal } from './data-class.ts';
import {
  AccountId,
  AttemptId,
  ClassId,
  DeviceId,
  GatewayId,
  Instant,
  LessonId,
  SchoolId,
  SubjectId,
} from './ids.ts';
import { BmiLevel, Grade, ItemKey, Level, Sex } from './items.ts';
import { Doubt } from './readings.ts';
import { Role } from './roles.ts';
import { OnlineStatus } from './status.ts';
import { LANES } from './topics.ts';
import { Unit } from './units.ts';

/** The HTTP API's messages: what the screens and other programs send and get. */

export const SignInRequest = z.object({
  username: personal(z.string().min(1).max(64)),
  password: personal(z.string().min(1).max(256)),
});
export type SignInRequest = z.infer<typeof SignInRequest>;

/** Who is signed in. */
export const Session = z.object({
  account: internal(AccountId),
  username: personal(z.string()),
  displayName: personal(z.string()),
  role: internal(Role),
  school: internal(SchoolId),
  schoolName: open(z.string()),
  /** True in the demo school: every person is synthetic, and each page says so. */
  demo: open(z.boolean()),
});
export type Session = z.infer<typeof Session>;

/** Any refused request: a stable code, and the sentence in both languages. */
export const ProblemResponse = z.object({
  code: internal(z.string()),
  zh: open(z.string()),
  en: open(z.string()),
});
export type ProblemResponse = z.infer<typeof ProblemResponse>;

/** What anybody may know before signing in. */
export const AboutResponse = z.object({
  schoolName: open(z.string()),
  demo: open(z.boolean()),
});
export type AboutResponse = z.infer<typeof AboutResponse>;

export const StoreState = z.object({
  kind: open(z.enum(['sqlite', 'influx', 'postgres'])),
  ok: open(z.boolean()),
});
export const HealthResponse = z.object({
  /** `degraded`: a store does not answer; data wait in the outboxes. */
  status: open(z.enum(['ok', 'degraded'])),
  version: open(z.string()),
  roles: open(z.array(z.enum(['broker', 'ingest', 'api', 'edge']))),
  stores: z.object({ telemetry: StoreState, records: StoreState }),
});
export type HealthResponse = z.infer<typeof HealthResponse>;

export const LessonSummary = z.object({
  lesson: internal(LessonId),
  class: internal(ClassId),
  className: personal(z.string()),
  grade: personal(Grade),
  startedAt: internal(Instant),
  plannedEndAt: internal(Instant),
  endedAt: internal(Instant.nullable()),
  pupils: personal(z.int().min(0)),
});
export type LessonSummary = z.infer<typeof LessonSummary>;

export const LessonList = z.object({ lessons: z.array(LessonSummary) });
export type LessonList = z.infer<typeof LessonList>;

/** `fresh`: heard in the last 3 s; `stale`: in the last 15 s; `silent`: longer ago or never. */
export const Freshness = z.enum(['fresh', 'stale', 'silent']);
export type Freshness = z.infer<typeof Freshness>;

/** One pupil on the live page. */
export const LiveTile = z.object({
  subject: personal(SubjectId),
  /** `null`: no strap was given to this pupil in this lesson. */
  device: internal(DeviceId.nullable()),
  name: personal(z.string()),
  /** Seat number in the class (座号). */
  seat: personal(z.int().min(1)),
  /** `null` is shown as "-": doubtful (`doubt` says why), silent, or never heard. */
  bpm: health(z.int().min(1).max(300).nullable()),
  /** Intensity zone 0 (below 50 % of maximum) to 5. */
  zone: health(z.int().min(0).max(5).nullable()),
  doubt: health(Doubt.nullable()),
  at: internal(Instant.nullable()),
  /** How long ago that was when the frame was made, ms, by a clock that is never set; `null`: never heard. */
  ageMs: internal(z.int().min(0).nullable()),
  freshness: health(Freshness),
  /** An acute alert is open for this pupil. */
  alert: health(z.boolean()),
});
export type LiveTile = z.infer<typeof LiveTile>;

/** How many of the devices given out in a lesson were heard in the last `withinMs`, whatever they told. */
export const LiveCoverage = z.object({
  heard: internal(z.int().min(0)),
  expected: internal(z.int().min(0)),
  withinMs: internal(z.int().min(1)),
});
export type LiveCoverage = z.infer<typeof LiveCoverage>;

/** One device that a pupil wears now, and what it last told of itself. A doubtful value is `null`. */
export const LiveDevice = z.object({
  device: internal(DeviceId),
  subject: personal(SubjectId),
  /** Since anything was heard of it, ms, by a clock that is never set; `null`: nothing yet. */
  ageMs: internal(z.int().min(0).nullable()),
  /** What its last heart rate says of its contact and signal; `null`: none yet. */
  signal: internal(z.enum(['good', 'poor', 'no_contact']).nullable()),
  /** State of charge, %. */
  battery: internal(z.number().min(0).max(100).nullable()),
  /** Oxygen saturation, %. */
  spo2: health(z.number().min(0).max(100).nullable()),
  /** Body temperature, °C. */
  temperature: health(z.number().nullable()),
});
export type LiveDevice = z.infer<typeof LiveDevice>;

/** One server-sent event `tiles` of `GET /api/lessons/{lesson}/live`: always the whole class. */
export const LiveFrame = z.object({
  lesson: internal(LessonId),
  serverAt: internal(Instant),
  /** Pupils heard in the last 3 s. */
  heard: health(z.int().min(0)),
  tiles: z.array(LiveTile),
  coverage: LiveCoverage,
  /** In the order of the tiles. */
  devices: z.array(LiveDevice),
});
export type LiveFrame = z.infer<typeof LiveFrame>;

/** An attempt with its pupil and score, as the results page shows it. */
export const ScoredAttempt = z.object({
  attempt: internal(AttemptId),
  item: internal(ItemKey),
  value: health(z.number().nullable()),
  unit: internal(Unit),
  /** The value as the standard writes it (`3'45"`, `182`, `8.1`); `-` when missing or doubtful. */
  display: health(z.string()),
  at: internal(Instant),
  receivedAt: internal(Instant),
  station: internal(DeviceId),
  lesson: internal(LessonId.nullable()),
  subject: personal(SubjectId.nullable()),
  name: personal(z.string().nullable()),
  seat: personal(z.int().nullable()),
  className: personal(z.string().nullable()),
  grade: personal(Grade.nullable()),
  sex: personal(Sex.nullable()),
  doubt: health(Doubt.nullable()),
  /** What the standard scored: the item itself, or BMI once height and weight are both known. */
  score: health(z.int().min(0).max(100).nullable()),
  bonus: health(z.int().min(0).max(20).nullable()),
  level: health(z.union([Level, BmiLevel]).nullable()),
  /** Where height and weight met: the body-mass index, kg/m². */
  bmi: health(z.number().nullable()),
  standardVersion: internal(z.string().nullable()),
});
export type ScoredAttempt = z.infer<typeof ScoredAttempt>;

export const ResultsQuery = z.object({
  lesson: internal(LessonId.optional()),
  limit: internal(z.coerce.number().int().min(1).max(500).default(100)),
});

/** Counts arrivals; ids of the server-sent events `results` are these too. */
const ResultsCursor = z.int().min(0);

/**
 * Newest first. `cursor`: everything up to it is in this answer or older than it; open
 * `GET /api/results/stream?after={cursor}` to miss nothing in between.
 */
export const ResultsResponse = z.object({
  results: z.array(ScoredAttempt),
  cursor: internal(ResultsCursor),
});
export type ResultsResponse = z.infer<typeof ResultsResponse>;

export const ResultsStreamQuery = z.object({
  /** Where to go on from; a `Last-Event-ID` header (a browser that reconnects) comes first. */
  after: internal(z.coerce.number().int().min(0).optional()),
});

/** Data of one server-sent event `results`: attempts as they are scored, oldest first. */
export const ResultsEvent = z.array(ScoredAttempt);
export type ResultsEvent = z.infer<typeof ResultsEvent>;

export const AlertView = z.object({
  ...AlertBody.shape,
  name: personal(z.string().nullable()),
  seat: personal(z.int().nullable()),
  className: personal(z.string().nullable()),
  /** When the condition ended; `null` while it lasts. */
  clearedAt: internal(Instant.nullable()),
});
export type AlertView = z.infer<typeof AlertView>;
export const AlertsResponse = z.object({ alerts: z.array(AlertView) });
export type AlertsResponse = z.infer<typeof AlertsResponse>;

/**
 * Data of one server-sent event `alerts` of `GET /api/alerts/stream`: alerts that were raised or cleared just
 * now, none for a sign of life each few seconds. With `reset` the page forgets what it had: all that is open
 * is in this event and those right behind it.
 */
export const AlertsEvent = z.object({
  serverAt: internal(Instant),
  reset: internal(z.boolean()),
  alerts: z.array(AlertView),
});
export type AlertsEvent = z.infer<typeof AlertsEvent>;

/** Pseudonyms of a lesson with their names, for a page that shows a certificate. */
export const LessonPupils = z.object({
  pupils: z.array(
    z.object({
      subject: personal(SubjectId),
      name: personal(z.string()),
      /** Seat number in the class (座号). */
      seat: personal(z.int().min(1)),
    }),
  ),
});
export type LessonPupils = z.infer<typeof LessonPupils>;

const Count = z.int().min(0);

export const GatewayView = z.object({
  gateway: internal(GatewayId),
  online: internal(z.boolean()),
  heardAt: internal(Instant),
  /** How long ago that was, ms, by a clock that is never set. */
  ageMs: internal(Count),
  /** What it said last of itself; `null`: nothing yet. */
  last: z
    .object({
      version: internal(z.string()),
      startedAt: internal(Instant),
      /** Messages that wait for an acknowledgement, and telemetry given up on a full disk. */
      lanes: OnlineStatus.shape.lanes,
      sourcesUp: internal(Count),
      sources: internal(Count),
      rejected: internal(Count),
      diskFull: internal(z.boolean()),
      damaged: internal(Count),
      clock: OnlineStatus.shape.clock,
    })
    .nullable(),
});
export type GatewayView = z.infer<typeof GatewayView>;
export const GatewaysResponse = z.object({ gateways: z.array(GatewayView) });
export type GatewaysResponse = z.infer<typeof GatewaysResponse>;

/** What the inbox could not store, newest first: the last {@link MAX_TROUBLES} of each kind. */
export const MAX_TROUBLES = 100;
export const InboxResponse = z.object({
  /** Messages kept whole because they could not be understood or not be stored. Their contents stay inside. */
  deadLetters: z.array(
    z.object({
      gateway: internal(GatewayId.nullable()),
      lane: internal(z.enum(LANES).nullable()),
      seq: internal(Count.nullable()),
      reason: internal(z.string()),
      bytes: internal(Count),
      at: internal(Instant),
    }),
  ),
  /** Messages that will never come. */
  gaps: z.array(
    z.object({
      gateway: internal(GatewayId),
      lane: internal(z.enum(LANES)),
      fromSeq: internal(Count),
      toSeq: internal(Count),
      at: internal(Instant),
    }),
  ),
});
export type InboxResponse = z.infer<typeof InboxResponse>;
