import type { FitnessTest, ScreeningFact } from '@tizhi/contracts';
import { bodyMassIndex, roundItemValue } from '../standard/index.ts';
import { ageTable } from './age-table.ts';
import { bloodPressureFact } from './blood-pressure.ts';
import { OVERWEIGHT_ROWS, OVERWEIGHT_STANDARD } from './generated/overweight.ts';
import { STUNTING_ROWS, STUNTING_STANDARD } from './generated/stunting.ts';
import { WASTING_ROWS, WASTING_STANDARD } from './generated/wasting.ts';

const overweightAt = ageTable(OVERWEIGHT_ROWS);
const wastingAt = ageTable(WASTING_ROWS);
const stuntingAt = ageTable(STUNTING_ROWS);

type Fact = Pick<ScreeningFact, 'result' | 'reason' | 'value' | 'threshold' | 'support'>;

/**
 * Growth screening facts of one test (生长发育筛查), each by its own standard and none implying another:
 * overweight and obesity (WS/T 586-2018), wasting and stunting (WS/T 456-2014), blood pressure at or above P95 for
 * sex, age and height (WS/T 610-2018). Always these four, in this order; what cannot be said is `unknown` with a
 * reason. Not a diagnosis: the standards screen, a clinician decides.
 */
export function screeningOf(test: FitnessTest): ScreeningFact[] {
  const { schoolYear } = test;
  return [
    {
      kind: 'overweight_obesity',
      schoolYear,
      unit: 'kg/m2',
      standard: OVERWEIGHT_STANDARD,
      ...overweight(test),
    },
    { kind: 'wasting', schoolYear, unit: 'kg/m2', standard: WASTING_STANDARD, ...wasting(test) },
    { kind: 'stunting', schoolYear, unit: 'cm', standard: STUNTING_STANDARD, ...stunting(test) },
    bloodPressureFact(test),
  ];
}

function overweight(test: FitnessTest): Fact {
  const index = indexOf(test);
  if (typeof index === 'string') return unknown(index);
  const row = test.ageMonths === null ? null : overweightAt(test.sex, test.ageMonths);
  if (row === null) return unknown(test.ageMonths === null ? 'no_age' : 'no_table');
  const known = { reason: null, value: index, support: row.support };
  if (index >= row.obese) return { ...known, result: 'obese', threshold: row.obese };
  return { ...known, result: index >= row.overweight ? 'overweight' : 'within', threshold: row.overweight };
}

function wasting(test: FitnessTest): Fact {
  const index = indexOf(test);
  if (typeof index === 'string') return unknown(index);
  const row = test.ageMonths === null ? null : wastingAt(test.sex, test.ageMonths);
  if (row === null) return unknown(test.ageMonths === null ? 'no_age' : 'no_table');
  const known = { reason: null, value: index, support: row.support };
  if (index <= row.moderateSevere)
    return { ...known, result: 'moderate_severe_wasting', threshold: row.moderateSevere };
  return { ...known, result: index <= row.mild ? 'mild_wasting' : 'within', threshold: row.mild };
}

function stunting(test: FitnessTest): Fact {
  const { height } = test.values;
  if (height === undefined) return unknown('no_height');
  const row = test.ageMonths === null ? null : stuntingAt(test.sex, test.ageMonths);
  if (row === null) return unknown(test.ageMonths === null ? 'no_age' : 'no_table');
  const value = roundItemValue('height', height);
  return {
    result: value <= row.stunted ? 'stunted' : 'within',
    reason: null,
    value,
    threshold: row.stunted,
    support: row.support,
  };
}

/** The tables are printed in steps of 0.1, as the index is. */
function indexOf({ values: { height, weight } }: FitnessTest): number | 'no_height' | 'no_weight' {
  if (height === undefined) return 'no_height';
  if (weight === undefined) return 'no_weight';
  return bodyMassIndex(roundItemValue('height', height), roundItemValue('weight', weight));
}

const unknown = (reason: NonNullable<ScreeningFact['reason']>): Fact => ({
  result: 'unknown',
  reason,
  value: null,
  threshold: null,
  support: '',
});
