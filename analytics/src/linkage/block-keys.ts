import { swapDayMonth } from './compare-dates.ts';
import type { RowColumns } from './row-table.ts';

/** A key by which rows meet; 0: this row has no such key. */
export interface BlockKey {
  readonly name: string;
  readonly of: (rows: RowColumns, row: number) => number;
}

/**
 * Rows meet that agree on one of these: each survives other errors, so that a pair is missed only where all of
 * them are broken. A common name alone would be a block of thousands and is bounded.
 */
export const BLOCK_KEYS: readonly BlockKey[] = [
  { name: 'number', of: (rows, row) => mix(1, rows.number[row] ?? 0) },
  { name: 'name sound + birth date', of: (rows, row) => mix(2, sound(rows, row), rows.birthDate[row] ?? 0) },
  { name: 'surname + birth date', of: (rows, row) => mix(3, surname(rows, row), rows.birthDate[row] ?? 0) },
  { name: 'given name + birth date', of: (rows, row) => mix(4, given(rows, row), rows.birthDate[row] ?? 0) },
  {
    name: 'characters in any order + birth date',
    of: (rows, row) => mix(5, bag(rows, row), rows.birthDate[row] ?? 0),
  },
  {
    name: 'birth date + school + class',
    of: (rows, row) =>
      mix(6, rows.birthDate[row] ?? 0, rows.school[row] ?? 0, (rows.classNumber[row] ?? 0) + 1),
  },
  { name: 'name sound + school', of: (rows, row) => mix(7, sound(rows, row), rows.school[row] ?? 0) },
  {
    name: 'name sound + year and month',
    of: (rows, row) => mix(8, sound(rows, row), Math.floor((rows.birthDate[row] ?? 0) / 100)),
  },
  {
    name: 'name sound + day of the year',
    of: (rows, row) => mix(9, sound(rows, row), (rows.birthDate[row] ?? 0) % 10_000),
  },
  {
    name: 'name sound + day and month either way',
    of: (rows, row) => mix(10, sound(rows, row), eitherWay(rows.birthDate[row] ?? 0)),
  },
  { name: 'name', of: (rows, row) => mix(11, written(rows, row)) },
];

const withName = (rows: RowColumns, row: number, ids: readonly number[]): number => {
  const name = rows.name[row] ?? -1;
  return name < 0 ? 0 : (ids[name] ?? 0) + 1;
};
const sound = (rows: RowColumns, row: number) => withName(rows, row, rows.names.looseId);
const surname = (rows: RowColumns, row: number) => withName(rows, row, rows.names.surnameId);
const given = (rows: RowColumns, row: number) => withName(rows, row, rows.names.givenId);
const bag = (rows: RowColumns, row: number) => withName(rows, row, rows.names.bagId);
const written = (rows: RowColumns, row: number) => withName(rows, row, rows.names.foldedId);
const eitherWay = (date: number): number => (date === 0 ? 0 : Math.min(date, swapDayMonth(date)));

/** 30 bits from a few numbers; 0 where one of them is 0 (unknown). Two that collide are compared for nothing. */
function mix(salt: number, a: number, b = 1, c = 1): number {
  if (a === 0 || b === 0 || c === 0) return 0;
  let hash = Math.imul(salt + 0x9e37, 0x85ebca6b);
  for (const part of [a, b, c]) {
    hash = Math.imul(hash ^ part, 0xcc9e2d51);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 13), 0x1b873593);
  return ((hash ^ (hash >>> 16)) >>> 2) + 1;
}
