import type {
  AccountId,
  AlertBody,
  AlertId,
  AttemptBody,
  AttemptId,
  Binding,
  ChainHash,
  ClassId,
  ClockStamp,
  Epoch,
  GatewayId,
  GatewayStatus,
  Grade,
  Instant,
  Lane,
  LessonId,
  Role,
  SchoolId,
  Sex,
  SubjectId,
} from '@tizhi/contracts';
import type { RosterChange, RosterImport } from './roster-import.ts';
import type { TestDayRecords } from './test-day-store.ts';

/** The sender side of a lane: where a high-water mark belongs. */
export interface LaneKey {
  readonly school: SchoolId;
  readonly gateway: GatewayId;
  readonly epoch: Epoch;
  readonly lane: Lane;
}

/** Everything up to and including `seq` of a lane is in the stores, and the hash chain there. */
export interface Mark {
  readonly seq: number;
  readonly chain: ChainHash;
}
/** A lane's mark on its way from `after` (0: it has none yet) to `seq`. */
export interface LaneMark extends LaneKey, Mark {
  readonly after: number;
}

/**
 * The ledger: consecutive messages of a lane. From `prev` and the hashes anybody can recompute `chain`. The
 * store joins segments that follow each other, up to some hundred messages.
 */
export interface LaneSegment extends LaneKey {
  readonly fromSeq: number;
  readonly toSeq: number;
  /** The chain before `fromSeq`, and at `toSeq`. */
  readonly prev: ChainHash;
  readonly chain: ChainHash;
  /** SHA-256 of each message's body, 32 bytes each, in order. */
  readonly hashes: Uint8Array;
  /** Telemetry rows in them. */
  readonly rows: number;
  /** The earliest and latest time in them, school time; `null` where none could be read. */
  readonly firstAt: Instant | null;
  readonly lastAt: Instant | null;
  /** When the server stored them. */
  readonly at: Instant;
}

/** A message that could not be understood: kept whole with its reason, and acknowledged. */
export interface DeadLetter {
  readonly key: LaneKey | null;
  readonly seq: number | null;
  readonly topic: string;
  readonly reason: string;
  readonly payload: Uint8Array;
  readonly at: Instant;
}

/** Sequence numbers that will never come: dropped on a full gateway disk, or acknowledged to a lost store. */
export interface LaneGap extends LaneKey {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly at: Instant;
}

/** What one inbox commit writes, in one transaction with the marks. */
export interface InboxCommit {
  readonly marks: readonly LaneMark[];
  readonly attempts: readonly ReceivedAttempt[];
  readonly alerts: readonly ReceivedAlert[];
  readonly deadLetters: readonly DeadLetter[];
  readonly gaps: readonly LaneGap[];
  readonly segments: readonly LaneSegment[];
}
/** What the school time in a body rests on: the gateway's own clock said so much less, within this error. */
export type TimeBasis = Pick<ClockStamp, 'skewMs' | 'errorMs'>;
/** `body`'s times are school time. */
export interface ReceivedAttempt {
  readonly school: SchoolId;
  readonly gateway: GatewayId;
  readonly receivedAt: Instant;
  readonly clock: TimeBasis;
  readonly body: AttemptBody;
}
export interface ReceivedAlert {
  readonly school: SchoolId;
  readonly gateway: GatewayId;
  readonly receivedAt: Instant;
  readonly clock: TimeBasis;
  readonly body: AlertBody;
}

export interface InboxRecords {
  /** A lane's mark; `undefined` where it has none yet. */
  mark(key: LaneKey): Promise<Mark | undefined>;
  /**
   * All or nothing. A mark moves only from where the committer saw it: throws `TIZHI_STORE_UNAVAILABLE` and
   * writes nothing where one stands elsewhere (this commit happened before and its answer was lost, or another
   * worker was faster: read the mark again). Attempts, alerts and gaps are known by their identity: one that
   * comes again in another epoch is not stored twice.
   */
  commit(commit: InboxCommit): Promise<void>;
  saveStatus(
    address: { school: SchoolId; gateway: GatewayId },
    status: GatewayStatus,
    at: Instant,
  ): Promise<void>;
  /** The newest time of arrival among the gateways' statuses: this server has certainly lived to it. */
  lastHeardAt(): Promise<Instant | undefined>;
  deadLetters(limit: number): Promise<DeadLetter[]>;
  gaps(limit: number): Promise<LaneGap[]>;
  /** Segments with a time in `[from, to)`, and the gaps of the same lanes: by gateway, epoch, sequence. */
  ledger(range: {
    school: SchoolId;
    lane: Lane;
    from: Instant;
    to: Instant;
  }): Promise<{ readonly segments: readonly LaneSegment[]; readonly gaps: readonly LaneGap[] }>;
}

/** A pupil as the school knows her. Name and student number are decrypted on the way out. */
export interface Pupil {
  readonly subject: SubjectId;
  readonly school: SchoolId;
  readonly class: ClassId;
  readonly seat: number;
  readonly tag: string | null;
  readonly sex: Sex;
  /** ISO date, such as 2014-09-01. */
  readonly birthDate: string;
  /** Measured maximum heart rate, bpm; `null`: estimate it from age. */
  readonly measuredMaxBpm: number | null;
  readonly name: string;
  readonly studentNumber: string;
  /** Further columns of the national roster (民族代码, 家庭住址, ...) under the file's own keys; sealed like the name. */
  readonly registry?: Readonly<Record<string, string>>;
}
export interface SchoolClass {
  readonly class: ClassId;
  readonly school: SchoolId;
  readonly name: string;
  readonly grade: Grade;
  /** The class's number in the national system (班级编号), where it is known. */
  readonly nationalCode?: string;
}

export interface RosterRecords {
  /** Inserts or replaces; each pupil's identity is encrypted with that pupil's own key. */
  save(
    school: { readonly school: SchoolId; readonly name: string },
    classes: readonly SchoolClass[],
    pupils: readonly Pupil[],
  ): Promise<void>;
  /**
   * Takes over a file in one transaction, and tells what it changed. Classes and pupils that are not in the file
   * stay as they are. Throws, having changed nothing, where a class or subject it names belongs to another school.
   */
  import(file: RosterImport): Promise<RosterChange>;
  /** Finds a pupil by a keyed hash of the student number, without decrypting anybody. Spaces around it do not count. */
  byStudentNumber(school: SchoolId, studentNumber: string): Promise<SubjectId | undefined>;
  school(school: SchoolId): Promise<{ readonly school: SchoolId; readonly name: string } | undefined>;
  classes(school: SchoolId): Promise<SchoolClass[]>;
  /** In seat order. A pupil whose key was erased is not among them. */
  pupils(school: SchoolId, inClass?: ClassId): Promise<Pupil[]>;
  /** Destroys the pupil's key: name and number can never be read again. The measurements stay, nameless. */
  erase(subject: SubjectId): Promise<void>;
}

export interface Lesson {
  readonly lesson: LessonId;
  readonly school: SchoolId;
  readonly class: ClassId;
  readonly startedAt: Instant;
  readonly plannedEndAt: Instant;
  readonly endedAt: Instant | null;
}

export interface LessonRecords {
  save(lesson: Lesson): Promise<void>;
  end(lesson: LessonId, at: Instant): Promise<void>;
  /** Replaces the lesson's bindings. */
  bind(lesson: LessonId, bindings: readonly Binding[]): Promise<void>;
  find(lesson: LessonId): Promise<Lesson | undefined>;
  /** Newest first. */
  list(school: SchoolId, limit: number): Promise<Lesson[]>;
  bindings(lesson: LessonId): Promise<Binding[]>;
}

/** A stored attempt: what was received, its arrival number, and its score if it has one. */
export interface StoredAttempt extends ReceivedAttempt {
  /** Grows with arrival; a cursor for jobs and live pages. */
  readonly arrival: number;
  readonly score: AttemptScore | null;
}
export interface AttemptScore {
  readonly attempt: AttemptId;
  readonly standardVersion: string;
  readonly score: number;
  readonly bonus: number;
  readonly level: string;
  /** Set where the score is that of the body-mass index; kg/m². */
  readonly bmi: number | null;
  readonly at: Instant;
}

export interface ResultRecords {
  /** One attempt that a gateway sent, with its raw frame. */
  find(attempt: AttemptId): Promise<StoredAttempt | undefined>;
  /** Oldest first, with `arrival > after`. */
  attemptsAfter(school: SchoolId, after: number, limit: number): Promise<StoredAttempt[]>;
  /** Newest first. */
  latest(filter: { school: SchoolId; lesson?: LessonId; limit: number }): Promise<StoredAttempt[]>;
  /** A pupil's attempts at one item, newest first. */
  ofSubject(subject: SubjectId, item: AttemptBody['item'], limit: number): Promise<StoredAttempt[]>;
  /** Every attempt received in `[from, to)` by its own time, oldest first, streamed. */
  between(range: { from: Instant; to: Instant; school?: SchoolId }): AsyncIterable<StoredAttempt>;
  saveScores(scores: readonly AttemptScore[]): Promise<void>;
  /** Where a job had got to; 0 when it never ran. */
  cursor(job: string): Promise<number>;
  saveCursor(job: string, arrival: number): Promise<void>;
}

export interface StoredAlert extends ReceivedAlert {
  readonly arrival: number;
  readonly clearedAt: Instant | null;
  /** The message that cleared it, with the evidence of the whole episode. */
  readonly clearing: AlertBody | null;
}
export interface AlertRecords {
  /** Raised alerts, newest first; `openOnly` leaves out cleared ones. */
  list(filter: {
    school: SchoolId;
    lesson?: LessonId;
    openOnly?: boolean;
    limit: number;
  }): Promise<StoredAlert[]>;
  find(alert: AlertId): Promise<StoredAlert | undefined>;
}

export interface Account {
  readonly account: AccountId;
  readonly school: SchoolId;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  /** argon2id in PHC string form. */
  readonly passwordHash: string;
}
export interface AccountRecords {
  save(account: Account): Promise<void>;
  byUsername(username: string): Promise<Account | undefined>;
  find(account: AccountId): Promise<Account | undefined>;
  /** `tokenHash`: SHA-256 of the cookie's token, so that a stolen database opens no session. */
  openSession(session: { tokenHash: string; account: AccountId; expiresAt: Instant }): Promise<void>;
  bySession(tokenHash: string, now: Instant): Promise<Account | undefined>;
  closeSession(tokenHash: string): Promise<void>;
}

export interface GatewayRecord {
  readonly school: SchoolId;
  readonly gateway: GatewayId;
  readonly status: GatewayStatus;
  readonly at: Instant;
}

export interface AuditRecords {
  /** Who did what, when. `detail` holds ids only, never a name or a value. */
  note(entry: { at: Instant; account: AccountId | null; action: string; detail: string }): Promise<void>;
  latest(
    limit: number,
  ): Promise<{ at: Instant; account: AccountId | null; action: string; detail: string }[]>;
}

/** The records behind a small door; one contract suite runs on every implementation. */
export interface RecordStore {
  readonly kind: 'sqlite' | 'postgres';
  readonly inbox: InboxRecords;
  readonly roster: RosterRecords;
  readonly lessons: LessonRecords;
  readonly results: ResultRecords;
  readonly alerts: AlertRecords;
  readonly accounts: AccountRecords;
  readonly audit: AuditRecords;
  readonly testDays: TestDayRecords;
  gateways(school: SchoolId): Promise<GatewayRecord[]>;
  /** True when the store answers. Never throws. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}
