import type {
  AccountId,
  AttemptId,
  ClassId,
  Grade,
  Instant,
  ItemKey,
  SchoolId,
  SubjectId,
  TestDayDecision,
  TestDayEntry,
  TestDayId,
  TestDayPlan,
} from '@tizhi/contracts';
import type { StoredAttempt } from './result-store.ts';

/** The decisions of one act of one person; they are written together or not at all. */
export interface TestDayAct {
  readonly testDay: TestDayId;
  readonly at: Instant;
  readonly account: AccountId | null;
  /** The client's own id of this act (UUID): one that comes again is not stored twice. */
  readonly request?: string;
  readonly decisions: readonly TestDayDecision[];
}

/** Somebody was shown a value: that of one attempt, for one pupil and item. */
export interface Sight {
  readonly at: Instant;
  /** `null`: somebody at the command line who did not say who. */
  readonly account: AccountId | null;
  /** `null`: among all attempts of the school, not as an official result of a test day. */
  readonly testDay: TestDayId | null;
  readonly subject: SubjectId;
  readonly item: ItemKey;
  /** In the item's unit. */
  readonly value: number;
  readonly attempt: AttemptId;
}
/** Every sight of one value by one account: the first and the last, within {@link SIGHT_STEP_MS}. */
export interface SeenValue extends Sight {
  readonly lastAt: Instant;
}
/** The same account seeing the same value again is noted at most this often, so that an open page writes little. */
export const SIGHT_STEP_MS = 60_000;

/** What an export covers: one test day, or the school's whole year where `testDay` is `null`. */
export interface ExportScope {
  readonly school: SchoolId;
  /** The school year by its first calendar year. */
  readonly year: number;
  readonly testDay: TestDayId | null;
}
export interface NationalExport extends ExportScope {
  readonly at: Instant;
  readonly account: AccountId | null;
  /** What was exported, as its maker writes it: by subject and value, never a name or a student number. */
  readonly rows: string;
}
/** Exports of one scope that are kept; older ones are dropped. */
export const EXPORTS_KEPT = 20;

/** Where a pupil sat on a test day, whatever became of her later. */
export interface RollPlace {
  readonly subject: SubjectId;
  readonly class: ClassId;
  readonly className: string;
  /** The class's number in the national system (班级编号), where it was known. */
  readonly nationalCode: string | null;
  readonly grade: Grade;
  readonly seat: number;
}

/**
 * Test days (体测日): plans, decisions, and who saw what. Nothing derived is in here; see
 * `contracts/src/test-day.ts`. Decisions can only be added.
 */
export interface TestDayRecords {
  /** Inserts the plan, or replaces it. Its decisions stay. */
  save(plan: TestDayPlan): Promise<void>;
  find(testDay: TestDayId): Promise<TestDayPlan | undefined>;
  /**
   * Grade, class and seat of every pupil of a test day, by seat; erased pupils are among them. It follows the
   * roster until the day begins (somebody decides, one of its stations is heard on the day, or the day is over in
   * China); from then on nobody's place changes. Pupils who come into one of its classes are taken in up to a week
   * after the day. A class that a later plan adds is taken as it is then, one that it leaves out goes.
   */
  roll(testDay: TestDayId): Promise<RollPlace[]>;
  /** The newest day first. */
  list(school: SchoolId): Promise<TestDayPlan[]>;
  /**
   * Adds decisions at the end, all or nothing, and gives them their numbers, which become visible in their
   * order. An act whose `request` this test day has already is not added: its entries are given back. Throws
   * `TIZHI_NOT_FOUND` where there is no such test day.
   */
  append(act: TestDayAct): Promise<TestDayEntry[]>;
  /**
   * The same, but only while `after` is the last entry of the test day (0: it has none): whoever judged an act on
   * what he had read judges anew where another process decided meanwhile. `undefined`: somebody did.
   */
  appendAfter(act: TestDayAct & { readonly after: number }): Promise<TestDayEntry[] | undefined>;
  /** What an act was stored as; `undefined`: it was not. */
  appended(testDay: TestDayId, request: string): Promise<TestDayEntry[] | undefined>;
  /** In order, with `entry > after` (0: all). */
  entries(testDay: TestDayId, after?: number): Promise<TestDayEntry[]>;
  /** Every decision of any test day that names an attempt, in order: the walk back of one made by hand ends here. */
  entriesAbout(attempt: AttemptId): Promise<TestDayEntry[]>;
  /**
   * The gateways' attempts that belong to a test day, by their own time: those of the plan's stations within the
   * plan's day in China (UTC+8), of whatever item, and those that a decision of this test day names, wherever and
   * whenever they were made. An attempt at a station that two test days of one day share belongs to both.
   * Attempts made by hand are in the entries.
   */
  attemptsOf(testDay: TestDayId): Promise<StoredAttempt[]>;
  /** Notes what was shown; the same again within {@link SIGHT_STEP_MS} writes nothing. */
  noteSeen(sights: readonly Sight[]): Promise<void>;
  /**
   * Who was shown which values of a pupil's item, by first sight: on this test day, and (with `testDay: null`) among
   * all attempts, of whatever day.
   */
  whoSaw(of: {
    readonly testDay: TestDayId;
    readonly subject: SubjectId;
    readonly item: ItemKey;
  }): Promise<SeenValue[]>;
  /** Keeps what was exported; of each scope the last {@link EXPORTS_KEPT}. */
  saveExport(made: NationalExport): Promise<void>;
  lastExport(scope: ExportScope): Promise<NationalExport | undefined>;
}
