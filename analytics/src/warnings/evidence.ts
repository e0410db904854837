import {
  type EvidencePoint,
  type FitnessHistory,
  ITEMS,
  type ScoredItemKey,
  type TestStanding,
  type Trajectory,
  type WarningCondition,
  type WarningEvidence,
} from '@tizhi/contracts';

/** A pupil's tests and what follows from them; test n of one is test n of the other. */
export interface Case {
  readonly trajectory: Trajectory;
  readonly history: FitnessHistory;
}

/** The evidence where a condition holds at the latest test; `null` where it does not or cannot be said. */
export type EvidenceFor<Kind extends WarningCondition['kind']> = (
  condition: Extract<WarningCondition, { kind: Kind }>,
  about: Case,
) => WarningEvidence | null;

/** Longest series that is shown: the newest. */
const MOST_POINTS = 23;

/** One measured number for each test, oldest first; n counts the history's tests. */
export function measuredPoints(
  { trajectory }: Case,
  read: (test: TestStanding, n: number) => number | null,
): EvidencePoint[] {
  const before = Math.max(0, trajectory.tests.length - MOST_POINTS);
  return trajectory.tests.slice(before).map((test, n) => ({
    schoolYear: test.schoolYear,
    grade: test.grade,
    value: read(test, before + n),
    low: null,
    high: null,
    kind: 'measured',
  }));
}

/** Totals, with the forecast of grade 8 behind them where there is one. */
export function totalPoints(about: Case): EvidencePoint[] {
  const points = measuredPoints(about, ({ total }) => total);
  const { forecast } = about.trajectory;
  const last = about.trajectory.tests.at(-1);
  if (forecast?.total == null || last === undefined) return points;
  const { value, low, high } = forecast.total;
  const years = Number(forecast.toGrade) - Number(last.grade);
  const ahead = { schoolYear: last.schoolYear + years, grade: forecast.toGrade, value, low, high };
  return [...points, { ...ahead, kind: 'forecast' }];
}

export const standingOfItem = (test: TestStanding | undefined, item: ScoredItemKey) =>
  test?.items.find((standing) => standing.item === item);

export const itemNames = (item: ScoredItemKey): WarningEvidence['text'] =>
  item === 'bmi' ? { zh: '体重指数', en: 'Body-mass index' } : { zh: ITEMS[item].zh, en: ITEMS[item].en };

export const oneDecimal = (value: number): number => Math.round(value * 10) / 10 + 0;
