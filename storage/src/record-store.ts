import type {
  AccountId,
  AlertBody,
  AlertId,
  Binding,
  ClassId,
  GatewayId,
  GatewayStatus,
  Instant,
  LessonId,
  Role,
  SchoolId,
} from '@tizhi/contracts';
import type { CareRecords } from './care-store.ts';
import type { InboxRecords, ReceivedAlert } from './inbox-store.ts';
import type { ProgrammeRecords } from './programme-store.ts';
import type { ResultRecords } from './result-store.ts';
import type { RosterRecords } from './roster-store.ts';
import type { TestDayRecords } from './test-day-store.ts';

export type * from './care-store.ts';
export type * from './inbox-store.ts';
export type { ProgrammeRecords } from './programme-store.ts';
export type * from './result-store.ts';
export type * from './roster-store.ts';
export * from './test-day-store.ts';

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
  /** By display name. */
  list(school: SchoolId): Promise<Account[]>;
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
  readonly care: CareRecords;
  readonly programmes: ProgrammeRecords;
  gateways(school: SchoolId): Promise<GatewayRecord[]>;
  /** True when the store answers. Never throws. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}
