import type { FitnessTest } from '@tizhi/contracts';

/** A synthetic test, of which only what matters is said. */
export const fitnessTest = (said: Partial<FitnessTest> = {}): FitnessTest => ({
  schoolYear: 2024,
  grade: '6',
  sex: 'male',
  ageMonths: 140,
  testedOn: null,
  values: {},
  notMeasured: {},
  bloodPressure: null,
  source: 'import',
  ...said,
});
