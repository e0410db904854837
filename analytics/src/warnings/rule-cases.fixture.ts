import {
  type FitnessHistory,
  type FitnessTest,
  SEXES,
  SubjectId,
  TESTED_GRADES,
  type Trajectory,
} from '@tizhi/contracts';
import { fitnessTest } from '../screening/fitness-test.fixture.ts';
import { DEVIATES, type Measure, type Reference, trajectoryOf } from '../trajectory/index.ts';

const straight = (measure: Measure, middle: number, spread: number) =>
  SEXES.flatMap((sex) =>
    TESTED_GRADES.map((grade) => ({
      sex,
      grade,
      measure,
      schoolYear: null,
      n: 1000,
      values: DEVIATES.map((deviate) => middle + spread * deviate),
    })),
  );

/** A reference in which deviates can be worked out in the head; grade 8 follows vital capacity of grade 6. */
export const STRAIGHT: Reference = {
  version: 'straight lines, for tests',
  groups: [
    ...straight('vital_capacity', 2000, 100),
    ...straight('run_50m', 10, -2),
    ...straight('sit_and_reach', 5, 5),
    ...straight('total', 60, 10),
  ],
  forecasts: SEXES.map((sex) => ({
    sex,
    variables: ['6/vital_capacity', '8/total'],
    means: [0, 0],
    covariance: [[1], [0.8, 1]],
    residuals: [],
  })),
};

/** What a rule looks at: tests, oldest first, two years apart; totals can be put in place of scoring seven items. */
export interface RuleCase {
  readonly tests: readonly (Partial<FitnessTest> & { readonly total?: number })[];
}

export function caseOf({ tests }: RuleCase): { history: FitnessHistory; trajectory: Trajectory } {
  const history: FitnessHistory = {
    subject: SubjectId.parse('synthetic-pupil'),
    tests: tests.map(({ total: _, ...test }, n) => fitnessTest({ schoolYear: 2020 + 2 * n, ...test })),
  };
  const trajectory = trajectoryOf(history, STRAIGHT);
  return {
    history,
    trajectory: {
      ...trajectory,
      tests: trajectory.tests.map((test, n) => ({ ...test, total: tests[n]?.total ?? test.total })),
    },
  };
}

/** A case that just is and one that just is not what each rule looks for. */
export interface JustCases {
  readonly just: readonly RuleCase[];
  readonly justNot: readonly RuleCase[];
}

const boys = (values: FitnessTest['values']): RuleCase => ({ tests: [{ grade: '8', sex: 'male', values }] });
const girls = (values: FitnessTest['values']): RuleCase => ({
  tests: [{ grade: '8', sex: 'female', values }],
});
const grade6 = (values: FitnessTest['values']): RuleCase => ({
  tests: [{ grade: '6', sex: 'male', values }],
});
const fall = (before: FitnessTest['values'], after: FitnessTest['values']): RuleCase => ({
  tests: [
    { grade: '4', values: before },
    { grade: '6', values: after },
  ],
});
/** 1 m tall, so that the weight is the index. */
const index = (weight: number, said: Partial<FitnessTest> = {}): Partial<FitnessTest> => ({
  sex: 'male',
  ageMonths: 120,
  values: { height: 100, weight },
  ...said,
});
const pressure = (systolic: number, diastolic = 60): Partial<FitnessTest> => ({
  sex: 'male',
  ageMonths: 126,
  values: { height: 140.8 },
  bloodPressure: { systolic, diastolic },
});
const heights = (sex: 'male' | 'female', months: number, by: number): RuleCase => ({
  tests: [
    { grade: '4', sex, ageMonths: months - 24, values: { height: 135 } },
    { grade: '6', sex, ageMonths: months, values: { height: 135 + by } },
  ],
});

/** By rule. Limits of items and of growth are those of the printed tables. */
export const RULE_CASES: Readonly<Record<string, JustCases>> = {
  // total = 60 + 10 z, z8 = 0.8 z6 +- 0.6: a chance of 0.6 that it is below 59.95 is z6 = -0.196
  'grade8-likely-fail': {
    just: [grade6({ vital_capacity: 1980 })],
    justNot: [grade6({ vital_capacity: 1981 })],
  },
  // ... and of 0.3 is z6 = 0.387
  'grade8-may-fail': {
    just: [grade6({ vital_capacity: 2038 })],
    justNot: [grade6({ vital_capacity: 2040 })],
  },
  'total-fail': {
    just: [{ tests: [{ total: 59.9 }] }],
    justNot: [{ tests: [{ total: 60 }] }, { tests: [{}] }],
  },
  'total-fell': {
    just: [{ tests: [{ total: 85.3 }, { total: 65.3 }] }],
    justNot: [
      { tests: [{ total: 85.3 }, { total: 65.4 }] },
      // long ago, and better since
      { tests: [{ total: 90 }, { total: 65 }, { total: 66 }] },
    ],
  },
  'any-item-fell': {
    just: [fall({ sit_and_reach: 5 }, { sit_and_reach: -5 }), fall({ run_50m: 9 }, { run_50m: 13 })],
    justNot: [fall({ sit_and_reach: 5 }, { sit_and_reach: -4.9 })],
  },
  'vital-capacity-fell': {
    just: [fall({ vital_capacity: 2000 }, { vital_capacity: 1850 })],
    justNot: [
      fall({ vital_capacity: 2000 }, { vital_capacity: 1851 }),
      fall({ vital_capacity: 1850 }, { vital_capacity: 2000 }),
    ],
  },
  'sprint-fell': {
    just: [fall({ run_50m: 9.5 }, { run_50m: 12.5 })],
    justNot: [fall({ run_50m: 9.5 }, { run_50m: 12.4 }), fall({ run_50m: 12.5 }, { run_50m: 9.5 })],
  },
  'vital-capacity-weak': {
    just: [boys({ vital_capacity: 1999 })],
    justNot: [boys({ vital_capacity: 2000 })],
  },
  'sprint-weak': { just: [boys({ run_50m: 10 })], justNot: [boys({ run_50m: 9.9 })] },
  'flexibility-weak': { just: [boys({ sit_and_reach: -1.5 })], justNot: [boys({ sit_and_reach: -1.4 })] },
  'rope-weak': { just: [grade6({ rope_skip_1min: 64 })], justNot: [grade6({ rope_skip_1min: 65 })] },
  'core-weak': { just: [girls({ sit_up_1min: 20 })], justNot: [girls({ sit_up_1min: 21 })] },
  'shuttle-weak': { just: [grade6({ shuttle_50m_x8: 133 })], justNot: [grade6({ shuttle_50m_x8: 132 })] },
  'jump-weak': {
    just: [boys({ standing_long_jump: 169 })],
    justNot: [boys({ standing_long_jump: 170 })],
  },
  'pull-up-none': { just: [boys({ pull_up: 1 })], justNot: [boys({ pull_up: 2 }), boys({})] },
  'endurance-weak-boys': { just: [boys({ run_1000m: 306 })], justNot: [boys({ run_1000m: 305 })] },
  'endurance-weak-girls': { just: [girls({ run_800m: 291 })], justNot: [girls({ run_800m: 290 })] },
  obese: { just: [{ tests: [index(21.9)] }], justNot: [{ tests: [index(21.8)] }] },
  'overweight-twice': {
    just: [{ tests: [index(19.2), index(19.9, { ageMonths: 132 })] }],
    justNot: [
      { tests: [index(19.1), index(19.9, { ageMonths: 132 })] },
      { tests: [index(19.2), index(19.8, { ageMonths: 132 })] },
    ],
  },
  'wasting-severe': { just: [{ tests: [index(13.9)] }], justNot: [{ tests: [index(14)] }] },
  'wasting-mild-twice': {
    just: [{ tests: [index(14.4), index(14.9, { ageMonths: 132 })] }],
    justNot: [
      { tests: [index(14.5), index(14.9, { ageMonths: 132 })] },
      { tests: [index(14.4), index(15, { ageMonths: 132 })] },
    ],
  },
  stunted: {
    just: [{ tests: [{ sex: 'male', ageMonths: 120, values: { height: 125.2 } }] }],
    justNot: [{ tests: [{ sex: 'male', ageMonths: 120, values: { height: 125.3 } }] }],
  },
  'blood-pressure-once': {
    just: [{ tests: [pressure(121)] }],
    justNot: [{ tests: [pressure(120)] }],
  },
  'blood-pressure-twice': {
    just: [{ tests: [pressure(121), pressure(121)] }],
    justNot: [{ tests: [pressure(120), pressure(121)] }, { tests: [pressure(121), pressure(120)] }],
  },
  'slow-growth': {
    just: [heights('male', 149, 5.9), heights('female', 131, 5.9)],
    justNot: [heights('male', 149, 6), heights('male', 150, 5.9), heights('female', 132, 5.9)],
  },
  'bmi-rise': {
    just: [{ tests: [index(17), index(21, { ageMonths: 144 })] }],
    justNot: [{ tests: [index(17), index(20.9, { ageMonths: 144 })] }],
  },
};
