import { appendFileSync, closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CITY_HEADINGS, type CityFiles, type CityRow, cityRows } from '@tizhi/analytics';

/** Text gathered before the files grow: a city has thousands of files, each written a little at a time. */
const MOST_GATHERED = 32_000_000;

/** What was written. */
export interface CityWritten {
  readonly pupils: number;
  readonly rows: number;
  readonly rowsWithErrors: number;
  readonly files: number;
}

/** The folder of the schools' files, below the city's. */
export const SCHOOLS_FOLDER = 'schools';
export const TRUTH_FILE = 'truth.csv';

const fileOf = ({ school, schoolYear }: CityRow): string => `${school}-${schoolYear}.csv`;
const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;

/**
 * Writes a city into an empty folder: `schools/SCHOOL-YEAR.csv`, one national file for each school and school year,
 * and `truth.csv` with `file,row,pupil,errors`, the row as a person counts it in the sheet. Streamed. The rows of a
 * file are in the order in which pupils were drawn.
 */
export function writeCity(of: {
  readonly city: CityFiles;
  readonly folder: string;
  readonly progress: (rows: number) => void;
}): CityWritten {
  const { folder, progress } = of;
  const rowsOf = new Map<string, number>();
  const gathered = new Map<string, string>();
  let held = 0;
  let rows = 0;
  let rowsWithErrors = 0;
  let pupils = 0;
  let last = -1;
  const flush = (): void => {
    for (const [file, text] of gathered)
      appendFileSync(join(folder, SCHOOLS_FOLDER, file), text, { mode: 0o600 });
    gathered.clear();
    held = 0;
  };
  const truth = openSync(join(folder, TRUTH_FILE), 'wx', 0o600);
  try {
    let truths = 'file,row,pupil,errors\n';
    for (const row of cityRows(of.city)) {
      const file = fileOf(row);
      const number = rowsOf.get(file) ?? 1;
      const line = (number === 1 ? csvLine(CITY_HEADINGS) : '') + csvLine(row.cells);
      rowsOf.set(file, number + 1);
      gathered.set(file, (gathered.get(file) ?? '') + line);
      held += line.length;
      truths += csvLine([file, String(number + 1), String(row.pupil), row.errors.join(' ')]);
      rows += 1;
      if (row.errors.length > 0) rowsWithErrors += 1;
      if (row.pupil !== last) pupils += 1;
      last = row.pupil;
      if (held < MOST_GATHERED) continue;
      flush();
      writeSync(truth, truths);
      truths = '';
      progress(rows);
    }
    flush();
    writeSync(truth, truths);
  } finally {
    closeSync(truth);
  }
  return { pupils, rows, rowsWithErrors, files: rowsOf.size };
}
