import type {
  AccountId,
  AlertBody,
  AlertId,
  AttemptBody,
  AttemptId,
  ChainHash,
  ClassId,
  DeviceId,
  Epoch,
  GatewayId,
  Grade,
  Instant,
  ItemKey,
  Lane,
  LessonId,
  Role,
  SchoolId,
  Sex,
  SubjectId,
  TestDayId,
} from '@tizhi/contracts';
import type { Kysely } from 'kysely';
import type { CareTables } from './care-schema.ts';
import type { ProgrammeTables } from './programme-store.ts';

/** The tables of the record store, as Kysely sees them. Columns are named as in the migrations. */
export interface RecordTables extends CareTables, ProgrammeTables {
  readonly counter: { name: 'arrival'; value: number };
  readonly key_check: { id: number; sealed: Uint8Array };
  readonly lane_mark: LaneColumns & { seq: number; chain: ChainHash };
  readonly lane_segment: SegmentTable;
  readonly dead_letter: NullableColumns<LaneColumns> & {
    arrival: number;
    seq: number | null;
    topic: string;
    reason: string;
    payload: Uint8Array;
    at: Instant;
  };
  readonly lane_gap: LaneColumns & { arrival: number; from_seq: number; to_seq: number; at: Instant };
  readonly gateway: { school: SchoolId; gateway: GatewayId; status: string; at: Instant };
  readonly school: { school: SchoolId; name: string };
  readonly school_class: {
    class: ClassId;
    school: SchoolId;
    name: string;
    grade: Grade;
    national_code: string | null;
  };
  readonly pupil: PupilTable;
  readonly pupil_key: { subject: SubjectId; wrapped: Uint8Array };
  readonly identity: {
    subject: SubjectId;
    sealed: Uint8Array;
    /** Keyed hash of school and student number; `null` where an older version wrote the row. */
    number_hash: string | null;
  };
  readonly lesson: LessonTable;
  readonly binding: {
    lesson: LessonId;
    position: number;
    device: DeviceId;
    subject: SubjectId;
    from_at: Instant;
    to_at: Instant | null;
  };
  readonly attempt: AttemptTable;
  readonly score: ScoreTable;
  readonly job_cursor: { job: string; arrival: number };
  readonly alert: AlertTable;
  readonly account: AccountTable;
  readonly session: { token_hash: string; account: AccountId; expires_at: Instant };
  readonly audit: {
    arrival: number;
    at: Instant;
    account: AccountId | null;
    action: string;
    detail: string;
  };
  /** `plan` as JSON. */
  readonly test_day: { test_day: TestDayId; school: SchoolId; date: string; plan: string };
  readonly test_day_entry: {
    entry: number;
    test_day: TestDayId;
    at: Instant;
    account: AccountId | null;
    /** The attempt that the decision names. */
    attempt: AttemptId | null;
    /** As JSON. */
    decision: string;
  };
  /** The client's own id of an act, and the entries that it became. */
  readonly test_day_request: {
    request: string;
    test_day: TestDayId;
    first_entry: number;
    last_entry: number;
  };
  /** Where a pupil sat on a test day; see `TestDayRecords.roll`. */
  readonly test_day_pupil: {
    test_day: TestDayId;
    subject: SubjectId;
    class: ClassId;
    class_name: string;
    national_code: string | null;
    grade: Grade;
    seat: number;
  };
  /** Test day and account are empty where there is none. */
  readonly seen: {
    test_day: TestDayId | '';
    subject: SubjectId;
    item: ItemKey;
    account: AccountId | '';
    attempt: AttemptId;
    value: number;
    first_at: Instant;
    last_at: Instant;
  };
  readonly national_export: {
    arrival: number;
    school: SchoolId;
    year: number;
    test_day: TestDayId | null;
    at: Instant;
    account: AccountId | null;
    rows: string;
  };
}

/** The record store's database handle: a connection, or one transaction of it. */
export type RecordDb = Kysely<RecordTables>;

type NullableColumns<T> = { [K in keyof T]: T[K] | null };
interface LaneColumns {
  school: SchoolId;
  gateway: GatewayId;
  epoch: Epoch;
  lane: Lane;
}
interface SegmentTable extends LaneColumns {
  from_seq: number;
  to_seq: number;
  prev: ChainHash;
  chain: ChainHash;
  /** Base64url of each hash, 43 characters each. */
  hashes: string;
  rows: number;
  first_at: Instant | null;
  last_at: Instant | null;
  at: Instant;
}
/** What the school time of a row rests on. */
interface TimeColumns {
  skew_ms: number;
  error_ms: number | null;
}
interface PupilTable {
  subject: SubjectId;
  school: SchoolId;
  class: ClassId;
  seat: number;
  tag: string | null;
  sex: Sex;
  birth_date: string;
  measured_max_bpm: number | null;
}
interface LessonTable {
  lesson: LessonId;
  school: SchoolId;
  class: ClassId;
  started_at: Instant;
  planned_end_at: Instant;
  ended_at: Instant | null;
}
interface AttemptTable extends TimeColumns {
  attempt: AttemptId;
  arrival: number;
  school: SchoolId;
  gateway: GatewayId;
  received_at: Instant;
  item: AttemptBody['item'];
  value: number | null;
  unit: AttemptBody['unit'];
  at: Instant;
  station: DeviceId;
  lesson: LessonId | null;
  subject: SubjectId | null;
  tag: string | null;
  confidence: number;
  doubt: AttemptBody['doubt'];
  raw_hex: string;
  device_at: Instant | null;
}
interface ScoreTable {
  attempt: AttemptId;
  standard_version: string;
  score: number;
  bonus: number;
  level: string;
  bmi: number | null;
  scored_at: Instant;
}
interface AlertTable extends TimeColumns {
  alert: AlertId;
  arrival: number;
  school: SchoolId;
  gateway: GatewayId;
  received_at: Instant;
  lesson: LessonId | null;
  subject: SubjectId | null;
  severity: AlertBody['severity'];
  at: Instant;
  /** The message that raised it, as JSON. */
  body: string;
  cleared_at: Instant | null;
  /** The message that cleared it, as JSON. */
  clearing: string | null;
}
interface AccountTable {
  account: AccountId;
  school: SchoolId;
  username: string;
  display_name: string;
  role: Role;
  password_hash: string;
}
