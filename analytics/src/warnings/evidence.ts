import {
  type EvidencePoint,
  type FitnessHistory,
  ITEMS,
  type ScoredItemKey,
  type Trajectory,
  type WarningEvidence,
} from '@tizhi/contracts';
import { bodyMassIndex } from '../standard/index.ts';

/** A pupil's tests and what follows from them; test n of one is test n of the other. */
export interface Case {
  readonly trajectory: Trajectory;
  readonly history: FitnessHistory;
}

type Text = WarningEvidence['text'];

/** Longest series that is shown: the newest. */
const MOST_POINTS = 24;

export const scoreEvidence = (of: Case, item: ScoredItemKey, line: number, text: Text): WarningEvidence => ({
  measure: item,
  unit: 'points',
  points: measured(of, (_, test) => test.items.find((standing) => standing.item === item)?.score ?? null),
  line,
  text,
});

/** Deviates of the item over the tests. */
export const deviateEvidence = (of: Case, item: ScoredItemKey, text: Text): WarningEvidence => ({
  measure: item,
  unit: 'SD',
  points: measured(of, (_, test) => test.items.find((standing) => standing.item === item)?.z ?? null),
  line: null,
  text,
});

/** Totals, with the forecast of grade 8 behind them where there is one. */
export function totalEvidence(of: Case, line: number | null, text: Text): WarningEvidence {
  const points = measured(of, (_, test) => test.total);
  const { forecast } = of.trajectory;
  const last = of.trajectory.tests.at(-1);
  if (forecast?.total && last !== undefined) {
    const { value, low, high } = forecast.total;
    const years = Number(forecast.toGrade) - Number(last.grade);
    points.push({
      schoolYear: last.schoolYear + years,
      grade: forecast.toGrade,
      value,
      low,
      high,
      kind: 'forecast',
    });
  }
  return { measure: 'total', unit: 'points', points: points.slice(-MOST_POINTS), line, text };
}

export const indexEvidence = (of: Case, line: number | null, text: Text): WarningEvidence => ({
  measure: 'bmi',
  unit: 'kg/m2',
  points: measured(of, indexAt(of)),
  line,
  text,
});

export const heightEvidence = (of: Case, line: number | null, text: Text): WarningEvidence => ({
  measure: 'height',
  unit: 'cm',
  points: measured(of, (n) => of.history.tests[n]?.values.height ?? null),
  line,
  text,
});

export const pressureEvidence = (
  of: Case,
  part: 'systolic' | 'diastolic',
  line: number | null,
  text: Text,
): WarningEvidence => ({
  measure: 'blood_pressure',
  unit: 'mmHg',
  points: measured(of, (n) => of.history.tests[n]?.bloodPressure?.[part] ?? null),
  line,
  text,
});

const indexAt =
  ({ history }: Case) =>
  (n: number): number | null => {
    const { height, weight } = history.tests[n]?.values ?? {};
    return height === undefined || weight === undefined ? null : bodyMassIndex(height, weight);
  };

function measured(
  { trajectory }: Case,
  read: (n: number, test: Trajectory['tests'][number]) => number | null,
): EvidencePoint[] {
  return trajectory.tests.slice(-MOST_POINTS).map((test, n, { length }) => ({
    schoolYear: test.schoolYear,
    grade: test.grade,
    value: read(trajectory.tests.length - length + n, test),
    low: null,
    high: null,
    kind: 'measured',
  }));
}

export const itemNames = (item: ScoredItemKey): Text =>
  item === 'bmi' ? { zh: '体重指数', en: 'Body-mass index' } : { zh: ITEMS[item].zh, en: ITEMS[item].en };
