import type { Prescription } from '@tizhi/contracts';
import {
  type FitnessHistory,
  type FitnessTest,
  type HealthAnswerKey,
  HealthAnswers,
  SubjectId,
} from '@tizhi/contracts';
import { HEALTH_QUESTIONS } from './plan/questions.ts';
import type { Plan } from './wall/session-on.ts';

/** A synthetic boy of grade 8: run 78, reach 74, jump 78, pull-ups 100, 1000 m 100, vital capacity 85. */
export const BOY_8: FitnessTest = {
  schoolYear: 2026,
  grade: '8',
  sex: 'male',
  ageMonths: 165,
  testedOn: '2026-10-12',
  values: {
    height: 165,
    weight: 55,
    vital_capacity: 3450,
    run_50m: 8,
    sit_and_reach: 7.7,
    standing_long_jump: 209,
    pull_up: 16,
    run_1000m: 207,
  },
  notMeasured: {},
  bloodPressure: null,
  source: 'test_day',
};

/** A synthetic girl of grade 4, weak at rope skipping and sit-ups. */
export const GIRL_4: FitnessTest = {
  ...BOY_8,
  grade: '4',
  sex: 'female',
  ageMonths: 117,
  values: {
    height: 140,
    weight: 32,
    vital_capacity: 1600,
    run_50m: 10.4,
    sit_and_reach: 9,
    rope_skip_1min: 60,
    sit_up_1min: 18,
  },
};

export const historyOf = (...tests: FitnessTest[]): FitnessHistory => ({
  subject: SubjectId.parse('pupil-1'),
  tests,
});

/** Every question answered with no, but for these. */
export const answersWith = (...yes: HealthAnswerKey[]): HealthAnswers =>
  HealthAnswers.parse({
    answeredOn: '2026-10-10',
    answers: Object.fromEntries(HEALTH_QUESTIONS.map(({ key }) => [key, yes.includes(key)])),
  });

/** Fails where it is no plan. */
export function planOf(prescription: Prescription): Plan {
  if (prescription.kind !== 'plan') throw new Error(`no plan but ${JSON.stringify(prescription)}`);
  return prescription;
}

export const drillIds = (plan: Plan): string[] => [
  ...new Set(
    plan.weeks.flatMap(({ sessions }) => sessions.flatMap(({ drills }) => drills.map(({ drill }) => drill))),
  ),
];
