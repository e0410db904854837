import type {
  AccountId,
  ClassId,
  Finding,
  FitnessTest,
  HealthAnswers,
  Instant,
  LinkDecision,
  LinkEntry,
  PrescriptionId,
  SchoolId,
  SessionDone,
  StoredPrescription,
  SubjectId,
  WarningAct,
  WarningEntry,
  WarningId,
} from '@tizhi/contracts';

/** Tests of earlier years and other schools, read from national files. */
export interface HistoryRecords {
  /** All or none. A test of the same pupil and school year is replaced. Throws for a pupil who is not there. */
  saveTests(tests: readonly { readonly subject: SubjectId; readonly test: FitnessTest }[]): Promise<void>;
  /** Each pupil's tests, the oldest first; a pupil without one has no entry. */
  testsOf(subjects: readonly SubjectId[]): Promise<Map<SubjectId, FitnessTest[]>>;
}

/** A finding with everything that was done about it; its state follows from the entries. */
export interface StoredWarning {
  readonly warning: WarningId;
  readonly school: SchoolId;
  readonly finding: Finding;
  readonly openedAt: Instant;
  readonly goneAt: Instant | null;
  readonly entries: readonly WarningEntry[];
}
export interface WarningActed {
  readonly entry: WarningEntry;
  /** This request had been stored before: nothing was added. */
  readonly repeated: boolean;
}
export interface WarningRecords {
  /**
   * What the rules find for these pupils now. A new finding opens a warning; one that is known gets the newer
   * evidence; a warning of these pupils that is not among them is gone since `at`, and back when it is found
   * again. The same rule, pupil and school year is one warning for ever. Findings of erased or unknown pupils
   * are passed over. Gives how many changed.
   */
  keep(found: {
    readonly school: SchoolId;
    readonly at: Instant;
    readonly subjects: readonly SubjectId[];
    readonly findings: readonly Finding[];
  }): Promise<number>;
  /** The newest first. */
  list(of: {
    readonly school: SchoolId;
    readonly subjects?: readonly SubjectId[];
    /** Only what waits in an inbox, or only what is drawn on a pupil's page. */
    readonly shownAs?: Finding['shownAs'];
    readonly limit: number;
  }): Promise<StoredWarning[]>;
  find(warning: WarningId): Promise<StoredWarning | undefined>;
  /** What an act was stored as; `undefined`: it was not. */
  acted(warning: WarningId, request: string): Promise<WarningEntry | undefined>;
  /** Adds an act at the end. The same `request` of one warning is stored once. Throws `TIZHI_NOT_FOUND`. */
  append(act: {
    readonly warning: WarningId;
    readonly at: Instant;
    /** `null`: the clock. */
    readonly account: AccountId | null;
    readonly request?: string;
    readonly act: WarningAct;
  }): Promise<WarningActed>;
}

export interface PlanRecords {
  /** A new draft; earlier drafts of the pupil are replaced by it. */
  saveDraft(draft: StoredPrescription): Promise<void>;
  find(prescription: PrescriptionId): Promise<StoredPrescription | undefined>;
  /** Drafts and confirmed plans of these pupils, the newest first: at most one of each for a pupil. */
  standing(subjects: readonly SubjectId[]): Promise<StoredPrescription[]>;
  /** Makes a draft the plan that holds; the one before it is replaced. `undefined`: it is no draft any more. */
  confirm(decision: {
    readonly prescription: PrescriptionId;
    readonly at: Instant;
    readonly account: AccountId;
    readonly startsOn: string;
  }): Promise<StoredPrescription | undefined>;
  /** Takes a draft or a plan back. `undefined`: it was replaced or withdrawn before. */
  withdraw(decision: {
    readonly prescription: PrescriptionId;
    readonly reason: string;
  }): Promise<StoredPrescription | undefined>;
  /** Replaces the parent's answers. */
  saveAnswers(given: {
    readonly subject: SubjectId;
    readonly answers: HealthAnswers;
    readonly at: Instant;
    readonly account: AccountId;
  }): Promise<void>;
  answersOf(subjects: readonly SubjectId[]): Promise<Map<SubjectId, HealthAnswers>>;
  /** What was done of a session of a plan; the same week and session is replaced. */
  saveSession(done: { readonly prescription: PrescriptionId; readonly done: SessionDone }): Promise<void>;
  /** In order of week and session. */
  sessionsOf(prescription: PrescriptionId): Promise<SessionDone[]>;
}

export interface Display {
  readonly display: string;
  readonly school: SchoolId;
  readonly class: ClassId;
  readonly title: string;
  readonly madeAt: Instant;
  readonly seenAt: Instant | null;
}
export interface WallRecords {
  /** `tokenHash`: of the token that the display shows; the token itself is nowhere. */
  addDisplay(made: Omit<Display, 'seenAt'> & { readonly tokenHash: string }): Promise<void>;
  /** The oldest first. */
  displays(school: SchoolId): Promise<Display[]>;
  /** The display of a token, noted as seen at most once a minute. */
  byToken(tokenHash: string, now: Instant): Promise<Display | undefined>;
  /** From now on its token opens nothing. False: there was none. */
  removeDisplay(school: SchoolId, display: string): Promise<boolean>;
  /** `null` takes the pupil off every wall. Throws for a pupil who is not there. */
  saveLabel(subject: SubjectId, label: string | null): Promise<void>;
  labelsOf(subjects: readonly SubjectId[]): Promise<Map<SubjectId, string>>;
}

/** Who is one: decisions of people. They can only be added. */
export interface LinkRecords {
  /** The same `request` of a school is stored once; `repeated` says so. */
  append(decided: {
    readonly school: SchoolId;
    readonly at: Instant;
    readonly account: AccountId;
    readonly request: string;
    readonly decision: LinkDecision;
    readonly reason: string;
  }): Promise<{ readonly entry: LinkEntry; readonly repeated: boolean }>;
  /** In order. */
  entries(school: SchoolId): Promise<LinkEntry[]>;
}

/**
 * Histories, warnings, prescriptions, walls and linkage, by pseudonym. Erasing a pupil (`roster.erase`) removes
 * all of it: unlike a measurement of a test day, it serves nobody without the person.
 */
export interface CareRecords {
  readonly histories: HistoryRecords;
  readonly warnings: WarningRecords;
  readonly plans: PlanRecords;
  readonly walls: WallRecords;
  readonly links: LinkRecords;
}
