import type { SheetRow } from './read-linkage-sheet.ts';

/** When a row's test was: its school year, else its grade, else the file; two rows of one are two pupils. */
export function occasionOf(
  { schoolYear, grade }: Pick<SheetRow, 'schoolYear' | 'grade'>,
  file: string,
): string {
  if (schoolYear !== null) return `year ${schoolYear}`;
  return grade === null ? `file ${file}` : `grade ${grade}`;
}
