import { type CellObject, type Range, read, SSF, set_cptable, type WorkBook } from '@e965/xlsx';
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs';
import type { Cell } from '@tizhi/analytics';
import { MAX_ROWS, type Sheet, tooManyRows, unusable } from './sheet-file.ts';

// Without it the library cannot read Chinese text in the oldest .xls files (BIFF5, code page 936).
set_cptable(codePages);

/** The sheets of an Excel workbook in order, hidden ones left out. */
export function workbookSheets(file: string, bytes: Buffer): readonly Sheet[] {
  const workbook = open(file, bytes);
  return workbook.SheetNames.flatMap((name, index) => {
    const sheet = workbook.Sheets[name];
    if (sheet === undefined || workbook.Workbook?.Sheets?.[index]?.Hidden) return [];
    const rows: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet['!data'] ?? [];
    if (rows.length > MAX_ROWS) throw tooManyRows(file);
    const date1904 = workbook.Workbook?.WBProps?.date1904 === true;
    // The library leaves holes for empty rows and cells; Array.from fills them.
    const cells = Array.from(rows, (row) => Array.from(row ?? [], (cell) => cellOf(cell, date1904)));
    fillMerged(cells, sheet['!merges'] ?? []);
    return [{ name, cells }];
  });
}

function open(file: string, bytes: Buffer): WorkBook {
  try {
    return read(bytes, { type: 'buffer', dense: true, cellNF: true, sheetRows: MAX_ROWS + 1 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw unusable(file, { zh: '工作簿已损坏或加密', en: `the workbook is damaged or locked: ${reason}` });
  }
}

/** A cell merged over several rows (a class beside its pupils) says the same of each of them. */
function fillMerged(cells: Cell[][], merges: readonly Range[]): void {
  for (const { s: from, e: to } of merges) {
    if (from.c !== to.c) continue; // Merged over columns it is a title, or the heading of two columns.
    for (const row of cells.slice(from.r + 1, to.r + 1)) {
      while (row.length <= from.c) row.push(null);
      row[from.c] = cells[from.r]?.[from.c] ?? null;
    }
  }
}

/**
 * A number stays a number, except where what the teacher sees says more than the number: a date (41883 is kept,
 * 2014-09-01 is meant), a clock time (3:45 is kept as a fraction of a day), leading zeros (12 shown as 0012), and
 * fixed decimals (3.50 is kept as 3.5, and then could be 3'50" or 3'05").
 */
function cellOf(cell: CellObject | undefined, date1904: boolean): Cell {
  if (cell === undefined || cell.v === undefined || cell.v === null) return null;
  if (typeof cell.v !== 'number' || cell.t === 'e') return cell.w ?? String(cell.v);
  const shown = cell.w?.trim() ?? '';
  const format = String(cell.z ?? '');
  if (SSF.is_date(format)) return (saysDay(format) ? dayOf(cell.v, date1904) : undefined) ?? shown;
  if (/^0{2,}$/.test(format) && /^0\d+$/.test(shown)) return shown;
  return /^-?\d+\.\d+$/.test(shown) && Number(shown) === cell.v ? shown : cell.v;
}

/** A format with a year or a day in it, as against a time of the clock. */
const saysDay = (format: string): boolean => /[yd]/i.test(format.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, ''));

/** ISO date of a date cell, whatever the order in which its format shows day, month and year. */
function dayOf(value: number, date1904: boolean): string | undefined {
  const date = value < 1 ? undefined : SSF.parse_date_code(value, { date1904 });
  if (date === undefined || date === null) return undefined;
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.y}-${two(date.m)}-${two(date.d)}`;
}
