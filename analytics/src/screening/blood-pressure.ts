import type { FitnessTest, ScreeningFact, Sex } from '@tizhi/contracts';
import { roundItemValue } from '../standard/index.ts';
import { PRESSURE_ROWS, PRESSURE_STANDARD } from './generated/blood-pressure.ts';
import type { PressureRow } from './table-types.ts';

const of = (sex: Sex): ReadonlyMap<number, PressureRow> =>
  new Map(PRESSURE_ROWS.filter((row) => row.sex === sex).map((row) => [row.ageYears, row]));
const BY_SEX: Readonly<Record<Sex, ReadonlyMap<number, PressureRow>>> = {
  male: of('male'),
  female: of('female'),
};

/**
 * Blood pressure against P95 for sex, whole year of age (7-17) and band of height (WS/T 610-2018): `elevated` where
 * the systolic or the diastolic reaches it. `value` and `threshold` are those of the systolic, unless only the
 * diastolic is elevated; `standard` names which. One measurement is no hypertension: the standard asks for three
 * occasions.
 */
export function bloodPressureFact(test: FitnessTest): ScreeningFact {
  const { bloodPressure, ageMonths, sex, schoolYear } = test;
  const head = { kind: 'blood_pressure', schoolYear, unit: 'mmHg' } as const;
  const unknown = (reason: NonNullable<ScreeningFact['reason']>): ScreeningFact => ({
    ...head,
    result: 'unknown',
    reason,
    value: null,
    threshold: null,
    standard: PRESSURE_STANDARD,
    support: '',
  });
  if (bloodPressure === null) return unknown('no_blood_pressure');
  if (ageMonths === null) return unknown('no_age');
  const { height } = test.values;
  if (height === undefined) return unknown('no_height');
  const row = BY_SEX[sex].get(Math.floor(ageMonths / 12));
  const cell = row?.cells[bandOf(row.heights, roundItemValue('height', height))];
  if (row === undefined || cell === undefined) return unknown('no_table');
  const { systolic, diastolic } = bloodPressure;
  const systolicHigh = systolic >= cell.systolic;
  const diastolicHigh = diastolic >= cell.diastolic;
  const part = diastolicHigh && !systolicHigh ? 'diastolic' : 'systolic';
  return {
    ...head,
    result: systolicHigh || diastolicHigh ? 'elevated' : 'within',
    reason: null,
    value: bloodPressure[part],
    threshold: cell[part],
    standard: `${PRESSURE_STANDARD} ${part} P95`,
    support: row.support,
  };
}

/** How many of the rising limits the height reaches: `P5-<P10` includes P5. */
const bandOf = (heights: readonly number[], height: number): number =>
  heights.filter((limit) => height >= limit).length;
