import { compareNames } from './compare-names.ts';
import { MOST_LEVELS } from './levels.ts';
import type { RowColumns } from './row-table.ts';

/** A class has no more rows of one birth date and surname; a block beyond it is a list of placeholders. */
const MOST_OF_A_DAY = 20;
/** Rows' worth of doubt at every level, where no twins were seen. */
const PRIOR_ROWS = 0.5;

/**
 * How often a row has a namesake by surname in its own school, born on the same day, at each level of the name:
 * twins, mostly. Counted within an occasion, where two rows are two pupils for certain. Twins break the assumption
 * that fields agree independently among strangers, and nothing else comes so near to a false link.
 */
export function siblingRates(rows: RowColumns): Float64Array {
  const counts = new Float64Array(MOST_LEVELS);
  for (const group of byDayAndSchool(rows))
    for (const [n, a] of group.entries()) for (const b of group.slice(n + 1)) count(rows, counts, a, b);
  return counts.map((pairs) => (2 * pairs + PRIOR_ROWS) / (rows.length + 1));
}

function count(rows: RowColumns, counts: Float64Array, a: number, b: number): void {
  const { names } = rows;
  const [nameA, nameB] = [rows.name[a] ?? -1, rows.name[b] ?? -1];
  if (nameA < 0 || nameB < 0 || names.surnameId[nameA] !== names.surnameId[nameB]) return;
  // A row that stands twice in a file is no twin.
  if (rows.number[a] !== 0 && rows.number[a] === rows.number[b]) return;
  const level = compareNames(names, nameA, nameB);
  counts[level] = (counts[level] ?? 0) + 1;
}

function* byDayAndSchool(rows: RowColumns): Generator<readonly number[]> {
  const groups = new Map<number, number[]>();
  for (let row = 0; row < rows.length; row += 1) {
    const date = rows.birthDate[row] ?? 0;
    const school = rows.school[row] ?? 0;
    const name = rows.name[row] ?? -1;
    if (date === 0 || school === 0 || name < 0) continue;
    const place = (rows.occasion[row] ?? 0) * rows.counts.schools + school;
    const key = place * 100_000_000 + date;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  for (const group of groups.values()) if (group.length > 1 && group.length <= MOST_OF_A_DAY) yield group;
}
