import {
  type AttemptBody,
  AttemptId,
  type AttemptView,
  ClassId,
  DeviceId,
  type Grade,
  ITEMS,
  type ItemKey,
  SchoolId,
  type Sex,
  SubjectId,
  type TestDayDecision,
  type TestDayEntry,
  TestDayId,
  type TestDayPlan,
} from '@tizhi/contracts';
import { foldTestDay, type TestDayFold, type TestDayInput, type TestDayPupil } from './index.ts';

/** A made-up day that tests build attempt by attempt, decision by decision, a minute apart. */

export const DAY = TestDayId.parse('spring-1');
export const MORNING = Date.UTC(2026, 3, 10, 0, 30);
const MINUTE = 60_000;

export const subject = (name: string): SubjectId => SubjectId.parse(name);
export const station = (name: string): DeviceId => DeviceId.parse(name);
/** The n-th attempt id there is. */
export const attemptId = (n: number): AttemptId =>
  AttemptId.parse(`00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`);

export function pupil(
  name: string,
  more: { grade?: Grade; sex?: Sex; tag?: string | null; class?: string } = {},
): TestDayPupil {
  const { grade = '8', sex = 'male', tag = null } = more;
  return { subject: subject(name), class: ClassId.parse(more.class ?? 'c8-1'), grade, sex, tag };
}

export const plan = (more: Partial<TestDayPlan> = {}): TestDayPlan => ({
  testDay: DAY,
  school: SchoolId.parse('school-1'),
  name: 'Spring',
  date: '2026-04-10',
  year: 2025,
  kind: 'regular',
  classes: [ClassId.parse('c8-1')],
  stations: [],
  rules: {},
  ...more,
});

export const place = (
  name: string,
  item: ItemKey,
  error: number | null = null,
): TestDayPlan['stations'][number] => ({
  station: station(name),
  item,
  error,
  errorSource: error === null ? null : 'calibration',
});

export interface Scene {
  readonly input: TestDayInput;
  fold(): TestDayFold;
  /** Heard by a station at the next minute; gives the attempt's id. */
  hear(item: ItemKey, value: number | null, more?: Partial<AttemptBody>): AttemptId;
  /** Decided at the next minute. */
  decide(decision: TestDayDecision): void;
}

export function scene(
  pupils: readonly TestDayPupil[],
  of: Partial<TestDayPlan> = {},
  history: TestDayInput['history'] = [],
): Scene {
  const attempts: AttemptBody[] = [];
  const entries: TestDayEntry[] = [];
  let minutes = 0;
  const now = () => {
    minutes += 1;
    return MORNING + minutes * MINUTE;
  };
  const input = { plan: plan(of), pupils, attempts, entries, history };
  return {
    input,
    fold: () => foldTestDay(input),
    hear(item, value, more = {}) {
      const body = heard({ item, value, attempt: attemptId(attempts.length + 1), at: now(), ...more });
      attempts.push(body);
      return body.attempt;
    },
    decide: (decision) => {
      entries.push({ entry: entries.length + 1, testDay: DAY, at: now(), account: null, decision });
    },
  };
}

export const heard = (
  more: Pick<AttemptBody, 'item' | 'value' | 'attempt' | 'at'> & Partial<AttemptBody>,
): AttemptBody => ({
  kind: 'attempt',
  unit: ITEMS[more.item].unit,
  deviceAt: null,
  station: station('s-1'),
  lesson: null,
  subject: null,
  tag: null,
  confidence: 1,
  doubt: null,
  rawHex: '0102',
  ...more,
});

export function resultOf(fold: TestDayFold, name: string, item: ItemKey) {
  const found = fold.pupils
    .find((view) => view.subject === name)
    ?.results.find((result) => result.item === item);
  if (found === undefined) throw new Error(`no ${item} of ${name}`);
  return found;
}

export const allAttempts = ({ pupils, tray }: TestDayFold): readonly AttemptView[] => [
  ...pupils.flatMap(({ results }) => results.flatMap(({ attempts }) => attempts)),
  ...tray,
];
