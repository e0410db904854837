import type { ReadRow } from './pupils-of-rows.ts';
import type { RosterError } from './roster-error.ts';

/** So many numbers must share a length before another one looks odd beside them. */
const MIN_ALIKE = 3;

/**
 * Text that lost its beginning: a CSV file saved by a spreadsheet has `12345` where `012345` or `G12345` was, and
 * no cell type tells. Of digits alone, shorter than most numbers of the file: an error where those begin with
 * a zero or a letter, else a warning (a school may well have numbers of two lengths).
 */
export function shortenedNumbers(rows: readonly ReadRow[]): {
  readonly errors: readonly RosterError[];
  readonly warnings: readonly RosterError[];
} {
  const numbers = rows.flatMap(({ person }) => person.studentNumber ?? []);
  const usual = usualLength(numbers);
  if (usual === undefined) return { errors: [], warnings: [] };
  const alike = numbers.filter(({ length }) => length === usual);
  const dropped = alike.filter((number) => /^[0A-Z]/.test(number)).length * 2 > alike.length;
  const odd = rows
    .filter(({ person }) => isShort(person.studentNumber, usual))
    .map(({ row }) => row.errorAt('studentNumber', PROBLEM, allowed(usual)));
  return dropped ? { errors: odd, warnings: [] } : { errors: [], warnings: odd };
}

const isShort = (number: string | null, usual: number): boolean =>
  number !== null && number.length < usual && /^\d+$/.test(number);

const PROBLEM = {
  zh: '比其他学籍号短，开头的 0 或字母可能已丢失',
  en: 'is shorter than the others: leading zeros or letters may be lost',
};
const allowed = (usual: number) => ({ zh: `${usual} 位`, en: `${usual} characters` });

/** The length that more than half of the numbers have. */
function usualLength(numbers: readonly string[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { length } of numbers) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].find(([, count]) => count >= MIN_ALIKE && count * 2 > numbers.length)?.[0];
}
