import type { Sex } from '@tizhi/contracts';
import type { AgeRow } from './table-types.ts';

/** Looks up the row of a sex and an age in whole months; `null` where the standard prints none. */
export function ageTable<Row extends AgeRow>(
  rows: readonly Row[],
): (sex: Sex, ageMonths: number) => Row | null {
  const of = (sex: Sex) => rows.filter((row) => row.sex === sex);
  const bySex: Readonly<Record<Sex, readonly Row[]>> = { male: of('male'), female: of('female') };
  return (sex, ageMonths) =>
    bySex[sex].find(
      ({ fromMonths, toMonths }) => ageMonths >= fromMonths && (toMonths === null || ageMonths < toMonths),
    ) ?? null;
}
