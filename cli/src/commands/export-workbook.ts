import { extname } from 'node:path';
import { utils as book, type CellObject, write } from '@e965/xlsx';
import type { Cell, ExportTable } from '@tizhi/analytics';
import { TizhiError } from '@tizhi/contracts';
import { csvCell } from './export-lines.ts';

/** The kinds of file that a national export can be. Old validators of the national system read only .xls. */
export const EXPORT_EXTENSIONS = ['.xls', '.xlsx', '.csv'] as const;
const BOOK_TYPES = { '.xls': 'biff8', '.xlsx': 'xlsx' } as const;
const SHEET_NAME = 'Sheet1';

/** The file's bytes by its name's ending: one sheet, headings in row 1, no blank row. Throws `TIZHI_USAGE`. */
export function exportBytes(file: string, { headings, cells }: ExportTable): Buffer {
  const extension = extname(file).toLowerCase();
  const rows: readonly (readonly Cell[])[] = [headings, ...cells];
  if (extension === '.csv') return Buffer.from(csvOf(rows), 'utf8');
  if (extension !== '.xls' && extension !== '.xlsx')
    throw new TizhiError('TIZHI_USAGE', {
      problem: `--out must end in ${EXPORT_EXTENSIONS.join(', ')}`,
      command: 'tizhi export national',
    });
  const workbook = book.book_new();
  book.book_append_sheet(workbook, book.aoa_to_sheet(rows.map((row) => row.map(cellOf))), SHEET_NAME);
  return write(workbook, { type: 'buffer', bookType: BOOK_TYPES[extension] });
}

/** Text cells stay text when somebody types into them: 学籍号 keeps its zeros, 3'45" stays a time. */
function cellOf(cell: Cell): CellObject | null {
  if (cell === null) return null;
  return typeof cell === 'number' ? { t: 'n', v: cell } : { t: 's', v: cell, z: '@' };
}

/** With the mark by which Excel knows UTF-8, and its line ends. */
const csvOf = (rows: readonly (readonly Cell[])[]): string =>
  `\ufeff${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
