import { randomUUID } from 'node:crypto';
import {
  type Bilingual,
  Finding,
  FitnessTest,
  type Prescription,
  PrescriptionId,
  Prescription as PrescriptionSchema,
  type StoredPrescription,
} from '@tizhi/contracts';
import { NOON, subjectOf } from './record-samples.contract.ts';

/** Synthetic records of care for the contract suite. */
export const fitnessTest = (schoolYear: number, more: Partial<FitnessTest> = {}): FitnessTest =>
  FitnessTest.parse({
    schoolYear,
    grade: '4',
    sex: 'male',
    ageMonths: 121,
    testedOn: null,
    values: { height: 140.5, weight: 35, run_50m: 9.9 },
    notMeasured: { sit_up_1min: 'absent' },
    bloodPressure: null,
    source: 'import',
    ...more,
  });

export const finding = (n: number, more: Partial<Finding> = {}): Finding =>
  Finding.parse({
    rule: 'total-fell',
    ruleVersion: 1,
    subject: subjectOf(n),
    schoolYear: 2025,
    severity: 'warning',
    shownAs: 'alarm',
    evidence: {
      measure: 'total',
      unit: '',
      points: [{ schoolYear: 2023, grade: '4', value: 81, low: null, high: null, kind: 'measured' }],
      line: null,
      text: { zh: '总分下降 SECRET-EVIDENCE', en: 'The total fell' },
    },
    ...more,
  });

const both: Bilingual = { zh: '合成', en: 'Synthetic' };
const because = { text: both, source: 'synthetic', strength: 'low' } as const;
const dose = { sets: 3, amount: 10, per: 'repetitions', restSeconds: 30 } as const;

const plan = (n: number): Prescription =>
  PrescriptionSchema.parse({
    kind: 'plan',
    subject: subjectOf(n),
    schoolYear: 2025,
    libraryVersion: '1',
    focus: [{ component: 'speed', item: 'run_50m', score: 50, gain: 2, because }],
    frequencyPerWeek: 3,
    intensity: {
      lowBpm: 130,
      highBpm: 170,
      maxBpm: 200,
      maxBasis: 'estimated',
      rpeLow: 4,
      rpeHigh: 7,
      because,
    },
    minutesPerSession: 20,
    weeks: [1, 2, 3, 4].map((week) => ({
      week,
      sessions: [{ drills: [{ drill: 'high-knees', drillVersion: 1, dose, because }], minutes: 20 }],
      because,
    })),
    explanation: [because],
    stopSigns: [both],
  });

export const draft = (n: number, more: Partial<StoredPrescription> = {}): StoredPrescription => ({
  prescription: PrescriptionId.parse(randomUUID()),
  content: plan(n),
  madeAt: NOON,
  state: 'draft',
  confirmedBy: null,
  confirmedAt: null,
  startsOn: null,
  ...more,
});
