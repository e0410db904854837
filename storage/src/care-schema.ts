import type {
  AccountId,
  ClassId,
  Finding,
  Instant,
  PrescriptionId,
  PrescriptionState,
  SchoolId,
  SubjectId,
  WarningId,
} from '@tizhi/contracts';

/** The tables of `CareRecords`. Texts without another word are JSON of the contract of that name. */
export interface CareTables {
  readonly fitness_test: { subject: SubjectId; school_year: number; test: string };
  readonly warning: {
    warning: WarningId;
    school: SchoolId;
    subject: SubjectId;
    rule: string;
    school_year: number;
    shown_as: Finding['shownAs'];
    finding: string;
    opened_at: Instant;
    gone_at: Instant | null;
  };
  readonly warning_entry: {
    entry: number;
    warning: WarningId;
    at: Instant;
    account: AccountId | null;
    request: string | null;
    act: string;
  };
  readonly prescription: {
    prescription: PrescriptionId;
    arrival: number;
    subject: SubjectId;
    content: string;
    made_at: Instant;
    state: PrescriptionState;
    confirmed_by: AccountId | null;
    confirmed_at: Instant | null;
    /** ISO date. */
    starts_on: string | null;
    withdrawn_because: string | null;
  };
  readonly session_done: { prescription: PrescriptionId; week: number; session: number; done: string };
  readonly health_answers: { subject: SubjectId; answers: string; at: Instant; account: AccountId };
  readonly display: {
    display: string;
    school: SchoolId;
    class: ClassId;
    title: string;
    /** SHA-256 of the token, hex. */
    token_hash: string;
    made_at: Instant;
    seen_at: Instant | null;
  };
  readonly wall_label: { subject: SubjectId; label: string };
  readonly link_entry: {
    entry: number;
    school: SchoolId;
    at: Instant;
    account: AccountId | null;
    request: string | null;
    decision: string;
    reason: string;
  };
}
