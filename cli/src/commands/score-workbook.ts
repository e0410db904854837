import { type CellObject, read, SSF, set_cptable, type WorkBook } from '@e965/xlsx';
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs';
import type { Cell } from '@tizhi/analytics';
import { MAX_ROWS, type Sheet, tooManyRows, unusable } from './score-file.ts';

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
    // The library leaves holes for empty rows and cells; Array.from fills them.
    return [{ name, cells: Array.from(rows, (row) => Array.from(row ?? [], cellOf)) }];
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

/**
 * A number stays a number, except where what the teacher sees says more than the number: a clock time (3:45 is
 * kept as a fraction of a day), and fixed decimals (3.50 is kept as 3.5, and then could be 3'50" or 3'05").
 */
function cellOf(cell: CellObject | undefined): Cell {
  if (cell === undefined || cell.v === undefined || cell.v === null) return null;
  if (typeof cell.v !== 'number' || cell.t === 'e') return cell.w ?? String(cell.v);
  const shown = cell.w?.trim() ?? '';
  const isClock = cell.z !== undefined && SSF.is_date(String(cell.z));
  return isClock || (/^-?\d+\.\d+$/.test(shown) && Number(shown) === cell.v) ? shown : cell.v;
}
