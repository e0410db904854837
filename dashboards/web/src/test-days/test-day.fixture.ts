import {
  AccountId,
  AttemptId,
  type AttemptView,
  ClassId,
  DeviceId,
  type ItemKey,
  type ItemResultView,
  SchoolId,
  SubjectId,
  TestDayId,
  type TestDayPupilView,
  type TestDayView,
} from '@tizhi/contracts';
import { newUuid } from '../api/uuid.ts';

/** A synthetic test day for the tests of its page's logic. */
export const DAY = TestDayId.parse('td-test');
export const TEACHER = AccountId.parse('acc-teacher');
export const OTHER = AccountId.parse('acc-other');
export const MAT = DeviceId.parse('mat-1');
export const CLASS = ClassId.parse('class-7-1');
export const subject = (seat: number): SubjectId => SubjectId.parse(`s-${seat}`);
export const newAttempt = (): AttemptId => AttemptId.parse(newUuid());

export const attempt = (changes: Partial<AttemptView> = {}): AttemptView => ({
  attempt: newAttempt(),
  item: 'standing_long_jump',
  station: MAT,
  at: 1_000,
  by: 'station',
  tag: null,
  subject: subject(1),
  knownBy: 'card',
  measured: 182,
  value: 182,
  display: '182',
  corrected: false,
  status: 'counts',
  foul: null,
  doubt: null,
  notices: [],
  ...changes,
});

export const result = (item: ItemKey, changes: Partial<ItemResultView> = {}): ItemResultView => ({
  item,
  state: 'due',
  stateReason: null,
  attemptsLeft: 2,
  attempt: null,
  value: null,
  display: '-',
  score: null,
  bonus: null,
  level: null,
  interval: null,
  attempts: [],
  ...changes,
});

export const pupil = (seat: number, results: readonly ItemResultView[]): TestDayPupilView => ({
  subject: subject(seat),
  class: CLASS,
  grade: '7',
  sex: seat % 2 === 0 ? 'female' : 'male',
  results: [...results],
  bmi: null,
  bmiLevel: null,
  standardScore: null,
  bonus: null,
  total: null,
  level: null,
  missing: [],
  whatIf: null,
  name: `合成${seat}`,
  seat,
  className: '七年级1班',
  tag: null,
});

const summary = {
  pupils: 0,
  complete: 0,
  excellent: 0,
  good: 0,
  pass: 0,
  fail: 0,
  excellentRate: null,
  atLeastGood: null,
  atLeastPass: null,
  failRate: null,
  meanTotal: null,
};

export const dayOf = (
  pupils: readonly TestDayPupilView[],
  changes: Partial<TestDayView> = {},
): TestDayView => ({
  plan: {
    testDay: DAY,
    school: SchoolId.parse('sch-test'),
    name: '秋季体测',
    date: '2026-11-24',
    year: 2026,
    kind: 'regular',
    classes: [CLASS],
    stations: [],
    rules: {},
  },
  closed: false,
  version: 'v1',
  serverAt: 1_000,
  pupils: [...pupils],
  tray: [],
  stations: [],
  summaries: { classes: [], grades: [], school: summary },
  ...changes,
});
