import type {
  AttemptBody,
  AttemptView,
  ClassId,
  Grade,
  Instant,
  ItemKey,
  PupilDayView,
  Sex,
  StationView,
  SubjectId,
  TestDayEntry,
  TestDayPlan,
} from '@tizhi/contracts';

/** A pupil of the day's classes, as the roster has them. */
export interface TestDayPupil {
  readonly subject: SubjectId;
  readonly class: ClassId;
  readonly grade: Grade;
  readonly sex: Sex;
  /** The pupil's lasting card; bibs of the day come as decisions. */
  readonly tag: string | null;
}

/** An official result of an earlier test, in the item's unit. */
export interface EarlierResult {
  readonly subject: SubjectId;
  readonly item: ItemKey;
  readonly value: number;
  readonly at: Instant;
}

/** All that a test day follows from. Nothing of it is ever changed. */
export interface TestDayInput {
  readonly plan: TestDayPlan;
  readonly pupils: readonly TestDayPupil[];
  /** As gateways sent them, in any order; also of pupils, stations and items that are not of this day. */
  readonly attempts: readonly AttemptBody[];
  /** The decisions of the day; taken in the order of their `entry`. */
  readonly entries: readonly TestDayEntry[];
  readonly history: readonly EarlierResult[];
}

/** What follows from it. */
export interface TestDayFold {
  readonly closed: boolean;
  /** In the order of the input's pupils. */
  readonly pupils: readonly PupilDayView[];
  /** Attempts of nobody, oldest first. */
  readonly tray: readonly AttemptView[];
  /** In the order of the plan. */
  readonly stations: readonly StationView[];
}
