import { swapDayMonth } from './compare-dates.ts';
import type { RowColumns } from './row-table.ts';

/** Most rows of one block that are all compared with each other; in a larger one each meets its next so many. */
export const MAX_BLOCK = 80;

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

/** What a bound cost: said out loud wherever links are shown. */
export interface BlockCount {
  pairs: number;
  boundedBlocks: number;
  boundedRows: number;
}

/**
 * Visits each pair of rows of different occasions that share a key, once. Work is `rows x keys x MAX_BLOCK` at
 * most. `wanted`: only pairs with at least one such row.
 */
export function visitPairs(
  from: { readonly rows: RowColumns; readonly of: Int32Array; readonly wanted?: (row: number) => boolean },
  visit: (a: number, b: number) => void,
): BlockCount {
  const { rows, of, wanted } = from;
  const count: BlockCount = { pairs: 0, boundedBlocks: 0, boundedRows: 0 };
  /** Keys by which every pair of the block was visited, per row; 0 where the block was bounded. */
  const earlier: Int32Array[] = [];
  for (const key of BLOCK_KEYS) {
    const keys = new Int32Array(of.length);
    for (let n = 0; n < of.length; n += 1) keys[n] = key.of(rows, of[n] ?? 0);
    const order = sortedBy(keys);
    for (let start = firstKeyed(order, keys); start < order.length; ) {
      const block = keys[order[start] ?? 0] ?? 0;
      let end = start + 1;
      while (end < order.length && keys[order[end] ?? 0] === block) end += 1;
      const bounded = end - start > MAX_BLOCK;
      if (bounded) {
        count.boundedBlocks += 1;
        count.boundedRows += end - start;
      }
      for (let i = start; i < end; i += 1) {
        const x = order[i] ?? 0;
        const a = of[x] ?? 0;
        const last = bounded ? Math.min(end, i + 1 + MAX_BLOCK) : end;
        for (let j = i + 1; j < last; j += 1) {
          const y = order[j] ?? 0;
          const b = of[y] ?? 0;
          if (rows.occasion[a] === rows.occasion[b]) continue;
          if (wanted !== undefined && !wanted(a) && !wanted(b)) continue;
          if (earlier.some((keyed) => keyed[x] !== 0 && keyed[x] === keyed[y])) continue;
          count.pairs += 1;
          visit(a, b);
        }
      }
      if (bounded) for (let i = start; i < end; i += 1) keys[order[i] ?? 0] = 0;
      start = end;
    }
    earlier.push(keys);
  }
  return count;
}

/** Positions in the order of their keys: key and position in one number, which sorts without a comparator. */
function sortedBy(keys: Int32Array): Int32Array {
  const combined = new Float64Array(keys.length);
  for (let n = 0; n < keys.length; n += 1) combined[n] = (keys[n] ?? 0) * 2 ** 22 + n;
  combined.sort();
  return Int32Array.from(combined, (value) => value % 2 ** 22);
}

function firstKeyed(order: Int32Array, keys: Int32Array): number {
  let start = 0;
  while (start < order.length && keys[order[start] ?? 0] === 0) start += 1;
  return start;
}
